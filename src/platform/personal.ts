import type { Tx } from './db/database.ts';
import type { TextKey } from './i18n/texts.ts';

/** Whose data, in which city. */
export interface DataSubject {
  readonly cityId: number;
  readonly personId: number;
}

export type PersonalValue = string | number | boolean | Date | null;

/** Rows of one kind that are kept about a person. */
export type PersonalRow = Readonly<Record<string, PersonalValue>>;

/** Rows of one kind that are kept about a person. */
export interface PersonalPart {
  /** Names the part in the file that she takes along: 'proposals'. */
  readonly name: string;
  readonly title: TextKey;
  /** A sentence: why it is kept, and until when. */
  readonly why: TextKey;
  readonly columns: Readonly<Record<string, TextKey>>;
  readonly rows: readonly PersonalRow[];
}

/**
 * What a module keeps about people: it tells a person everything, and forgets who she is without touching what she did.
 */
export interface PersonalKeeper {
  readonly tell: (tx: Tx, subject: DataSubject) => Promise<PersonalPart[]>;
  /** Runs in the transaction that forgets her, before the modules on which this one stands. */
  readonly forget?: (tx: Tx, subject: DataSubject & { readonly now: Date }) => Promise<void>;
  /** What is let go of by age, by a daily job. */
  readonly retention?: readonly RetentionRule[];
}

export interface RetentionRule {
  /** 'mail-bodies'; unique in the house. */
  readonly kind: string;
  readonly title: TextKey;
  readonly why: TextKey;
  /** Days that the program proposes, and the bounds within which a city may choose. */
  readonly days: number;
  readonly least: number;
  readonly most: number;
  /** @returns how many rows were let go of */
  readonly letGo: (tx: Tx, cityId: number, before: Date) => Promise<number>;
}

let keepers: readonly PersonalKeeper[] = [];

/** Called once by each process with every module's keeper, in house order. */
export function connectPersonal(all: readonly PersonalKeeper[]): void {
  keepers = all;
}

export async function tellAll(tx: Tx, subject: DataSubject): Promise<PersonalPart[]> {
  const parts: PersonalPart[] = [];
  for (const keeper of keepers) parts.push(...(await keeper.tell(tx, subject)));
  return parts;
}

/** Later modules first: each still finds what it needs to know of the person. */
export async function forgetAll(tx: Tx, subject: DataSubject & { readonly now: Date }): Promise<void> {
  for (const keeper of keepers.toReversed()) await keeper.forget?.(tx, subject);
}

export function retentionRules(): RetentionRule[] {
  return keepers.flatMap((keeper) => keeper.retention ?? []);
}
