import fc from 'fast-check';
import { expect, test } from 'vitest';
// Only this test knows the counting library: it makes transcripts to replay.
import {
  type BallotType,
  type Election,
  type EqualSharesRule,
  NO_LIMITS,
  tabulate,
  transcribe,
} from '../../tally/src/index.ts';
import { replay, type Transcript } from './replay.ts';

const RULE: EqualSharesRule = {
  name: 'equal-shares',
  score: 'votes',
  timesCost: true,
  voters: 'cast',
  completion: { kind: 'none' },
  comparison: null,
  limits: NO_LIMITS,
  ties: ['file'],
};

const drawn = fc.record({
  budget: fc.integer({ min: 1, max: 80 }),
  costs: fc.array(fc.nat(20), { minLength: 2, maxLength: 6 }),
  worths: fc.array(fc.array(fc.constantFrom(0, 1, 1, 2), { minLength: 6, maxLength: 6 }), {
    minLength: 1,
    maxLength: 10,
  }),
  type: fc.constantFrom<BallotType>('approval', 'scoring', 'ordinal'),
  timesCost: fc.boolean(),
  maxWinners: fc.constantFrom(null, 1, 2),
  completion: fc.constantFrom<EqualSharesRule['completion']>(
    { kind: 'none' },
    { kind: 'add1u', step: 1, earlyStop: false, integralStart: false, per: 'cost' },
  ),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function transcriptOf(
  { budget, costs, worths, type, timesCost, maxWinners, completion }: Drawn,
  form: 'public' | 'auditor',
) {
  const ids = costs.map((_, c) => `p${c}`);
  const marked = worths.map((row) => ids.flatMap((id, c) => (row[c] ? [{ id, worth: row[c] }] : [])));
  const ballots = marked.map((row) => ({
    marks: row.map(({ id }) => id),
    ...(type === 'scoring' && { points: row.map(({ worth }) => worth) }),
  }));
  const election: Election = {
    contest: {
      id: 'c',
      budget,
      minorPerUnit: 1,
      ballot: { type, badMarks: 'void' },
      candidates: costs.map((cost, c) => ({ id: ids[c] ?? '', cost })),
      exclusions: [ids.slice(0, 2)],
    },
    ballots,
  };
  const score = type === 'scoring' ? 'points' : type === 'ordinal' ? { ranks: [3, 2, 1] } : 'votes';
  const rule = { ...RULE, score, timesCost, completion, limits: { ...NO_LIMITS, maxWinners } } as const;
  return { transcript: transcribe(tabulate(election), rule, form) as Transcript, ballots };
}

test('accepts what the library counted, in both forms', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom('public', 'auditor'), (election, form) => {
      const { transcript, ballots } = transcriptOf(election, form);
      expect(replay(transcript, ballots)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('finds every change of a round, of its order and of the ballots that paid', () => {
  fc.assert(
    fc.property(drawn, fc.nat(), fc.nat(3), (election, pick, kind) => {
      const { transcript, ballots } = transcriptOf(election, 'auditor');
      const paid = transcript.rounds.flatMap((round, at) => (round.price.num === '0' ? [] : [at]));
      fc.pre(paid.length > 0);
      const at = paid[pick % paid.length] ?? 0;
      const change = (round: Transcript['rounds'][number]) => {
        if (kind === 0)
          return { ...round, price: { ...round.price, num: `${BigInt(round.price.num) + 1n}` } };
        if (kind === 1) return { ...round, full: [...(round.full as number[]), ballots.length] };
        return { ...round, full: round.part, part: round.full };
      };
      const rounds = transcript.rounds.flatMap((round, i) =>
        i !== at ? [round] : kind === 3 ? [] : [change(round)],
      );
      expect(replay({ ...transcript, rounds }, ballots)).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('names what is wrong', () => {
  const { transcript, ballots } = transcriptOf(
    {
      budget: 10,
      costs: [4, 4, 9],
      worths: [
        [1, 0, 1],
        [1, 0, 0],
        [0, 0, 1],
      ],
      type: 'approval',
      timesCost: true,
      maxWinners: null,
      completion: { kind: 'none' },
    },
    'public',
  );
  expect(replay({ ...transcript, budget: 3 }, ballots)).toEqual(['the winners cost more than the budget']);
  expect(replay({ ...transcript, rounds: [] }, ballots)).toEqual([
    'the end: the supporters of p0 could still pay for it',
  ]);
});
