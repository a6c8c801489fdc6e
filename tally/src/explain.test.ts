import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import { countProfile, runRule } from './count.ts';
import { approvalElection, BY_VOTES } from './elections.fixtures.ts';
import { explain, whatWouldHaveWon } from './explain.ts';
import { tabulate } from './profile.ts';
import type { EqualSharesRule, GreedyRule } from './rule.ts';
import { NO_LIMITS } from './rule.ts';

const SHARES: EqualSharesRule = {
  name: 'equal-shares',
  score: 'votes',
  timesCost: true,
  voters: 'valid',
  completion: { kind: 'none' },
  comparison: null,
  limits: NO_LIMITS,
  ties: ['file'],
};

const drawn = fc.record({
  budget: fc.integer({ min: 1, max: 60 }),
  costs: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 }),
  marks: fc.array(fc.integer({ min: 1, max: 63 }), { minLength: 1, maxLength: 10 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function profileOf({ budget, costs, marks }: Drawn) {
  const ballots = marks.map((bits) => costs.flatMap((_, c) => (bits & (1 << c) ? [`p${c}`] : [])).join(' '));
  return tabulate(
    approvalElection(
      budget,
      costs.map((cost, c) => [`p${c}`, cost] as const),
      ballots,
    ),
  );
}

test('the story of a winner ends with its own price, that of a loser with too little money', () => {
  fc.assert(
    fc.property(drawn, (election) => {
      const profile = profileOf(election);
      const result = countProfile(profile, SHARES);
      for (const { id } of profile.contest.candidates) {
        const explanation = explain(profile, SHARES, result, id);
        const last = explanation?.rounds.at(-1);
        if (explanation?.place == null) continue;
        expect(last?.winner).toBe(id);
        expect(last?.effectiveVotes).toEqual(explanation.paid?.effectiveVotes);
        expect([last?.full, last?.part]).toEqual([
          explanation.paid?.payersInFull,
          explanation.paid?.payersInPart,
        ]);
      }
    }),
  );
});

test('nobody else was stronger than the winner of a round', () => {
  fc.assert(
    fc.property(drawn, (election) => {
      const profile = profileOf(election);
      const result = countProfile(profile, SHARES);
      for (const { id } of profile.contest.candidates) {
        for (const round of explain(profile, SHARES, result, id)?.rounds ?? []) {
          if (round.effectiveVotes === null || round.winnerEffectiveVotes === null) continue;
          const [own, winner] = [round.effectiveVotes, round.winnerEffectiveVotes];
          const behind = BigInt(own.num) * BigInt(winner.den) <= BigInt(winner.num) * BigInt(own.den);
          expect(behind).toBe(true);
        }
      }
    }),
  );
});

test('the smallest cut and the fewest ballots are what they say, for greedy rules', () => {
  const rules = fc.constantFrom<GreedyRule>(
    BY_VOTES,
    { ...BY_VOTES, whenFull: 'stop' },
    { ...BY_VOTES, per: 'cost' },
  );
  fc.assert(
    fc.property(drawn, rules, (election, rule) => {
      const profile = profileOf(election);
      const { winners } = runRule(profile, rule);
      for (const c of profile.contest.candidates.keys()) {
        if (winners.includes(c)) continue;
        const { costCut } = whatWouldHaveWon(profile, rule, c);
        const cost = election.costs[c] ?? 0;
        const wins = (cut: number) =>
          runRule(
            profileOf({ ...election, costs: election.costs.with(c, cost - cut) }),
            rule,
          ).winners.includes(c);
        const smallest = Array.from({ length: cost - 1 }, (_, i) => i + 1).find(wins);
        expect(costCut).toBe(smallest ?? null);
      }
    }),
    { numRuns: 60 },
  );
});

test('votes are added until it wins', () => {
  const profile = tabulate(
    approvalElection(
      10,
      [
        ['a', 10],
        ['b', 10],
      ],
      ['a', 'a', 'a', 'b'],
    ),
  );
  expect(whatWouldHaveWon(profile, BY_VOTES, 1)).toEqual({ costCut: null, extraVotes: 3 });
  expect(explain(profile, BY_VOTES, countProfile(profile, BY_VOTES), 'c')).toBeNull();
});

test('a result of any rule has one canonical text', () => {
  const profile = tabulate(
    approvalElection(
      10,
      [
        ['a', 7],
        ['b', 4],
      ],
      ['a', 'a b', 'b'],
    ),
  );
  const { limits, ties } = SHARES;
  const rules = [
    SHARES,
    { ...SHARES, completion: { kind: 'add1u', step: 1, earlyStop: true, integralStart: true, per: 'cost' } },
    { name: 'phragmen', whenFull: 'skip', limits, ties },
    { ...SHARES, name: 'bos', precision: 64 },
    BY_VOTES,
  ] as const;
  const texts = rules.map((rule) => canonicalJson(countProfile(profile, rule)));
  expect(texts).toEqual(
    rules.map((rule) => canonicalJson(JSON.parse(JSON.stringify(countProfile(profile, rule))))),
  );
});
