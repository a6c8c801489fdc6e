import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Election } from '../election.ts';
import { inputHash } from '../input-hash.ts';
import { tabulate } from '../profile.ts';
import { formatMinor, parseDecimal, toMinor } from './decimal.ts';
import type { PabulibFile } from './format.ts';
import { readPabulib } from './read.ts';
import { pabulibDocument, writePabulib } from './write.ts';

const SMALL = `META
key;value
description;Two parks
country;Mexico
unit;San Pedro
instance;2027
num_projects;3
num_votes;3
budget;1000
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;votes;name;selected
7;600;2;"Trees; and ""shade""";1
07;500.50;1;Swings;0
x;999999999;1;Gone;3
VOTES
voter_id;vote;age
a;7;30
b;7,07;41
c;x;9
`;

function read(text: string): PabulibFile {
  const result = readPabulib(text, { lenient: false });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}
const problemsOf = (text: string) => {
  const result = readPabulib(text, { lenient: false });
  return result.ok ? [] : result.problems.map(({ line, field, code }) => `${line} ${field} ${code}`);
};

test('reads amounts exactly, ids as texts, and cost 999999999 as withdrawn', () => {
  const { contest, profile, selected } = read(SMALL);
  expect(contest).toMatchObject({
    budget: 100_000,
    minorPerUnit: 100,
    ballot: { type: 'approval', maxMarks: 2 },
  });
  expect(contest.candidates.map(({ id, cost, withdrawn }) => [id, cost, withdrawn === true])).toEqual([
    ['7', 60_000, false],
    ['07', 50_050, false],
    ['x', 99_999_999_900, true],
  ]);
  expect(contest.candidates[0]?.name).toBe('Trees; and "shade"');
  expect(profile.turnout).toMatchObject({ cast: 3, valid: 2, blank: 1, droppedMarks: 1 });
  expect(selected).toEqual(['7']);
});

test('tolerates what files in the wild have', () => {
  const same = inputHash(read(SMALL).profile, {});
  const crlf = `\uFEFF${SMALL.replaceAll('\n', '\r\n').trimEnd()}`;
  expect(inputHash(read(crlf).profile, {})).toBe(same);
  expect(inputHash(read(SMALL.replaceAll('\n', '\n\n')).profile, {})).toBe(same);
  expect(
    inputHash(read(SMALL.replace('budget;1000', 'budget;1000.0').replace('500.50', '500,5')).profile, {}),
  ).toBe(same);
  expect(
    inputHash(read(SMALL.replace('META\n', 'META;;;\n').replace('b;7,07;', '"b";"7, 07";')).profile, {}),
  ).toBe(same);
});

test('names every problem with its line and field', () => {
  expect(problemsOf(SMALL.replace('b;7,07;', 'b;7,moon;'))).toEqual(['21 VOTES.vote unknown-project']);
  expect(problemsOf(SMALL.replace('b;7,07;', 'b;7,7;'))).toEqual(['21 VOTES.vote marked-twice']);
  expect(problemsOf(SMALL.replace('b;7,07;', 'b;7,07,x;'))).toEqual(['21 VOTES.vote beyond-limits']);
  expect(problemsOf(SMALL.replace('b;7,07;', 'a;7,07;'))).toEqual(['21 VOTES.voter_id duplicate-voter']);
  expect(problemsOf(SMALL.replace('7;600', '7;-600'))).toEqual(['15 PROJECTS.cost bad-number']);
  expect(problemsOf(SMALL.replace('7;600', '7;'))).toEqual(['15 PROJECTS.cost missing-field']);
  expect(problemsOf(SMALL.replace('\n07;', '\n7;'))[0]).toBe('16 PROJECTS.project_id duplicate-project');
  expect(problemsOf(SMALL.slice(0, -6))).toContain('8 META.num_votes count-differs');
  expect(problemsOf(SMALL.slice(0, 200))).toContain('14 file missing-section');
  expect(problemsOf(SMALL.replace('budget;1000\n', ''))).toContain('0 META.budget missing-field');
  expect(problemsOf('')).toEqual(['0 META missing-section']);
  expect(problemsOf(SMALL.replace('a;7;30', `a;${'7,'.repeat(2.2e6)}`))).toContain('20 file line-too-long');
});

