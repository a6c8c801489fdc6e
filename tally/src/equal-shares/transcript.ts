/**
 * The transcript of a run of Equal Shares: what a small independent program needs to replay it (verify/src/replay.ts).
 * The public form gives payers as counts, the auditors' form as ballot numbers.
 */

import { inputHash } from '../input-hash.ts';
import type { Profile } from '../profile.ts';
import { type FractionText, toText } from '../rational.ts';
import type { EqualSharesRule } from '../rule.ts';
import { countEqualShares } from './equal-shares.ts';

/** Plain JSON; amounts in minor units, prices as fractions. */
export interface Transcript {
  readonly format: 'cabildo-transcript/1';
  readonly inputHash: string;
  readonly contest: string;
  readonly budget: number;
  readonly rule: EqualSharesRule;
  /** Every voter's share, and how many voters have one. */
  readonly share: FractionText;
  readonly voters: number;
  /** Candidates that may win, in the order in which ties are broken. */
  readonly standing: readonly { readonly id: string; readonly cost: number }[];
  readonly exclusions: readonly (readonly string[])[];
  readonly rounds: readonly TranscriptRound[];
  /** Winners that a completion by score or a comparison added or put in place of those paid for, in order. */
  readonly winners: readonly string[];
}

export interface TranscriptRound {
  readonly candidate: string;
  /** What a mark worth 1 pays in full. */
  readonly price: FractionText;
  /** A number, or the places of the ballots among all given, from 0, ascending. */
  readonly full: number | readonly number[];
  readonly part: number | readonly number[];
}

/** Runs the rule and writes down the run that decided. */
export function transcribe(profile: Profile, rule: EqualSharesRule, form: 'public' | 'auditor'): Transcript {
  const { contest, numbers, turnout } = profile;
  const outcome = countEqualShares(profile, rule, form === 'auditor');
  const { places, stands } = outcome.setting;
  const order = [...contest.candidates.keys()].sort((a, b) => places[a]! - places[b]!);
  const id = (position: number) => contest.candidates[position]!.id;
  const named = (ballots: readonly number[]) => ballots.map((ballot) => numbers?.[ballot] ?? ballot);
  return {
    format: 'cabildo-transcript/1',
    inputHash: inputHash(profile, rule),
    contest: contest.id,
    budget: contest.budget,
    rule,
    share: toText(outcome.share),
    voters: rule.voters === 'cast' ? turnout.cast : turnout.valid,
    standing: order.filter((c) => stands[c]).map((c) => ({ id: id(c), cost: contest.candidates[c]!.cost })),
    exclusions: contest.exclusions ?? [],
    rounds: outcome.rounds.map(({ candidate, price, payersInFull, payersInPart, payers }) => ({
      candidate: id(candidate),
      price: toText(price),
      full: form === 'public' ? payersInFull : named(payers?.full ?? []),
      part: form === 'public' ? payersInPart : named(payers?.part ?? []),
    })),
    winners: outcome.winners.map(id),
  };
}
