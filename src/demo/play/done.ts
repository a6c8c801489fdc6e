import type { Result } from '../../platform/result.ts';

/** What a verb must answer in a story that was written to go well; a refusal is a broken story. */
export function done<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(`the demo was refused: ${result.reason} ${JSON.stringify(result.details)}`);
  return result.value;
}
