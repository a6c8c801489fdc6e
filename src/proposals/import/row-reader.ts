import { cleanLine } from '../clean-text.ts';
import type { ImportField, Mapping } from './mapping.ts';
import type { TableRow } from './read-table.ts';

/** `refused`: the whole row was not taken; else only this value was left out or replaced. */
export interface ImportProblem {
  readonly line: number;
  readonly field: ImportField;
  /** The column's name in the file; '' when the field has none. */
  readonly column: string;
  readonly problem: ImportProblemKind;
  /** What stood there, at most 200 characters. */
  readonly value: string;
  readonly refused: boolean;
}

export type ImportProblemKind =
  | 'columns'
  | 'missing'
  | 'too-long'
  | 'unknown-zone'
  | 'unknown-category'
  | 'unknown-track'
  | 'repeated-code'
  | 'differs'
  | 'not-a-number'
  | 'half-a-point'
  | 'outside-city'
  | 'other-zone'
  | 'not-a-date'
  | 'in-the-future'
  | 'not-a-count';

/** One row with its problems so far. */
export class RowReader {
  readonly line: number;
  readonly cells: readonly string[];
  readonly problems: ImportProblem[] = [];
  readonly #columns: readonly string[];
  readonly #mapping: Mapping;

  constructor({ line, cells }: TableRow, columns: readonly string[], mapping: Mapping) {
    this.line = line;
    this.cells = cells;
    this.#columns = columns;
    this.#mapping = mapping;
  }

  get isRefused(): boolean {
    return this.problems.some(({ refused }) => refused);
  }

  value(field: ImportField): string {
    const column = this.#mapping.columns[field];
    return column === undefined ? '' : (this.cells[this.#columns.indexOf(column)] ?? '');
  }

  /** More cells than the head has names: a separator inside a text that nobody quoted moved everything after it. */
  tooManyCells(): boolean {
    return this.cells.slice(this.#columns.length).some((cell) => cell.trim() !== '');
  }

  refuse(field: ImportField, problem: ImportProblemKind, value: string): void {
    this.#add(field, problem, value, true);
  }

  note(field: ImportField, problem: ImportProblemKind, value: string): void {
    this.#add(field, problem, value, false);
  }

  #add(field: ImportField, problem: ImportProblemKind, value: string, refused: boolean): void {
    const column = this.#mapping.columns[field] ?? '';
    this.problems.push({
      line: this.line,
      field,
      column,
      problem,
      value: cleanLine(value).slice(0, 200),
      refused,
    });
  }
}