test('lenient reading counts what strict reading refuses', () => {
  const text = SMALL.replace('a;7;30', 'a;moon;30').replace('b;7,07;', 'b;7,07,x;');
  const result = readPabulib(text, { lenient: true });
  expect(result.ok).toBe(true);
  expect(Object.fromEntries(result.counts)).toEqual({
    'unknown-project': 1,
    'beyond-limits': 1,
    'count-differs': 1,
  });
});

test('points belong to their marks, whatever order the file has', () => {
  const points = SMALL.replace('approval', 'cumulative')
    .replace('voter_id;vote;age', 'points;vote;voter_id')
    .replace('a;7;30', '3;7;a')
    .replace('b;7,07;41', '1,2;07,7;b')
    .replace('c;x;9', '1;x;c');
  const { profile } = read(points);
  expect([...profile.marks]).toEqual([0, 0, 1]);
  expect([...(profile.points ?? [])]).toEqual([3, 2, 1]);
  expect(problemsOf(points.replace('1,2;', '1;'))).toEqual(['21 VOTES.points bad-points']);
});

test('read, write, read gives the same election', () => {
  const first = read(SMALL);
  const second = read(writePabulib(first));
  expect(second.contest).toEqual(first.contest);
  expect([...second.votes]).toEqual([...first.votes]);
  expect(inputHash(second.profile, {})).toBe(inputHash(first.profile, {}));
});

test('any election survives the file', () => {
  const id = fc.stringMatching(/^[A-Za-z0-9/._-]{1,6}$/);
  const money = fc.nat(1_000_000);
  const election = fc.record({
    ids: fc.uniqueArray(id, { minLength: 1, maxLength: 8 }),
    costs: fc.array(money, { minLength: 8, maxLength: 8 }),
    name: fc.string({ unit: 'grapheme' }),
    budget: money,
    marks: fc.array(fc.nat(255), { maxLength: 20 }),
  });
  fc.assert(
    fc.property(election, ({ ids, costs, name, budget, marks }) => {
      const given: Election = {
        contest: {
          id: 'MX / here / 2027',
          budget,
          minorPerUnit: 1,
          ballot: { type: 'approval', badMarks: 'drop' },
          candidates: ids.map((one, i) => ({
            id: one,
            cost: costs[i] ?? 0,
            name: name.replaceAll(/[\r\n]/g, ' ').trim() || 'x',
          })),
        },
        ballots: marks.map((bits) => ({ marks: ids.filter((_, i) => bits & (1 << i)) })),
      };
      const details = {
        description: 'd',
        country: 'MX',
        unit: 'here',
        instance: '2027',
        rule: 'greedy',
        winners: [],
      };
      const { contest, profile } = read(writePabulib(pabulibDocument(given, details)));
      expect(contest).toEqual(given.contest);
      expect(inputHash(profile, {})).toBe(inputHash(tabulate(given), {}));
    }),
  );
});

test('decimals are exact', () => {
  expect(parseDecimal('1234,560')).toEqual({ digits: 123456n, scale: 2 });
  expect(parseDecimal('1e5')).toBeNull();
  expect(toMinor({ digits: 123456n, scale: 2 }, 1)).toBeNull();
  expect(formatMinor(1205, 100)).toBe('12.05');
  expect(formatMinor(-5, 100)).toBe('-0.05');
});

test('the writer refuses a file without what the format asks', () => {
  const document = read(SMALL);
  expect(() => writePabulib({ ...document, meta: document.meta.slice(1) })).toThrow('META.description');
  expect(() => writePabulib({ ...document, voteColumns: ['vote'] })).toThrow('VOTES.voter_id');
});
