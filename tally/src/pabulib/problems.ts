/** What is wrong in a file, each with its line and field. */

export interface Problem {
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  /** Section and key or column, for example "PROJECTS.cost". */
  readonly field: string;
  readonly code: ProblemCode;
  readonly message: string;
}

export type ProblemCode =
  | 'not-utf8'
  | 'line-too-long'
  | 'missing-section'
  | 'missing-field'
  | 'bad-number'
  | 'bad-value'
  | 'bad-quotes'
  | 'duplicate-project'
  | 'duplicate-voter'
  | 'unknown-project'
  | 'marked-twice'
  | 'beyond-limits'
  | 'bad-points'
  | 'count-differs';

/** How many problems are listed one by one; beyond it they are only counted. */
const LISTED = 100;

/** Collects problems; each code is counted to the last, the first hundred are listed. */
export class Problems {
  readonly list: Problem[] = [];
  readonly counts = new Map<ProblemCode, number>();

  add(line: number, field: string, code: ProblemCode, message: string): void {
    this.counts.set(code, (this.counts.get(code) ?? 0) + 1);
    if (this.list.length < LISTED) this.list.push({ line, field, code, message });
  }
}
