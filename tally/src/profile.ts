/**
 * The ballots of a contest in packed form: what every rule counts. Typed arrays instead of a million small objects;
 * a ballot's marks stand one after the other ("compressed sparse rows").
 */
import { classifyBallot, indexCandidates, type VoidReason } from './ballot.ts';
import { type Contest, checkContest, type Election, ElectionError, type TotalsOnly } from './election.ts';

/** Who took part. cast = valid + blank + void, totals-only channels included. */
export interface Turnout {
  readonly cast: number;
  readonly valid: number;
  readonly blank: number;
  readonly void: number;
  /** Void ballots by reason code, in the order in which the reasons first appeared by code. */
  readonly voidReasons: readonly {
    readonly code: VoidReason['code'] | 'totals-only';
    readonly ballots: number;
  }[];
  /** Marks dropped from valid or blank ballots (withdrawn candidates, or bad marks where the rules say drop). */
  readonly droppedMarks: number;
}

export interface Profile {
  readonly contest: Contest;
  /** Valid individual ballots; each has at least one mark. */
  readonly ballots: number;
  /** Ballot b's marks are at offsets[b] to offsets[b + 1] (exclusive). */
  readonly offsets: Uint32Array;
  /** Positions of candidates in `contest.candidates`; in order of preference on ordinal ballots, else ascending. */
  readonly marks: Uint16Array;
  /** Points of each mark, or null where the ballot has none. */
  readonly points: Int32Array | null;
  /** Place of each valid ballot among all ballots given, from 0; null when none was blank or void. */
  readonly numbers: Uint32Array | null;
  readonly turnout: Turnout;
  readonly totals: readonly TotalsOnly[];
}

/** Positions are kept in 16 bits: no contest comes near, and a million ballots of them stay small. */
const MOST_CANDIDATES = 2 ** 16;

/** Collects classified ballots into a {@link Profile}. Arrays double as they fill. */
export class ProfileBuilder {
  private offsets = new Uint32Array(1024);
  private marks = new Uint16Array(4096);
  private points: Int32Array | null;
  private numbers = new Uint32Array(1024);
  private ballots = 0;
  private used = 0;
  private seen = 0;
  private blank = 0;
  private dropped = 0;
  private readonly voids = new Map<VoidReason['code'], number>();
  private readonly contest: Contest;
  private readonly ordered: boolean;

  constructor(contest: Contest) {
    if (contest.candidates.length > MOST_CANDIDATES)
      throw new ElectionError('contest.candidates', 'more than 65,536');
    this.contest = contest;
    this.ordered = contest.ballot.type === 'ordinal';
    this.points =
      contest.ballot.type === 'cumulative' || contest.ballot.type === 'scoring' ? new Int32Array(4096) : null;
  }

  addBlank(dropped: number): void {
    this.seen++;
    this.blank++;
    this.dropped += dropped;
  }

  addVoid(reason: VoidReason): void {
    this.seen++;
    this.voids.set(reason.code, (this.voids.get(reason.code) ?? 0) + 1);
  }

  /** `marks[0 … length − 1]` are distinct positions of candidates that stand; the arrays are copied. */
  addValid(
    marks: ArrayLike<number>,
    points: ArrayLike<number> | null,
    length: number,
    dropped: number,
  ): void {
    if (this.used + length > this.marks.length) this.growMarks(this.used + length);
    if (this.ballots + 2 > this.offsets.length) this.growBallots();
    const start = this.used;
    for (let i = 0; i < length; i++)
      this.place(start, start + i, marks[i]!, points === null ? 0 : points[i]!);
    this.used = start + length;
    this.numbers[this.ballots++] = this.seen++;
    this.offsets[this.ballots] = this.used;
    this.dropped += dropped;
  }

  /** Unordered marks go in ascending order (insertion sort: ballots are short), so that equal ballots look equal. */
  private place(start: number, end: number, mark: number, value: number): void {
    let at = end;
    const { marks, points } = this;
    if (!this.ordered) {
      for (; at > start && marks[at - 1]! > mark; at--) {
        marks[at] = marks[at - 1]!;
        if (points !== null) points[at] = points[at - 1]!;
      }
    }
    marks[at] = mark;
    if (points !== null) points[at] = value;
  }

  build(totals: readonly TotalsOnly[] = []): Profile {
    const voided = [...this.voids].sort(([a], [b]) => (a < b ? -1 : 1));
    const voidReasons: Turnout['voidReasons'][number][] = voided.map(([code, ballots]) => ({
      code,
      ballots,
    }));
    const sum = (pick: (t: TotalsOnly) => number) => totals.reduce((so, t) => so + pick(t), 0);
    const voidTotals = sum((t) => t.void);
    if (voidTotals > 0) voidReasons.push({ code: 'totals-only', ballots: voidTotals });
    const voids = voidReasons.reduce((so, reason) => so + reason.ballots, 0);
    const valid = this.ballots + sum((t) => t.valid);
    const blank = this.blank + sum((t) => t.blank);
    return {
      contest: this.contest,
      ballots: this.ballots,
      offsets: this.offsets.slice(0, this.ballots + 1),
      marks: this.marks.slice(0, this.used),
      points: this.points?.slice(0, this.used) ?? null,
      numbers: this.ballots === this.seen ? null : this.numbers.slice(0, this.ballots),
      turnout: {
        cast: valid + blank + voids,
        valid,
        blank,
        void: voids,
        voidReasons,
        droppedMarks: this.dropped,
      },
      totals,
    };
  }

  private growMarks(needed: number): void {
    const size = Math.max(needed, this.marks.length * 2);
    const marks = new Uint16Array(size);
    marks.set(this.marks);
    this.marks = marks;
    if (this.points === null) return;
    const points = new Int32Array(size);
    points.set(this.points);
    this.points = points;
  }

  private growBallots(): void {
    const offsets = new Uint32Array(this.offsets.length * 2);
    offsets.set(this.offsets);
    this.offsets = offsets;
    const numbers = new Uint32Array(this.numbers.length * 2);
    numbers.set(this.numbers);
    this.numbers = numbers;
  }
}

/**
 * Classifies and packs all ballots of an election.
 * @throws ElectionError when the contest is not well formed, or totals name an unknown candidate
 */
export function tabulate(election: Election): Profile {
  const { contest } = election;
  checkContest(contest);
  const index = indexCandidates(contest);
  const builder = new ProfileBuilder(contest);
  for (const ballot of election.ballots) {
    const classified = classifyBallot(ballot, contest, index);
    if (classified.kind === 'void') builder.addVoid(classified.reason);
    else if (classified.kind === 'blank') builder.addBlank(classified.dropped.length);
    else
      builder.addValid(
        classified.marks,
        classified.points,
        classified.marks.length,
        classified.dropped.length,
      );
  }
  for (const [place, total] of (election.totals ?? []).entries()) {
    const unknown = total.votes.find((line) => !index.has(line.candidate));
    if (unknown) throw new ElectionError(`totals[${place}]`, `unknown candidate "${unknown.candidate}"`);
    const numbers = [
      total.valid,
      total.blank,
      total.void,
      ...total.votes.flatMap((line) => [line.votes, line.points ?? 0]),
    ];
    if (!numbers.every((n) => Number.isSafeInteger(n) && n >= 0))
      throw new ElectionError(`totals[${place}]`, 'not whole numbers');
  }
  return builder.build(election.totals ?? []);
}
