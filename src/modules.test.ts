import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rootFolder } from './platform/process/root-folder.ts';

let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'cabildo-house-'));
});
afterEach(() => rmSync(house, { recursive: true }));

/** Builds a house of files and returns what the tool says against it: `rule: from → to`. */
function violations(files: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  mkdirSync(join(house, 'src'), { recursive: true });
  symlinkSync(join(rootFolder(), 'node_modules'), join(house, 'node_modules'));
  const tool = join(rootFolder(), 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const config = join(rootFolder(), '.dependency-cruiser.js');
  const seen = spawnSync(process.execPath, [tool, '--config', config, '--output-type', 'json', '.'], {
    cwd: house,
    encoding: 'utf8',
  });
  const { summary } = JSON.parse(seen.stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

const empty = 'export const nothing = 0;';
const from = (path: string) => `export * from '${path}';`;

describe('the arrows of the house', () => {
  it('let a later module use the door of an earlier one', () => {
    const files = {
      'src/platform/db/database.ts': empty,
      'src/city/city.ts': from('../platform/db/database.ts'),
      'src/voting/cast-vote.ts': from('../city/city.ts'),
      'src/main.ts': from('./voting/cast-vote.ts'),
    };
    expect(violations(files)).toEqual([]);
  });

  it('stop an arrow that goes back, even one that carries only a type', () => {
    const files = {
      'src/voting/contest.ts': 'export type Contest = string;',
      'src/city/city.ts': `import type { Contest } from '../voting/contest.ts'; export type C = Contest;`,
      'src/ui/field.ts': from('../city/city.ts'),
      'src/main.ts': empty,
      'src/home/front.ts': from('../main.ts'),
    };
    expect(violations(files)).toEqual([
      'city-imports-only-what-stands-before-it: src/city/city.ts → src/voting/contest.ts',
      'home-imports-only-what-stands-before-it: src/home/front.ts → src/main.ts',
      'ui-imports-only-what-stands-before-it: src/ui/field.ts → src/city/city.ts',
    ]);
  });

  it('stop whoever walks past a door', () => {
    const files = {
      'src/city/pages/front.ts': empty,
      'src/home/front.ts': from('../city/pages/front.ts'),
      'src/main.ts': from('./city/pages/front.ts'),
      'src/platform/http/parts/cookie.ts': empty,
      'src/city/city.ts': from('../platform/http/parts/cookie.ts'),
    };
    expect(violations(files)).toEqual([
      'city-keeps-its-folders-private: src/home/front.ts → src/city/pages/front.ts',
      'city-keeps-its-folders-private: src/main.ts → src/city/pages/front.ts',
      'platform-keeps-its-folders-private: src/city/city.ts → src/platform/http/parts/cookie.ts',
    ]);
  });

  it('keep the counting library independent and its users few', () => {
    const files = {
      'tally/src/index.ts': from('../../src/platform/id.ts'),
      'src/platform/id.ts': empty,
      'src/results/count.ts': from('../../tally/src/index.ts'),
      'src/voting/count.ts': from('../../tally/src/index.ts'),
    };
    expect(violations(files)).toEqual([
      'tally-depends-on-nothing: tally/src/index.ts → src/platform/id.ts',
      'tally-is-imported-by-few: src/voting/count.ts → tally/src/index.ts',
    ]);
  });

  it('stop circles, test code and development packages in the program', () => {
    const files = {
      'package.json': '{"devDependencies": {"vitest": "5"}}',
      'src/city/a.ts': from('./b.ts'),
      'src/city/b.ts': from('./a.ts'),
      'src/city/c.ts': from('../../test/database.ts'),
      'src/city/d.ts': from('vitest'),
      'test/database.ts': empty,
    };
    expect(violations(files).map((line) => line.split(' → ')[0])).toEqual([
      'no-cycles: src/city/a.ts',
      'no-development-packages-in-the-program: src/city/d.ts',
      'no-test-code-in-the-program: src/city/c.ts',
    ]);
  });
});
