/**
 * Phragmén's sequential rule for budgets.
 *
 * Source: M. Los, Z. Christoff, D. Grossi, "Proportional Budget Allocations: Towards a Systematization", IJCAI 2022,
 * after L. E. Phragmén (1894). Every voter earns money at the same pace. As soon as the supporters of a candidate have
 * its cost together, they buy it and have nothing left. Equivalently: voters carry loads; a candidate would raise the
 * load of each supporter to (cost + Σ loads of its supporters) / (number of supporters); the least of these wins.
 *
 * A candidate that costs more than the whole budget never stands. When the next one does not fit into what is left,
 * it is passed over (`skip`) or the rule ends (`stop`): the sources differ, so it is a parameter.
 *
 * Exact: all supporters of a winner carry the same load afterwards, so a voter's load is that of the last winner it
 * supported, and a candidate's sum is Σ_r (supporters whose last winner is that of round r) × load_r, over one common
 * denominator. Sums of positive doubles tell who is certainly not the least.
 */
import { supportersOf } from './equal-shares/supporters.ts';
import { barredCandidates, rivals } from './limits.ts';
import type { Profile } from './profile.ts';
import { gcd, type Rational, toNumber, toText } from './rational.ts';
import type { LoadStep, LossReason, RuleOutcome } from './result.ts';
import type { PhragmenRule } from './rule.ts';
import { countVotes } from './scores.ts';
import { tiePlaces } from './ties.ts';

/** @throws ElectionError on totals-only channels: they do not say whose load grows */
export function countPhragmen(profile: Profile, rule: PhragmenRule): RuleOutcome {
  const { contest } = profile;
  const votes = countVotes(profile);
  const barred = barredCandidates(contest, rule.limits, votes, votes, profile.turnout);
  const places = tiePlaces(contest.candidates, votes, rule.ties);
  const loads = new Loads(profile);
  const others = rivals(contest);
  const reasons: LossReason[][] = barred.map((against) => [...against]);
  const open = new Set<number>();
  for (const [c, { cost }] of contest.candidates.entries()) {
    if (reasons[c]!.length > 0) continue;
    if (votes[c] === 0) reasons[c]!.push({ code: 'no-support' });
    else if (cost > contest.budget)
      reasons[c]!.push({ code: 'does-not-fit', left: contest.budget, short: cost - contest.budget });
    else open.add(c);
  }
  const winners: number[] = [];
  const steps: LoadStep[] = [];
  let left = contest.budget;
  const close = (candidates: Iterable<number>, reason: (candidate: number) => LossReason) => {
    for (const c of candidates) if (open.delete(c)) reasons[c]!.push(reason(c));
  };
  while (open.size > 0) {
    const slots = rule.limits.maxWinners;
    if (slots !== null && winners.length >= slots) {
      close([...open], () => ({ code: 'no-slot-left', slots }));
      break;
    }
    const next = loads.least(open, places);
    const { id, cost } = contest.candidates[next]!;
    const load = toText(loads.loadOf(next));
    const taken = cost <= left;
    steps.push({ kind: 'load', candidate: id, cost, votes: votes[next]!, load, left, taken });
    if (!taken) {
      close([next], () => ({ code: 'does-not-fit', left, short: cost - left }));
      if (rule.whenFull === 'stop') close([...open], () => ({ code: 'after-stop', at: id }));
      continue;
    }
    loads.buy(next);
    open.delete(next);
    winners.push(next);
    left -= cost;
    close(others[next]!, () => ({ code: 'excluded', by: id }));
  }
  return { winners, scores: votes, votes, describe: () => ({ steps, reasons }) };
}

/** The loads of all voters, by the round in which each last supported a winner. */
class Loads {
  private readonly profile: Profile;
  private readonly starts: Uint32Array;
  private readonly ballots: Uint32Array;
  /** 0: no winner yet; r: the winner of round r, from 1. */
  private readonly lastRound: Uint16Array;
  /** counts[c · (candidates + 1) + r]: supporters of c whose last round is r. */
  private readonly counts: Int32Array;
  private readonly width: number;
  private denominator = 1n;
  /** Loads by round, over the denominator, and as doubles. */
  private readonly exact: bigint[] = [0n];
  private readonly approximate: number[] = [0];

  constructor(profile: Profile) {
    const { starts, ballots } = supportersOf(profile, 'votes');
    const candidates = profile.contest.candidates.length;
    this.profile = profile;
    this.starts = starts;
    this.ballots = ballots;
    this.lastRound = new Uint16Array(profile.ballots);
    this.width = candidates + 1;
    this.counts = new Int32Array(candidates * this.width);
    for (let c = 0; c < candidates; c++) this.counts[c * this.width] = starts[c + 1]! - starts[c]!;
  }

  private supporters(candidate: number): number {
    return this.starts[candidate + 1]! - this.starts[candidate]!;
  }

  /** The load that a purchase would give the candidate's supporters. */
  loadOf(candidate: number): Rational {
    let sum = BigInt(this.profile.contest.candidates[candidate]!.cost) * this.denominator;
    for (let round = 1; round < this.exact.length; round++) {
      const count = this.counts[candidate * this.width + round]!;
      if (count > 0) sum += BigInt(count) * this.exact[round]!;
    }
    return { num: sum, den: this.denominator * BigInt(this.supporters(candidate)) };
  }

  /** The candidate with the least load; ties by place. */
  least(open: ReadonlySet<number>, places: Int32Array): number {
    const rough = new Map<number, number>();
    let least = Number.POSITIVE_INFINITY;
    for (const c of open) {
      let sum = this.profile.contest.candidates[c]!.cost;
      for (let round = 1; round < this.approximate.length; round++) {
        sum += this.counts[c * this.width + round]! * this.approximate[round]!;
      }
      const load = sum / this.supporters(c);
      rough.set(c, load);
      least = Math.min(least, load);
    }
    // Positive terms only: each addition and product adds at most one unit in the last place, relatively.
    const margin = 1 + (8 * this.exact.length + 16) * 2 ** -52;
    let best = -1;
    let bestLoad: Rational = { num: 0n, den: 1n };
    for (const [c, load] of rough) {
      if (load > least * margin) continue;
      const exact = this.loadOf(c);
      const difference = best === -1 ? -1n : exact.num * bestLoad.den - bestLoad.num * exact.den;
      if (difference > 0n || (difference === 0n && places[c]! > places[best]!)) continue;
      best = c;
      bestLoad = exact;
    }
    return best;
  }

  /** Gives all supporters of the candidate its load. */
  buy(candidate: number): void {
    const { num, den } = this.loadOf(candidate);
    const common = gcd(num % den, den);
    const reduced = { num: num / common, den: den / common };
    const factor = reduced.den / gcd(reduced.den, this.denominator);
    this.denominator *= factor;
    for (let round = 1; round < this.exact.length; round++) this.exact[round]! *= factor;
    const round = this.exact.push(reduced.num * (this.denominator / reduced.den)) - 1;
    this.approximate.push(toNumber(reduced));
    const { offsets, marks } = this.profile;
    for (let at = this.starts[candidate]!; at < this.starts[candidate + 1]!; at++) {
      const voter = this.ballots[at]!;
      const before = this.lastRound[voter]!;
      this.lastRound[voter] = round;
      for (let mark = offsets[voter]!; mark < offsets[voter + 1]!; mark++) {
        const row = marks[mark]! * this.width;
        this.counts[row + before]!--;
        this.counts[row + round]!++;
      }
    }
  }
}
