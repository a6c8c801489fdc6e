/**
 * The Method of Equal Shares with bounded overspending (BOS Equal Shares).
 *
 * Source: G. Papasotiropoulos, S. Z. Pishbin, O. Skibski, P. Skowron, T. Wąs, "Method of Equal Shares with Bounded
 * Overspending", EC 2025, arXiv 2409.15005. Supporters may pay for a fraction α of a candidate: (α, ρ) is a way to pay
 * for c when Σ min(b_i, α·ρ·u_i) = α·cost. Of all candidates that fit into the money left, the one with the least ρ/α
 * wins; its supporters then pay for the whole, max(0, b_i − ρ·u_i) stays, and what they lack is overspent.
 *
 * With t = α·ρ the key is t/α². Between two values of b_i/u_i it first grows and then falls, so that its least value
 * lies at one of them, or where α reaches 1. Keys never fall during a count (balances do), so an old key is a lower
 * bound. Of equal keys of one candidate the larger fraction counts.
 *
 * Exactness: ρ = t/α divides by sums of balances, so that exact fractions double their length in every round. Here
 * balances are whole numbers of 2^-precision minor units, prices are rounded up to them, once per round, and all
 * comparisons are exact: the same winners in any language. With 64 bits the rounding is far below anything a real
 * election can show.
 */
import { ElectionError } from './election.ts';
import { type Supporters, supportersOf } from './equal-shares/supporters.ts';
import { barredCandidates, rivals } from './limits.ts';
import type { Profile } from './profile.ts';
import { toText } from './rational.ts';
import type { LossReason, PartPaymentStep, RuleOutcome } from './result.ts';
import type { BosRule } from './rule.ts';
import { countScores, countVotes } from './scores.ts';
import { tiePlaces } from './ties.ts';

/** The best way to pay for a candidate: the key ρ/α as num/den, and the price of a mark worth 1. */
interface Offer {
  readonly num: bigint;
  readonly den: bigint;
  readonly price: bigint;
}

/** @throws ElectionError when the rule asks what the ballots do not hold, or a parameter makes no sense */
export function countBos(profile: Profile, rule: BosRule): RuleOutcome {
  if (!Number.isInteger(rule.precision) || rule.precision < 1)
    throw new ElectionError('rule.precision', 'must be 1 bit or more');
  const { contest, turnout } = profile;
  const votes = countVotes(profile);
  const scores = rule.score === 'votes' ? votes : countScores(profile, rule.score);
  const reasons = barredCandidates(contest, rule.limits, votes, scores, turnout);
  const places = tiePlaces(contest.candidates, votes, rule.ties);
  const others = rivals(contest);
  const purses = new Purses(profile, rule);
  const open = new Map<number, Offer | null>();
  for (const c of contest.candidates.keys()) {
    if (reasons[c]!.length > 0) continue;
    if (purses.supporters.totals[c] === 0) reasons[c]!.push({ code: 'no-support' });
    else open.set(c, null);
  }
  const steps: PartPaymentStep[] = [];
  const winners: number[] = [];
  let left = contest.budget;
  const close = (candidates: Iterable<number>, reason: (c: number) => LossReason) => {
    for (const c of candidates) if (open.delete(c)) reasons[c]!.push(reason(c));
  };
  for (;;) {
    const cost = (c: number) => contest.candidates[c]!.cost;
    const tooDear = [...open.keys()].filter((c) => cost(c) > left);
    close(tooDear, (c) => ({ code: 'does-not-fit', left, short: cost(c) - left }));
    const slots = rule.limits.maxWinners;
    if (slots !== null && winners.length >= slots)
      close([...open.keys()], () => ({ code: 'no-slot-left', slots }));
    const best = bestOffer(purses, open, places);
    if (best === null) break;
    const [next, offer] = best;
    const paid = purses.charge(next, offer.price);
    const { id } = contest.candidates[next]!;
    const price = toText({ num: offer.price, den: purses.unit });
    const sum = toText({ num: paid.sum, den: purses.unit });
    steps.push({
      kind: 'part-payment',
      candidate: id,
      cost: cost(next),
      price,
      paid: sum,
      payersInFull: paid.full,
      payersInPart: paid.part,
      left,
    });
    winners.push(next);
    open.delete(next);
    left -= cost(next);
    close(others[next]!, () => ({ code: 'excluded', by: id }));
  }
  for (const c of open.keys()) {
    reasons[c]!.push({
      code: 'supporters-cannot-pay',
      money: { num: '0', den: '1' },
      short: contest.candidates[c]!.cost,
    });
  }
  return { winners, scores, votes, describe: () => ({ steps, reasons }) };
}

