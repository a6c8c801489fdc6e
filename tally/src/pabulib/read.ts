/**
 * Reads a Pabulib file: tolerant of what is seen in the wild (CRLF, no final line end, byte order mark, blank lines,
 * decimal amounts, any order of columns, older names), strict about everything that could change a result.
 */
import type { Contest } from '../election.ts';
import { countVotes } from '../scores.ts';
import { buildContest, Meta, type Row } from './contest.ts';
import type { PabulibFile, ReadResult } from './format.ts';
import { LineScanner } from './lines.ts';
import { type Problem, Problems } from './problems.ts';
import { VoteReader } from './votes.ts';

export interface ReadOptions {
  /**
   * false: any problem is an error. true: a problem is a counted warning, and reading goes on: unknown and double
   * marks are dropped, ballots beyond limits stay as cast, ballots whose points do not match are void, of projects
   * with the same id the first counts, a project without a usable cost cannot win.
   */
  readonly lenient: boolean;
}

/** Byte places are kept in 32 bits. */
const LARGEST_FILE = 2 ** 32 - 1;

/**
 * Reads one election.
 * @param input the bytes of the file, or its text
 */
export function readPabulib(input: string | Uint8Array, options: ReadOptions): ReadResult {
  const bytes = typeof input === 'string' ? new TextEncoder().encode(input) : input;
  const problems = new Problems();
  // Differences that change no result: columns that repeat what the votes say.
  const notes = new Problems();
  const file = bytes.length > LARGEST_FILE ? null : readSections(bytes, problems, notes);
  if (bytes.length > LARGEST_FILE) problems.add(0, 'file', 'line-too-long', 'the file is larger than 4 GB');
  const fatal = file === null || (!options.lenient && problems.list.length > 0);
  if (fatal) return { ok: false, problems: problems.list, counts: problems.counts };
  const warnings: Problem[] = [...problems.list, ...notes.list];
  const counts = new Map(problems.counts);
  for (const [code, count] of notes.counts) counts.set(code, (counts.get(code) ?? 0) + count);
  return { ok: true, file, warnings, counts };
}

function readSections(bytes: Uint8Array, problems: Problems, notes: Problems): PabulibFile | null {
  const scanner = new LineScanner(bytes, problems);
  const metaRows: Row[] = [];
  const projectRows: Row[] = [];
  if (!scanner.advance() || sectionOf(scanner) !== 'META') {
    problems.add(scanner.line, 'META', 'missing-section', 'the file does not begin with META');
    return null;
  }
  if (!collect(scanner, 'PROJECTS', metaRows) || !collect(scanner, 'VOTES', projectRows)) {
    problems.add(scanner.line, 'file', 'missing-section', 'the file ends before its VOTES');
    return null;
  }
  const isHeader = (row: Row | undefined) => row?.fields[0]?.trim() === 'key';
  const meta = new Meta(isHeader(metaRows[0]) ? metaRows.slice(1) : metaRows, problems);
  const projectColumns = trimmed(projectRows.shift()?.fields ?? []);
  const contest = buildContest({ meta: metaRows, projectColumns, projects: projectRows }, meta, problems);
  if (!scanner.advance()) {
    problems.add(scanner.line, 'VOTES', 'missing-section', 'the file ends before its votes');
    return null;
  }
  const voteColumns = trimmed(scanner.fields());
  const votes = new VoteReader(contest, problems, bytes.length).read(scanner, voteColumns);
  checkCounts(meta, contest, votes.count, problems);
  const threshold = meta.whole('min_project_score_threshold');
  const file: PabulibFile = {
    meta: metaRows
      .filter((row) => !isHeader(row))
      .map(({ fields }) => [(fields[0] ?? '').trim(), fields.slice(1).join(';').trim()]),
    projectColumns,
    projects: projectRows.map((row) => row.fields),
    voteColumns,
    votes: { [Symbol.iterator]: () => voteFields(bytes, votes.starts) },
    contest,
    profile: votes.profile,
    rule: meta.text('rule'),
    threshold: threshold ?? null,
    selected: selectedIds(projectColumns, projectRows),
  };
  checkVoteColumn(file, projectRows, notes);
  return file;
}

const trimmed = (fields: readonly string[]) => fields.map((field) => field.trim());

/** The name of a section, when the line holds nothing else; spreadsheets leave separators behind it. */
function sectionOf(scanner: LineScanner): string {
  if (scanner.end - scanner.start > 200) return '';
  return scanner
    .text()
    .replace(/[;\s]+$/, '')
    .toUpperCase();
}

/** Collects rows up to the line that opens the given section; false when the file ends first. */
function collect(scanner: LineScanner, until: string, rows: Row[]): boolean {
  while (scanner.advance()) {
    if (sectionOf(scanner) === until) return true;
    const { line } = scanner;
    rows.push({ line, fields: scanner.fields() });
  }
  return false;
}

/** A file that says how many votes it holds and holds fewer was cut off. */
function checkCounts(meta: Meta, contest: Contest, votes: number, problems: Problems): void {
  const compare = (key: string, there: number) => {
    const said = meta.whole(key);
    if (said !== undefined && said !== there) {
      problems.add(meta.line(key), `META.${key}`, 'count-differs', `says ${said}, the file has ${there}`);
    }
  };
  compare('num_projects', contest.candidates.length);
  compare('num_votes', votes);
}

/** Compares the `votes` column, where there is one, with the votes themselves. */
function checkVoteColumn(file: PabulibFile, rows: readonly Row[], notes: Problems): void {
  const column = file.projectColumns.indexOf('votes');
  const idColumn = file.projectColumns.indexOf('project_id');
  if (column === -1) return;
  const counted = countVotes(file.profile);
  const positions = new Map(file.contest.candidates.map(({ id }, position) => [id, position]));
  for (const { line, fields } of rows) {
    const position = positions.get((fields[idColumn] ?? '').trim());
    const said = (fields[column] ?? '').trim();
    if (position === undefined || said === '' || file.contest.candidates[position]?.withdrawn) continue;
    if (Number(said) !== counted[position]) {
      notes.add(line, 'PROJECTS.votes', 'count-differs', `says ${said}, the votes say ${counted[position]}`);
    }
  }
}

function selectedIds(columns: readonly string[], rows: readonly Row[]): string[] | null {
  const [id, selected] = [columns.indexOf('project_id'), columns.indexOf('selected')];
  if (selected === -1) return null;
  return rows
    .filter(({ fields }) => fields[selected]?.trim() === '1')
    .map(({ fields }) => (fields[id] ?? '').trim());
}

/** The fields of every vote, read again line by line when somebody wants them. */
function* voteFields(bytes: Uint8Array, starts: Uint32Array): Generator<string[]> {
  for (const start of starts) {
    const scanner = new LineScanner(bytes.subarray(start), new Problems());
    if (scanner.advance()) yield scanner.fields();
  }
}
