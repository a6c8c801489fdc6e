import type { CountResult, FractionText, Step } from '@cabildo/tally';

/** One candidate considered, whatever the rule, as bars of money draw it. All amounts are minor units. */
export interface Round {
  readonly candidate: string;
  readonly cost: number;
  readonly taken: boolean;
  /** Money left before it. */
  readonly left: number;
  readonly parts: readonly RoundPart[];
  readonly step: Exclude<Step, { kind: 'share' } | { kind: 'comparison' }>;
}

/** From the left: gone before; for this one: given by those who paid their price, by those who gave all, by nobody yet. */
export interface RoundPart {
  readonly of: 'before' | 'this' | 'rest' | 'overdraft';
  readonly amount: number;
}

/** What a count says between its rounds: the share that each voter begins with, and which of two outcomes stands. */
export type RoundGroup = {
  readonly kind: 'payments' | 'completion' | 'list';
  readonly rounds: readonly Round[];
};

/** The rounds of a count in the order in which they happened: paid by supporters, then by what was left over. */
export function roundsOf({
  steps,
  budget,
  rule,
}: Pick<CountResult, 'steps' | 'budget' | 'rule'>): RoundGroup[] {
  const whole = mostSpent({ budget, rule });
  const groups: { kind: RoundGroup['kind']; rounds: Round[] }[] = [];
  let spent = 0;
  let compared = false;
  for (const step of steps) {
    if (step.kind === 'comparison') compared = true;
    if (step.kind === 'share' || step.kind === 'comparison') continue;
    const kind =
      step.kind === 'payment'
        ? 'payments'
        : step.kind === 'greedy' && rule.name === 'equal-shares' && !compared
          ? 'completion'
          : 'list';
    let group = groups.at(-1);
    if (group?.kind !== kind) {
      group = { kind, rounds: [] };
      groups.push(group);
    }
    const left = step.kind === 'payment' ? budget - spent : step.left;
    const taken = 'taken' in step ? step.taken : true;
    const before: RoundPart = { of: 'before', amount: whole - left };
    const parts = taken ? [before, ...ownParts(step)] : [before];
    group.rounds.push({ candidate: step.candidate, cost: step.cost, taken, left, parts, step });
    if (step.kind === 'payment') spent += step.cost;
  }
  return groups;
}

/** All that the winners may cost together: the money, and by how much the rule lets them exceed it. */
export function mostSpent({ budget, rule }: Pick<CountResult, 'budget' | 'rule'>): number {
  return budget + (rule.name === 'greedy' ? rule.overspend : 0);
}

function ownParts(step: Round['step']): RoundPart[] {
  if (step.kind === 'payment') {
    // Nobody who paid the rest paid more than the full price, so rounding cannot turn the parts round.
    const full = Math.min(step.cost, minorUnits(step.price, step.payersInFull));
    return [
      { of: 'this', amount: full },
      { of: 'rest', amount: step.cost - full },
    ];
  }
  if (step.kind === 'part-payment') {
    const paid = Math.min(step.cost, minorUnits(step.paid));
    return [
      { of: 'this', amount: paid },
      { of: 'overdraft', amount: step.cost - paid },
    ];
  }
  return [{ of: 'this', amount: step.cost }];
}

/** A fraction of minor units, `times` as much, rounded to the nearest whole one. */
export function minorUnits({ num, den }: FractionText, times = 1): number {
  const [top, bottom] = [BigInt(num) * BigInt(times) * 2n, BigInt(den)];
  return Number((top + bottom) / (bottom * 2n));
}

/** A fraction of people with one digit behind the point, rounded down: half a person more never looks like one. */
export function tenths({ num, den }: FractionText): number {
  return Number((BigInt(num) * 10n) / BigInt(den)) / 10;
}
