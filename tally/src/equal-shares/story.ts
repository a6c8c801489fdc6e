/**
 * The rounds of Equal Shares from the side of one candidate: what its supporters still had, how strong it was, and what
 * they paid for instead. Exact, for one candidate at a time, when somebody asks.
 */
import type { Profile } from '../profile.ts';
import { type FractionText, gcd, toText } from '../rational.ts';
import type { EqualSharesRule } from '../rule.ts';
import { countEqualShares } from './equal-shares.ts';
import type { Supporters } from './supporters.ts';

export interface StoryRound {
  /** From 1. */
  readonly round: number;
  /** Who won the round, with cost / price: as many marks paying in full would have paid for it. null when it was free. */
  readonly winner: string;
  readonly winnerEffectiveVotes: FractionText | null;
  /** Money of the candidate's supporters before the round, in minor units, and its effective votes: null: cannot pay. */
  readonly money: FractionText;
  readonly effectiveVotes: FractionText | null;
  /** How many of its supporters paid for the winner, in full and with all they had left. */
  readonly full: number;
  readonly part: number;
}

/** A supporter's balance is `balance` over the common denominator. */
interface Supporter {
  readonly worth: bigint;
  balance: bigint;
}

/** All rounds up to the one that the candidate won, or to the end. @param position of the candidate in the contest */
export function storyOf(profile: Profile, rule: EqualSharesRule, position: number): StoryRound[] {
  const { setting, share, rounds } = countEqualShares(profile, rule, true);
  const { starts, ballots, worths } = setting.supporters;
  const supporters = new Map<number, Supporter>();
  for (let at = starts[position]!; at < starts[position + 1]!; at++) {
    supporters.set(ballots[at]!, { worth: BigInt(worths?.[at] ?? 1), balance: share.num });
  }
  let unit = share.den;
  const story: StoryRound[] = [];
  for (const [at, { candidate, price, payers }] of rounds.entries()) {
    const finer = price.den / gcd(unit, price.den);
    unit *= finer;
    for (const supporter of supporters.values()) supporter.balance *= finer;
    const asked = (price.num * unit) / price.den;
    const among = (list: readonly number[] = []) => list.filter((ballot) => supporters.has(ballot));
    const [full, part] = [among(payers?.full), among(payers?.part)];
    const winnerCost = BigInt(setting.costs[candidate]!);
    story.push({
      round: at + 1,
      winner: profile.contest.candidates[candidate]!.id,
      winnerEffectiveVotes: price.num === 0n ? null : toText({ num: winnerCost * price.den, den: price.num }),
      ...strength([...supporters.values()], BigInt(setting.costs[position]!), unit),
      full: full.length,
      part: part.length,
    });
    if (candidate === position) break;
    const worth = worthOn(setting.supporters, candidate);
    for (const ballot of full) supporters.get(ballot)!.balance -= worth(ballot) * asked;
    for (const ballot of part) supporters.get(ballot)!.balance = 0n;
  }
  return story;
}

/** What the mark of each ballot for a candidate is worth. */
function worthOn({ starts, ballots, worths }: Supporters, candidate: number): (ballot: number) => bigint {
  if (worths === null) return () => 1n;
  const found = new Map<number, bigint>();
  for (let at = starts[candidate]!; at < starts[candidate + 1]!; at++)
    found.set(ballots[at]!, BigInt(worths[at]!));
  return (ballot: number) => found.get(ballot) ?? 0n;
}

/** Money together, and cost / price, from the definition: voters by balance / worth, the poorest first. */
function strength(
  supporters: readonly Supporter[],
  cost: bigint,
  unit: bigint,
): { money: FractionText; effectiveVotes: FractionText | null } {
  const sorted = supporters.toSorted((a, b) => {
    const difference = a.balance * b.worth - b.balance * a.worth;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
  const all = sorted.reduce((sum, { balance }) => sum + balance, 0n);
  const money = toText({ num: all, den: unit });
  const whole = cost * unit;
  if (all < whole || cost === 0n) return { money, effectiveVotes: null };
  let poor = 0n;
  let rich = sorted.reduce((sum, { worth }) => sum + worth, 0n);
  for (const { balance, worth } of sorted) {
    // This one pays in full at the price (whole − poor) / rich, and so do all behind.
    if (balance * rich >= worth * (whole - poor)) break;
    poor += balance;
    rich -= worth;
  }
  return { money, effectiveVotes: toText({ num: whole * rich, den: whole - poor }) };
}
