/** An expected failure is a value with a reason; a bug throws. */
export type Result<Value, Reason extends string> = Ok<Value> | Refusal<Reason>;

export interface Ok<Value> {
  readonly ok: true;
  readonly value: Value;
}

/** `reason` is a kebab-case code that pages turn into a sentence; `details` are the sentence's arguments. */
export interface Refusal<Reason extends string> {
  readonly ok: false;
  readonly reason: Reason;
  readonly details: Readonly<Record<string, string | number>>;
}

export function ok(): Ok<undefined>;
export function ok<Value>(value: Value): Ok<Value>;
export function ok(value?: unknown): Ok<unknown> {
  return { ok: true, value };
}

export function refuse<Reason extends string>(
  reason: Reason,
  details: Readonly<Record<string, string | number>> = {},
): Refusal<Reason> {
  return { ok: false, reason, details };
}

/** Makes a `switch` over a union complete: a new member fails the type check here. */
export function never(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
