import type { Cycle } from './cycle.ts';

/** What never changes once a cycle is made, kept by this process: blueprint, phases as announced, districts, money. */
const kept = new Map<string, unknown>();
const most = 500;

/** `load` runs once for each cycle and name; its answer must depend on rows that are never changed. */
export async function keptOf<Value>(
  cycle: Pick<Cycle, 'cacheKey'>,
  name: string,
  load: () => Promise<Value>,
): Promise<Value> {
  const key = `${cycle.cacheKey} ${name}`;
  const found = kept.get(key) as Value | undefined;
  if (found !== undefined) return found;
  const value = await load();
  // Oldest out; a server has few cycles, so this is a bound, not a policy.
  if (kept.size >= most) kept.delete(kept.keys().next().value as string);
  kept.set(key, value);
  return value;
}
