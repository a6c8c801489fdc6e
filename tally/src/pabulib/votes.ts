/**
 * The VOTES section, read from bytes without making a text of every field: most of a file is votes, and a city's are
 * read in milliseconds. Lines with quotes take the slow way.
 */
import { checkMarks, checkPoints } from '../ballot.ts';
import type { Contest } from '../election.ts';
import { type Profile, ProfileBuilder } from '../profile.ts';
import { HASH_START, hashByte, hashEnd, hashOf, IdTable, SeenIds } from './ids.ts';
import { type LineScanner, QUOTE, SEMICOLON, SPACE } from './lines.ts';
import type { Problems } from './problems.ts';

const COMMA = 0x2c;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes of a short vote with its line end: to guess the number of votes from the size of the file. */
const SHORT_LINE = 30;

interface ReadVotes {
  readonly profile: Profile;
  readonly count: number;
  /** First byte of the line of each vote. */
  readonly starts: Uint32Array;
}

/** Reads all votes that follow; `scanner` stands on the line of column names. */
export class VoteReader {
  private readonly builder: ProfileBuilder;
  private readonly ids: IdTable;
  private readonly voters: SeenIds;
  private readonly withdrawn: readonly boolean[];
  private readonly anyWithdrawn: boolean;
  private readonly marks: Uint16Array;
  private readonly points: Float64Array;
  /** The last vote in which each candidate was marked: finds double marks at once. */
  private readonly lastMarked: Int32Array;
  private readonly carriesPoints: boolean;
  private readonly contest: Contest;
  private readonly problems: Problems;
  private length = 0;
  private count = 0;
  private starts = new Uint32Array(1024);

  constructor(contest: Contest, problems: Problems, fileSize: number) {
    this.voters = new SeenIds(fileSize / SHORT_LINE);
    this.contest = contest;
    this.problems = problems;
    this.builder = new ProfileBuilder(contest);
    this.ids = new IdTable(contest);
    const n = contest.candidates.length;
    this.withdrawn = contest.candidates.map((candidate) => candidate.withdrawn === true);
    this.anyWithdrawn = this.withdrawn.includes(true);
    this.marks = new Uint16Array(n);
    this.points = new Float64Array(n);
    this.lastMarked = new Int32Array(n).fill(-1);
    this.carriesPoints = contest.ballot.type === 'cumulative' || contest.ballot.type === 'scoring';
  }

  read(scanner: LineScanner, columns: readonly string[]): ReadVotes {
    const vote = columns.indexOf('vote');
    const points = columns.indexOf('points');
    if (vote === -1) this.problems.add(scanner.line, 'VOTES.vote', 'missing-field', 'the column is missing');
    if (points === -1 && this.carriesPoints) {
      this.problems.add(scanner.line, 'VOTES.points', 'missing-field', 'the column is missing');
    }
    const wanted = Int32Array.of(vote, points, columns.indexOf('voter_id'));
    const field = new Int32Array(6);
    while (vote !== -1 && scanner.advance()) {
      if (this.count === this.starts.length) this.growStarts();
      this.starts[this.count] = scanner.start;
      const { line } = scanner;
      let { bytes } = scanner;
      if (!findFields(scanner, wanted, field)) {
        const texts = scanner.fields();
        bytes = joinFields(texts, wanted, field);
        if (texts.length <= vote)
          this.problems.add(line, 'VOTES.vote', 'missing-field', 'the line ends before it');
      }
      if (!this.voters.add(bytes, field[4]!, field[5]!)) {
        const id = decoder.decode(bytes.subarray(field[4]!, Math.min(field[5]!, field[4]! + 80)));
        this.problems.add(line, 'VOTES.voter_id', 'duplicate-voter', `"${id}" has voted before`);
      }
      this.takeMarks(bytes, field[0]!, field[1]!, line);
      if (!this.carriesPoints || this.takePoints(bytes, field[2]!, field[3]!, line)) this.close(line);
      this.count++;
    }
    return { profile: this.builder.build(), count: this.count, starts: this.starts.slice(0, this.count) };
  }

