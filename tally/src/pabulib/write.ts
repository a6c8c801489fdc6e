/**
 * Writes a Pabulib file, strictly: LF line ends, a final one, UTF-8 without byte order mark, sections in order,
 * columns named once, fields quoted only where they must be, numbers with a point.
 */
import { type Ballot, type Election, ElectionError } from '../election.ts';
import { formatMinor } from './decimal.ts';
import { type PabulibDocument, WITHDRAWN_COST } from './format.ts';

/** Keys that every file must have (pabulib.org/format). */
const REQUIRED = [
  'description',
  'country',
  'unit',
  'instance',
  'num_projects',
  'num_votes',
  'budget',
  'vote_type',
  'rule',
];

/**
 * The text of a file.
 * @throws ElectionError when a required key or column is missing, or a row has more fields than columns
 */
export function writePabulib(document: PabulibDocument): string {
  const keys = document.meta.map(([key]) => key);
  for (const key of REQUIRED) {
    if (!keys.includes(key)) throw new ElectionError(`META.${key}`, 'a Pabulib file must have it');
  }
  if (new Set(keys).size !== keys.length) throw new ElectionError('META', 'a key appears twice');
  requireColumns('PROJECTS', document.projectColumns, ['project_id', 'cost']);
  requireColumns('VOTES', document.voteColumns, ['voter_id', 'vote']);
  const lines = [
    'META',
    'key;value',
    ...document.meta.map(writeRow),
    'PROJECTS',
    writeRow(document.projectColumns),
  ];
  for (const row of document.projects) lines.push(checkedRow('PROJECTS', row, document.projectColumns));
  lines.push('VOTES', writeRow(document.voteColumns));
  for (const row of document.votes) lines.push(checkedRow('VOTES', row, document.voteColumns));
  lines.push('');
  return lines.join('\n');
}

function requireColumns(section: string, columns: readonly string[], required: readonly string[]): void {
  for (const name of required) {
    if (!columns.includes(name)) throw new ElectionError(`${section}.${name}`, 'the column is missing');
  }
  if (new Set(columns).size !== columns.length) throw new ElectionError(section, 'a column appears twice');
}

function checkedRow(section: string, row: readonly string[], columns: readonly string[]): string {
  if (row.length > columns.length)
    throw new ElectionError(section, `a row has ${row.length} fields for ${columns.length} columns`);
  return writeRow([...row, ...Array<string>(columns.length - row.length).fill('')]);
}

function writeRow(fields: readonly string[]): string {
  return fields.map(writeField).join(';');
}

/** Quotes what a reader would otherwise take for something else; a lone CR or LF inside quotes is kept. */
function writeField(field: string): string {
  const plain = !/[;"\r\n]/.test(field) && field === field.trim();
  return plain ? field : `"${field.replaceAll('"', '""')}"`;
}

/** What a file says beside the election itself. */
export interface PabulibDetails {
  readonly description: string;
  readonly country: string;
  readonly unit: string;
  readonly instance: string;
  /** The rule in Pabulib's words: "greedy", "greedy-no-skip", "greedy-threshold", "equalshares", "equalshares/add1". */
  readonly rule: string;
  /** Winners' ids, for the column `selected`. */
  readonly winners: readonly string[];
  /** Further META keys, written behind the others. */
  readonly more?: readonly (readonly [string, string])[];
}

/**
 * An election as a Pabulib document. Ballots are numbered in the order given: give them sorted by content, so that the
 * file does not tell who voted when. Void ballots are the caller's to leave out.
 */
export function pabulibDocument(election: Election, details: PabulibDetails): PabulibDocument {
  const { contest, ballots } = election;
  const hasPoints = ballots.some((ballot) => ballot.points !== undefined);
  const votes = new Map(contest.candidates.map(({ id }) => [id, 0]));
  const scores = new Map(votes);
  for (const ballot of ballots) {
    for (const [at, id] of ballot.marks.entries()) {
      votes.set(id, (votes.get(id) ?? 0) + 1);
      scores.set(id, (scores.get(id) ?? 0) + (ballot.points?.[at] ?? 0));
    }
  }
  const winners = new Set(details.winners);
  return {
    meta: metaRows(election, details),
    projectColumns: [
      'project_id',
      'cost',
      'votes',
      ...(hasPoints ? ['score'] : []),
      'name',
      'category',
      'beneficiaries',
      'selected',
    ],
    projects: contest.candidates.map((candidate) => [
      candidate.id,
      candidate.withdrawn ? String(WITHDRAWN_COST) : formatMinor(candidate.cost, contest.minorPerUnit),
      String(votes.get(candidate.id)),
      ...(hasPoints ? [String(scores.get(candidate.id))] : []),
      candidate.name ?? '',
      (candidate.categories ?? []).join(','),
      (candidate.beneficiaries ?? []).join(','),
      winners.has(candidate.id) ? '1' : '0',
    ]),
    voteColumns: ['voter_id', 'vote', ...(hasPoints ? ['points'] : [])],
    votes: { [Symbol.iterator]: () => voteRows(ballots, hasPoints) },
  };
}

function metaRows({ contest, ballots }: Election, details: PabulibDetails): [string, string][] {
  const { ballot, minorPerUnit } = contest;
  const money = (minor: number | undefined) =>
    minor === undefined ? undefined : formatMinor(minor, minorPerUnit);
  const rows: [string, string | number | undefined][] = [
    ['description', details.description],
    ['country', details.country],
    ['unit', details.unit],
    ['instance', details.instance],
    ['num_projects', contest.candidates.length],
    ['num_votes', ballots.length],
    ['budget', money(contest.budget)],
    ['vote_type', ballot.type === 'knapsack' ? 'approval' : ballot.type],
    ['rule', details.rule],
    ['min_length', ballot.minMarks],
    ['max_length', ballot.maxMarks],
    ['min_sum_cost', money(ballot.minCost)],
    ['max_sum_cost', money(ballot.maxCost)],
    ['min_points', ballot.minPoints],
    ['max_points', ballot.maxPoints],
    ['min_sum_points', ballot.minSumPoints],
    ['max_sum_points', ballot.maxSumPoints],
    ['currency', contest.currency],
  ];
  const given = rows
    .filter(([, value]) => value !== undefined)
    .map(([key, value]): [string, string] => [key, String(value)]);
  return [...given, ...(details.more ?? []).map(([key, value]): [string, string] => [key, value])];
}

function* voteRows(ballots: readonly Ballot[], hasPoints: boolean): Generator<string[]> {
  for (const [at, ballot] of ballots.entries()) {
    const bad = ballot.marks.find((id) => /[,\s]/.test(id));
    if (bad !== undefined)
      throw new ElectionError(
        'VOTES.vote',
        `the id "${bad}" has a comma or a blank, which a list cannot hold`,
      );
    const points = hasPoints ? [(ballot.points ?? []).join(',')] : [];
    yield [String(at + 1), ballot.marks.join(','), ...points];
  }
}