/** The open candidate with the least key; ties by place. Keys of earlier rounds are lower bounds. */
function bestOffer(
  purses: Purses,
  open: Map<number, Offer | null>,
  places: Int32Array,
): [number, Offer] | null {
  const fresh = new Set<number>();
  const spent = new Set<number>();
  for (;;) {
    let best: number | null = null;
    for (const [c, offer] of open) {
      if (spent.has(c)) continue;
      const rival = best === null ? undefined : open.get(best);
      if (best === null || rival === undefined || comparePlaced(offer, c, rival, best, places) < 0) best = c;
    }
    if (best === null) return null;
    const offer = open.get(best) ?? null;
    if (offer !== null && fresh.has(best)) return [best, offer];
    const renewed = purses.offer(best);
    fresh.add(best);
    if (renewed === null) spent.add(best);
    else open.set(best, renewed);
  }
}

/** Never looked at comes first; then by key; then by place in a tie. */
function comparePlaced(
  a: Offer | null,
  aAt: number,
  b: Offer | null,
  bAt: number,
  places: Int32Array,
): number {
  if (a === null || b === null) return a === b ? places[aAt]! - places[bAt]! : a === null ? -1 : 1;
  const difference = a.num * b.den - b.num * a.den;
  return difference === 0n ? places[aAt]! - places[bAt]! : difference < 0n ? -1 : 1;
}

/** Balances of all voters, in whole numbers of 1/unit. */
class Purses {
  readonly supporters: Supporters;
  readonly unit: bigint;
  private readonly balances: bigint[];
  private readonly profile: Profile;
  private readonly timesCost: boolean;

  constructor(profile: Profile, rule: BosRule) {
    this.profile = profile;
    this.timesCost = rule.timesCost;
    this.supporters = supportersOf(profile, rule.score);
    this.unit = 1n << BigInt(rule.precision);
    const voters = rule.voters === 'cast' ? profile.turnout.cast : profile.turnout.valid;
    // A share is rounded down: together the voters have at most the budget.
    const share = (BigInt(profile.contest.budget) * this.unit) / BigInt(Math.max(1, voters));
    this.balances = Array<bigint>(profile.ballots).fill(share);
  }

  /** The best way to pay for a candidate; null when its supporters have nothing left. Free candidates come first. */
  offer(candidate: number): Offer | null {
    const { cost } = this.profile.contest.candidates[candidate]!;
    if (cost === 0) return { num: -1n, den: 1n, price: 0n };
    const groups = this.groups(candidate);
    const whole = BigInt(cost) * this.unit;
    const factor = this.timesCost ? BigInt(cost) : 1n;
    let poor = 0n;
    let rich = groups.reduce((sum, group) => sum + group.worth * group.count, 0n);
    let best: Offer | null = null;
    const take = (offer: Offer) => {
      // Groups come with growing fractions: of equal keys the later one counts.
      if (best === null || offer.num * best.den <= best.num * offer.den) best = offer;
    };
    for (const { balance, worth, count } of groups) {
      // At t = balance / worth the supporters give (poor·worth + balance·rich) / worth.
      const given = poor * worth + balance * rich;
      if (given >= whole * worth) {
        const gap = whole - poor;
        take({ num: gap, den: rich * factor, price: ceilDivide(gap, rich) });
        return best;
      }
      take({
        num: balance * worth * whole * whole,
        den: factor * given * given,
        price: ceilDivide(balance * whole, given),
      });
      poor += balance * count;
      rich -= worth * count;
    }
    return best;
  }

  /** Supporters with money, those with the same balance and worth together, by balance / worth. */
  private groups(candidate: number): { balance: bigint; worth: bigint; count: bigint }[] {
    const groups = new Map<string, { balance: bigint; worth: bigint; count: bigint }>();
    const { starts, ballots, worths } = this.supporters;
    for (let at = starts[candidate]!; at < starts[candidate + 1]!; at++) {
      const balance = this.balances[ballots[at]!]!;
      if (balance === 0n) continue;
      const worth = worths === null ? 1 : worths[at]!;
      const key = `${worth}:${balance.toString(36)}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { balance, worth: BigInt(worth), count: 1n });
      else group.count++;
    }
    return [...groups.values()].sort((a, b) => {
      const difference = a.balance * b.worth - b.balance * a.worth;
      return difference < 0n ? -1 : difference > 0n ? 1 : 0;
    });
  }

  /** Takes the price from the supporters, or all they have. */
  charge(candidate: number, price: bigint): { sum: bigint; full: number; part: number } {
    const { starts, ballots, worths } = this.supporters;
    let [sum, full, part] = [0n, 0, 0];
    for (let at = starts[candidate]!; price > 0n && at < starts[candidate + 1]!; at++) {
      const voter = ballots[at]!;
      const balance = this.balances[voter]!;
      if (balance === 0n) continue;
      const asked = price * BigInt(worths === null ? 1 : worths[at]!);
      const paid = balance < asked ? balance : asked;
      if (balance < asked) part++;
      else full++;
      sum += paid;
      this.balances[voter] = balance - paid;
    }
    return { sum, full, part };
  }
}

function ceilDivide(num: bigint, den: bigint): bigint {
  return (num + den - 1n) / den;
}
