/**
 * The Pabulib format (.pb), one file for one election.
 *
 * Source: pabulib.org/format; P. Faliszewski et al., "Participatory Budgeting: Data, Tools, and Analysis", IJCAI 2023.
 * Sections META (key;value), PROJECTS and VOTES, each with a line of column names.
 */
import type { Contest } from '../election.ts';
import type { Profile } from '../profile.ts';
import type { Problem, ProblemCode } from './problems.ts';

/** The file as it stands, field by field: what a writer needs. */
export interface PabulibDocument {
  readonly meta: readonly (readonly [key: string, value: string])[];
  readonly projectColumns: readonly string[];
  readonly projects: readonly (readonly string[])[];
  readonly voteColumns: readonly string[];
  readonly votes: Iterable<readonly string[]>;
}

export interface PabulibFile extends PabulibDocument {
  readonly contest: Contest;
  /** Every ballot of the file, packed for counting. */
  readonly profile: Profile;
  /** The rule the file names, "" when it names none. */
  readonly rule: string;
  /** `min_project_score_threshold`, or null. */
  readonly threshold: number | null;
  /** Ids marked as selected (1), in file order; null when the file has no such column. */
  readonly selected: readonly string[] | null;
}

/** What reading gave. Warnings are problems that did not stop it; `counts` has every one, the lists the first hundred. */
export type ReadResult =
  | {
      readonly ok: true;
      readonly file: PabulibFile;
      readonly warnings: readonly Problem[];
      readonly counts: ProblemCounts;
    }
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly counts: ProblemCounts };

export type ProblemCounts = ReadonlyMap<ProblemCode, number>;

/** A cost that means "withdrawn" in published files, in units of the currency. */
export const WITHDRAWN_COST = 999_999_999;
