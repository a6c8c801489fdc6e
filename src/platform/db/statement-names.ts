/**
 * Names for statements that come again. PostgreSQL plans a named one a few times and then keeps the plan with the
 * connection; under row level security planning costs five times what running a small query does (a ballot: 2.2 ms of
 * the database's processor time unnamed, 0.5 ms named).
 */

/** Statements that this process names; each costs memory in every connection, so there is an end to it. */
const most = 500;
/** Longer texts are lists of rows, which rarely come again. */
const longest = 8_000;

const names = new Map<string, string>();
let seenOnce = new Set<string>();

/** A name from the second time on; undefined for what was never seen, is too long, or one too many. */
export function statementName(text: string): string | undefined {
  const name = names.get(text);
  if (name !== undefined || text.length > longest) return name;
  if (!seenOnce.has(text)) {
    if (seenOnce.size >= most) seenOnce = new Set();
    seenOnce.add(text);
    return undefined;
  }
  if (names.size >= most) return undefined;
  seenOnce.delete(text);
  const made = `s${names.size + 1}`;
  names.set(text, made);
  return made;
}

/** A migration changed a table under a kept plan: the connection has to go, the next one plans anew. */
export function isStalePlan(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '0A000' && message === 'cached plan must not change result type';
}