  private takeMarks(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.length = 0;
    for (let at = start; at < end; at++) {
      let from = at;
      let hash = HASH_START;
      for (; at < end && bytes[at] !== COMMA; at++) hash = hashByte(hash, bytes[at]!);
      let to = at;
      if (from === to) continue;
      let position = this.ids.find(bytes, from, to, hashEnd(hash));
      if (position === -1 && (bytes[from] === SPACE || bytes[to - 1] === SPACE)) {
        while (from < to && bytes[from] === SPACE) from++;
        while (to > from && bytes[to - 1] === SPACE) to--;
        if (from === to) continue;
        position = this.ids.find(bytes, from, to, hashOf(bytes, from, to));
      }
      if (position === -1 || this.lastMarked[position] === this.count) {
        const id = decoder.decode(bytes.subarray(from, Math.min(to, from + 80)));
        if (position === -1)
          this.problems.add(line, 'VOTES.vote', 'unknown-project', `"${id}" is not a project`);
        else this.problems.add(line, 'VOTES.vote', 'marked-twice', `"${id}" is marked twice`);
        this.dropped.push(this.length + this.dropped.length);
        continue;
      }
      this.lastMarked[position] = this.count;
      this.marks[this.length++] = position;
    }
  }

  /** Places on the current ballot of marks that were dropped, so that their points are dropped with them. */
  private readonly dropped: number[] = [];

  /** Points stand in the order of the marks. False when they do not match: the ballot is then void. */
  private takePoints(bytes: Uint8Array, start: number, end: number, line: number): boolean {
    const text = decoder.decode(bytes.subarray(start, end)).trim();
    const values = text === '' ? [] : text.split(',').map(Number);
    const marks = this.length + this.dropped.length;
    if (values.length !== marks || !values.every((value) => Number.isInteger(value))) {
      this.problems.add(
        line,
        'VOTES.points',
        'bad-points',
        `"${text.slice(0, 80)}" are not points for ${marks} marks`,
      );
      this.builder.addVoid({ code: 'points-missing', marks, points: values.length });
      this.dropped.length = 0;
      return false;
    }
    for (let i = 0, kept = 0; i < values.length; i++)
      if (!this.dropped.includes(i)) this.points[kept++] = values[i]!;
    return true;
  }

  /** Checks the limits (a file is a record of what was counted: a ballot beyond them stays) and packs the ballot. */
  private close(line: number): void {
    const reason =
      this.length === 0
        ? null
        : (checkMarks(this.marks, this.length, this.contest) ??
          (this.carriesPoints ? checkPoints(this.marks, this.points, this.length, this.contest) : null));
    if (reason !== null) this.problems.add(line, 'VOTES.vote', 'beyond-limits', reason.code);
    const kept = this.anyWithdrawn ? this.dropWithdrawn() : this.length;
    const dropped = this.length - kept + this.dropped.length;
    if (this.dropped.length > 0) this.dropped.length = 0;
    if (kept === 0) this.builder.addBlank(dropped);
    else this.builder.addValid(this.marks, this.carriesPoints ? this.points : null, kept, dropped);
  }

  /** Moves marks for candidates that stand to the front; gives back how many they are. */
  private dropWithdrawn(): number {
    let kept = 0;
    for (let i = 0; i < this.length; i++) {
      if (this.withdrawn[this.marks[i]!]) continue;
      this.marks[kept] = this.marks[i]!;
      this.points[kept++] = this.points[i]!;
    }
    return kept;
  }

  private growStarts(): void {
    const starts = new Uint32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
  }
}

/**
 * Places of the wanted columns in the current line, without reading them: start and end of each, into `field`; an
 * absent column (-1) gets an empty place. False when the line has a quote or too few fields.
 */
function findFields({ bytes, start, end }: LineScanner, wanted: Int32Array, field: Int32Array): boolean {
  const vote = wanted[0]!;
  const points = wanted[1]!;
  const voter = wanted[2]!;
  const last = Math.max(vote, points, voter);
  if (points === -1) field[2] = field[3] = start;
  if (voter === -1) field[4] = field[5] = start;
  let column = 0;
  let from = start;
  for (let i = start; i <= end; i++) {
    const byte = i === end ? SEMICOLON : bytes[i];
    if (byte === QUOTE) return false;
    if (byte !== SEMICOLON) continue;
    const at = column === vote ? 0 : column === points ? 2 : column === voter ? 4 : -1;
    if (at >= 0) {
      field[at] = from;
      field[at + 1] = i;
    }
    if (column++ === last) return true;
    from = i + 1;
  }
  return false;
}

/** The wanted columns as bytes one behind the other, their places into `field`: for lines with quotes. */
function joinFields(texts: readonly string[], wanted: Int32Array, field: Int32Array): Uint8Array {
  const parts = Array.from(wanted, (column) => encoder.encode(texts[column] ?? ''));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const [i, part] of parts.entries()) {
    bytes.set(part, at);
    field[2 * i] = at;
    at += part.length;
    field[2 * i + 1] = at;
  }
  return bytes;
}
