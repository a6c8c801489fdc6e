import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Election } from './election.ts';
import { approvalElection, BY_VOTES } from './elections.fixtures.ts';
import { inputHash } from './input-hash.ts';
import { tabulate } from './profile.ts';

const hashOf = (election: Election) => inputHash(tabulate(election), BY_VOTES);

test('is the digest of a text that anyone can write down', () => {
  const election = approvalElection(
    9,
    [
      ['b', 5],
      ['a', 4],
    ],
    ['a', 'b a', '', 'a', 'b'],
  );
  const text =
    '{"ballots":[["0",1],["0,1",1],["1",2]],' +
    '"contest":{"ballot":{"badMarks":"void","type":"approval"},"budget":9,"candidates":[' +
    '{"cost":5,"id":"b","withdrawn":false},{"cost":4,"id":"a","withdrawn":false}],"id":"park","minorPerUnit":1},' +
    '"format":"cabildo-count-input/1","rule":{"name":"greedy"},"totals":[],' +
    '"turnout":{"blank":1,"cast":5,"droppedMarks":0,"valid":4,"void":0,"voidReasons":[]}}';
  const digest = createHash('sha256').update(text).digest('hex');
  expect(inputHash(tabulate(election), { name: 'greedy' })).toBe(digest);
});

test('does not depend on the order of ballots, and changes with anything that is counted', () => {
  const drawn = fc.array(fc.nat(15), { minLength: 1, maxLength: 12 });
  const election = (marks: readonly number[]) =>
    approvalElection(
      9,
      ['a', 'b', 'c', 'd'].map((id) => [id, 3] as const),
      marks.map((bits) => ['a', 'b', 'c', 'd'].filter((_, c) => bits & (1 << c)).join(' ')),
    );
  fc.assert(
    fc.property(drawn, fc.nat(), fc.integer({ min: 1, max: 15 }), (marks, pick, change) => {
      const hash = hashOf(election(marks));
      expect(hashOf(election(marks.toReversed()))).toBe(hash);
      expect(hashOf(election(marks.toSorted()))).toBe(hash);
      const at = pick % marks.length;
      expect(hashOf(election(marks.with(at, (marks[at] ?? 0) ^ change)))).not.toBe(hash);
    }),
  );
});

test('names may be corrected', () => {
  const { contest, ballots } = approvalElection(9, [['a', 5]], ['a']);
  const renamed = {
    ...contest,
    candidates: contest.candidates.map((one) => ({ ...one, name: 'A park', categories: ['green'] })),
  };
  expect(hashOf({ contest: renamed, ballots })).toBe(hashOf({ contest, ballots }));
  expect(hashOf({ contest: { ...contest, budget: 10 }, ballots })).not.toBe(hashOf({ contest, ballots }));
});
