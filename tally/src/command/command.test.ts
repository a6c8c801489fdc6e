import { expect, test } from 'vitest';
import { tallyCommand } from './command.ts';

const FILE = `META
key;value
budget;10.50
vote_type;approval
rule;greedy
currency;EUR
PROJECTS
project_id;cost;name
roof;6;A roof
path;5.25;A path
bench;5.25;A bench
VOTES
voter_id;vote
1;roof,path
2;roof
3;path,bench
4;roof
`;

async function run(args: readonly string[], file = FILE) {
  const written = new Map<string, string>();
  let [out, err] = ['', ''];
  let clock = 0;
  const code = await tallyCommand(args, {
    readFile: async (path) => {
      if (path !== 'vote.pb') throw new Error('no such file');
      return new TextEncoder().encode(file);
    },
    writeFile: async (path, text) => {
      written.set(path, text);
    },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    now: () => clock++,
  });
  return { code, out, err, written };
}

test('prints one line of JSON', async () => {
  const { code, out } = await run(['vote.pb', '--rule', 'greedy', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    winners: ['roof'],
    cost: 6,
    budget: 10.5,
    rule: 'greedy',
    ms: { parse: 1, count: 1 },
  });
  expect(Object.keys(JSON.parse(out))).toEqual([
    'winners',
    'cost',
    'budget',
    'rule',
    'parameters',
    'inputHash',
    'ms',
  ]);
});

test('prints a table without it', async () => {
  const { out } = await run(['vote.pb', '--rule', 'equal-shares']);
  expect(out).toContain("–  path       2  5.25  its supporters' money was");
  expect(out).toContain('1 of 3 projects, 6 of 10.5 EUR');
});

test('explains a loss, and what would have turned it', async () => {
  const { out } = await run(['vote.pb', '--rule', 'greedy', '--explain', 'path']);
  expect(out).toBe(
    'path: lost\n2 votes, score 2, cost 5.25\n- 0.75 short: 4.5 was left\n' +
      'It would have won if it cost 0.75 less\nIt would have won with 1 more ballots for it alone\n',
  );
});

test('writes the transcript', async () => {
  const { written } = await run(['vote.pb', '--rule=equal-shares', '--transcript', 't.json']);
  expect(JSON.parse(written.get('t.json') ?? '')).toMatchObject({
    format: 'cabildo-transcript/1',
    rounds: [{ candidate: 'roof', price: { num: '200', den: '1' }, full: [0, 1, 3], part: [] }],
  });
});

test('a wrong file is named with its line, a wrong command line with its words', async () => {
  expect(await run(['none.pb', '--rule', 'greedy'])).toMatchObject({
    code: 1,
    err: 'none.pb: no such file\n',
  });
  const bad = FILE.replace('4;roof', '4;moon');
  expect(await run(['vote.pb', '--rule', 'greedy'], bad)).toMatchObject({
    code: 1,
    err: 'vote.pb:17: VOTES.vote: "moon" is not a project\n',
  });
  expect(await run(['vote.pb', '--rule', 'greedy', '--lenient', '--json'], bad)).toMatchObject({ code: 0 });
  for (const args of [
    [],
    ['vote.pb'],
    ['vote.pb', '--rule', 'magic'],
    ['vote.pb', '--rule', 'greedy', '--ties', 'x'],
    ['a', '--wat'],
  ]) {
    expect((await run(args)).code).toBe(2);
  }
  expect(await run(['vote.pb', '--rule', 'greedy', '--utility', 'points'])).toMatchObject({ code: 1 });
});
