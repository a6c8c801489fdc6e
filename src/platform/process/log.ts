import pg from 'pg';
import { ZodError } from 'zod';

/** An error as a log may keep it: what failed and where, and none of the values that it failed over. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** SQLSTATE, or Node's own code. */
  readonly code?: string;
  /** Names of the schema that an error of PostgreSQL is about. */
  readonly about?: string;
  /** Where in our sources; without the message that heads it. */
  readonly stack: string;
  readonly cause?: LoggedError;
}

/**
 * PostgreSQL quotes values in its messages and details ('invalid input syntax for type integer: "…"'), zod in its issues,
 * JSON.parse the text it could not read: people's names and addresses among them.
 */
export function safeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: safeMessage(error),
    ...(typeof code === 'string' && { code }),
    ...(error instanceof pg.DatabaseError && { about: namesOf(error) }),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...(cause instanceof Error && cause !== error && { cause: safeError(cause) }),
  };
}

/** Classes whose messages name parts of the schema, roles and locks, never values: connection, constraint, syntax, … */
const namesOnly = /^(08|23|40|42|53|55|57)/;

function safeMessage(error: Error): string {
  if (error instanceof pg.DatabaseError) {
    return namesOnly.test(error.code ?? '') ? error.message : 'PostgreSQL refused a statement';
  }
  if (error instanceof ZodError) {
    return error.issues.map(({ code, path }) => `${path.map(String).join('.')}: ${code}`).join('; ');
  }
  return withoutValues(error.message);
}

/** What stands in quotes, looks like a mail address or is a long number may be somebody's. */
export function withoutValues(message: string): string {
  return message
    .replaceAll(/"[^"]*"|“[^”]*”|'[^']*'|`[^`]*`/g, '"…"')
    .replaceAll(/[^\s<>@]+@[^\s<>@]+/g, '…@…')
    .replaceAll(/\d{6,}/g, '…');
}

function namesOf({ table, column, constraint, dataType, routine }: pg.DatabaseError): string {
  return [table, column, constraint, dataType, routine].filter(Boolean).join(' ');
}

/** Tells of a failure that is tried again: one line of JSON in production, one for people elsewhere. */
export function complain(what: string, error: unknown): void {
  const err = safeError(error);
  const isForPrograms = process.env.NODE_ENV === 'production';
  const line = { level: 50, time: Date.now(), pid: process.pid, msg: what, err };
  console.error(isForPrograms ? JSON.stringify(line) : `${what}: ${err.message} ${err.code ?? ''}`.trimEnd());
}
