/**
 * Real elections from Pabulib against winners computed by two independent programs, and against what the cities
 * published. The folder is named by the environment variable CABILDO_REAL_DATA.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inputHash, type PabulibFile, readPabulib, tallyCommand, writePabulib } from './index.ts';

interface Expected {
  readonly file: string;
  readonly variant: string;
  readonly tool: string;
  readonly rule: string;
  readonly winners: readonly string[];
  readonly total_cost: string;
}

const folder = join(process.env.CABILDO_REAL_DATA ?? '', 'pabulib');

/** The command line that means the same as a record of one of the two programs. */
function argumentsOf({ variant, tool, rule }: Expected): string[] {
  if (!tool.startsWith('pabutools')) {
    const said = Object.fromEntries(
      rule
        .split(' ')
        .filter((part) => part.includes('='))
        .map((part) => part.split('=')),
    );
    const flags = [
      ...(said.add1options.includes('exhaustive') ? ['--early-stop'] : []),
      ...(said.add1options.includes('integral') ? ['--integral-start'] : []),
      ...(said.comparison === 'none' ? [] : ['--comparison']),
    ];
    return ['--rule', 'equal-shares', '--utility', 'cost', '--completion', said.completion, ...flags];
  }
  if (variant === 'phragmen') return ['--rule', 'phragmen', '--stop'];
  const [, name = '', utility = ''] =
    /^(greedy|mes[a-z0-9_]*(?:-add1e(?:_util)?|-add1-noexh)?)-([a-z]+)/.exec(variant) ?? [];
  const by = ['--utility', utility === 'card' ? 'cardinality' : utility];
  if (name === 'greedy') return ['--rule', utility === 'cost' ? 'greedy' : 'greedy-per-cost', ...by];
  const completion =
    {
      mes: 'none',
      mes_util: 'utilitarian',
      'mes-add1e': 'add1',
      'mes-add1e_util': 'add1u',
      'mes-add1-noexh': 'add1',
    }[name] ?? name;
  return [
    '--rule',
    'equal-shares',
    ...by,
    '--completion',
    completion,
    ...(name.includes('add1e') ? ['--early-stop'] : []),
  ];
}

async function run(file: string, args: readonly string[]): Promise<{ winners: string[]; cost: number }> {
  let out = '';
  const io = {
    readFile: async (path: string) => readFileSync(path),
    writeFile: async () => {},
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      throw new Error(text);
    },
    now: () => 0,
  };
  expect(await tallyCommand([join(folder, file), ...args, '--json'], io)).toBe(0);
  return JSON.parse(out);
}

function read(file: string): PabulibFile {
  const result = readPabulib(readFileSync(join(folder, file)), { lenient: false });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.file;
}

if (process.env.CABILDO_REAL_DATA === undefined) {
  test.skip('NOT RUN: set CABILDO_REAL_DATA to the folder with pabulib/', () => {});
} else {
  const expected: Expected[] = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const files = readdirSync(folder).filter((name) => name.endsWith('.pb'));

  describe('two independent programs find the same winners', () => {
    for (const record of expected) {
      test(`${record.file} ${record.variant}`, async () => {
        const result = await run(record.file, argumentsOf(record));
        expect(result.winners.toSorted()).toEqual(record.winners.toSorted());
        expect(result.cost).toBe(Number(record.total_cost));
      });
    }
  });

  describe('the published result comes out', () => {
    for (const name of files) {
      const file = read(name);
      if (file.selected === null) continue;
      test(`${name}: ${file.rule}`, async () => {
        const add1 = ['--rule', 'equal-shares', '--utility', 'cost', '--completion', 'add1'];
        const { winners } = await run(name, file.rule === 'equalshares/add1' ? add1 : ['--rule', file.rule]);
        expect(winners.toSorted()).toEqual(file.selected?.toSorted());
      });
    }
  });

  test.each(files)('%s: read, write, read gives the same election', (name) => {
    const first = read(name);
    const second = readPabulib(writePabulib(first), { lenient: false });
    if (!second.ok) throw new Error(JSON.stringify(second.problems));
    expect(second.file.contest).toEqual(first.contest);
    expect(inputHash(second.file.profile, {})).toBe(inputHash(first.profile, {}));
  });
}
