import { count, readPabulib } from '@cabildo/tally';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../../verify/src/replay.ts';
import { aloneAmong, ballotsFile, ballotsIn } from './ballots-file.ts';
import type { CountingRule } from './blueprint.ts';
import { type CountInput, ruleOf } from './election.ts';
import { readBallots, type WhatIfQuestion, whatIf, whatIfRules } from './what-if.ts';

const common = { threshold: 0, slots: 0, costCap: 0, ties: 'cheapest-lot' } as const;
const shares = {
  rule: 'equal-shares',
  utility: 'cost',
  voters: 'cast',
  comparison: 'none',
  ...common,
} as const;
const rules: CountingRule[] = [
  { rule: 'greedy', onMisfit: 'skip', ...common, overspendPercent: 7 },
  { rule: 'greedy', onMisfit: 'stop', ...common, ties: 'lot', order: 'votes-per-cost' },
  { rule: 'greedy', onMisfit: 'skip', ...common, threshold: 2, slots: 3, costCap: 60_000 },
  { ...shares, completion: 'none' },
  { ...shares, completion: 'utilitarian', comparison: 'winners' },
  { ...shares, completion: 'add1' },
  { ...shares, completion: 'add1-utilitarian', utility: 'votes', voters: 'valid' },
  { rule: 'phragmen', onMisfit: 'skip', ...common },
  { rule: 'bos', utility: 'cost', voters: 'cast', ...common },
];

/** Ballots as people hand them in: marks for the withdrawn, too many marks, blank and void papers. */
const elections = fc.record({
  costs: fc.array(fc.integer({ min: 1, max: 80_000 }), { minLength: 2, maxLength: 6 }),
  budget: fc.integer({ min: 10_000, max: 200_000 }),
  marks: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }), { maxLength: 14 }),
  voids: fc.integer({ min: 0, max: 2 }),
  withdrawn: fc.boolean(),
  knapsack: fc.boolean(),
  rule: fc.constantFrom(...rules),
});
type Made = typeof elections extends fc.Arbitrary<infer Value> ? Value : never;

function inputOf({ costs, budget, marks, voids, withdrawn, knapsack, rule }: Made): CountInput {
  return {
    election: {
      contest: {
        id: '1/2',
        budget,
        currency: 'MXN',
        minorPerUnit: 100,
        ballot: knapsack
          ? { type: 'knapsack', maxCost: budget, badMarks: 'void' }
          : { type: 'approval', maxMarks: 3, badMarks: 'void' },
        candidates: costs.map((cost, at) => ({
          id: String(at + 1),
          name: `Proyecto; número ${at + 1}`,
          cost,
          ...(withdrawn && at === 0 && { withdrawn: true }),
        })),
      },
      ballots: marks.map((list) => ({ marks: list.map(String) })),
      totals: voids > 0 ? [{ source: 'void', valid: 0, blank: 0, void: voids, votes: [] }] : [],
    },
    rule: ruleOf(rule, { seed: 'dados 4 1 6 2', money: budget, minorPerUnit: 100 }),
  };
}

const facts = { description: 'x', country: 'MX', city: 'San Jacinto', cycle: '2027', seed: 's' };

describe('a file of published ballots', () => {
  it('counts to the same winners under the same rule, whatever the rule and the ballots', () => {
    fc.assert(
      fc.property(elections, (made) => {
        const input = inputOf(made);
        const { winners } = count(input.election, input.rule);
        const file = ballotsFile(input, { ...facts, winners });
        expect(file.ballots).toBe(made.marks.length + made.voids);
        const read = readPabulib(file.text, { lenient: false });
        if (!read.ok) throw new Error(JSON.stringify(read.problems));
        const profile = readBallots(new TextEncoder().encode(file.text), 100);
        if (!profile) throw new Error('not a file of ballots');
        const question = { money: null, published: input.rule, minorPerUnit: 100, winners };
        const again = whatIf(profile, { ...question, rule: 'published' });
        expect(again.winners).toEqual(winners);
        expect(again.onlyHere).toEqual([]);
        expect(again.result).toEqual(again.here);
        for (const rule of whatIfRules.filter((name) => name !== 'published')) {
          const other = whatIf(profile, { ...question, rule } satisfies WhatIfQuestion);
          expect(other.here.cost).toBeLessThanOrEqual(made.budget);
          expect(other.both.length + other.onlyHere.length).toBe(other.here.winners);
          expect(other.both.length + other.onlyResult.length).toBe(winners.length);
        }
        if (file.transcript === undefined) return;
        const ballots = [...read.file.votes].map(([, marks = '']) => ({ marks: marks.split(',') }));
        expect(replay(JSON.parse(file.transcript), ballots)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('is the same whatever the order in which people voted, by web or on paper', () => {
    fc.assert(
      fc.property(elections, (made) => {
        const [one, other] = [inputOf(made), inputOf({ ...made, marks: made.marks.toReversed() })];
        expect(ballotsFile(one, { ...facts, winners: [] }).text).toBe(
          ballotsFile(other, { ...facts, winners: [] }).text,
        );
      }),
      { numRuns: 50 },
    );
  });

  it('says how many ballots are like no other; blank ones betray nobody', () => {
    const marks = [[2, 1], [1, 2], [3], [], [], [2]];
    const made = { costs: [1, 1, 1], budget: 10_000, marks, voids: 1, withdrawn: false, knapsack: false };
    const { election } = inputOf({ ...made, rule: rules[0] as CountingRule });
    expect(aloneAmong(election)).toBe(2);
    expect(ballotsIn(election)).toBe(7);
  });

  it('is refused by the browser when it is cut off', () => {
    expect(readBallots(new TextEncoder().encode('META\nkey;value\n'), 100)).toBeUndefined();
  });
});
