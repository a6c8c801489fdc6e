import type { Tx } from './db/database.ts';
import type { TextKey } from './i18n/texts.ts';

/** Something that was taken out of sight because it was personal or unlawful; the original stays in its row. */
export interface Redaction {
  /** What it was: a text, a photo. */
  readonly what: TextKey;
  /** Folio or code of where it stood. */
  readonly label: string;
  /** The desk's page of that place, below the city's base. */
  readonly href: string;
  readonly reason: string;
  /** person.id */
  readonly doneBy: number;
  readonly at: Date;
}

/** A module tells what was taken out of its rows. */
export type RedactionLog = (tx: Tx, cityId: number) => Promise<Redaction[]>;

let logs: readonly RedactionLog[] = [];

/** Called once by each process with every module's log. */
export function connectRedactions(all: readonly RedactionLog[]): void {
  logs = all;
}

/** Everything that was taken out in a city, newest first. */
export async function allRedactions(tx: Tx, cityId: number): Promise<Redaction[]> {
  const found: Redaction[] = [];
  for (const log of logs) found.push(...(await log(tx, cityId)));
  return found.sort((one, other) => other.at.getTime() - one.at.getTime());
}
