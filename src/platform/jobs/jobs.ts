import type { Tx } from '../db/database.ts';

/** Work that the worker does for each city again and again: opening phases by the clock, revealing decisions. */
export interface Job {
  readonly name: string;
  /** Cron expression of five fields, or '@tick' for every second or so. */
  readonly every: string;
  /** Runs in a transaction of one city. Idempotent: it may run twice, or be late. `now` is the city's clock. */
  readonly run: (tx: Tx, city: { readonly id: number; readonly timeZone: string }, now: Date) => Promise<void>;
}
