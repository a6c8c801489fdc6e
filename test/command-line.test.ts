import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIfStale } from '../bin/build.js';
import { rootFolder } from '../src/platform/process/root-folder.ts';

let folder: string;

beforeAll(async () => {
  await buildIfStale();
  folder = mkdtempSync(join(tmpdir(), 'cabildo-line-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function cabildo(...args: string[]) {
  const env = { PATH: process.env.PATH, CABILDO_DATA: join(folder, 'data'), CABILDO_BUILT: '1' };
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(rootFolder(), 'bin', 'cabildo.js'), ...args],
    { env, cwd: folder, encoding: 'utf8' },
  );
  return { status, out: stdout, err: stderr };
}

const list = () => cabildo('--help').out;
/** The names that "cabildo --help" lists. */
function commands(): string[] {
  return [...list().matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map(([, name]) => name as string);
}

describe('the command line', () => {
  it('lists every command and the exit codes', () => {
    expect(commands()).toEqual(
      expect.arrayContaining([
        'start',
        'worker',
        'migrate',
        'backup',
        'restore',
        'blueprint',
        'import',
        'tally',
      ]),
    );
    expect(list()).toContain('Exit codes: 0 done; 1 refused');
    expect(cabildo().out).toBe(list());
  });

  it('explains every command, and answers wrong usage of each with 2 and where to read more', () => {
    const names = commands();
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) {
      const help = cabildo(name, '--help');
      expect(help, name).toMatchObject({ status: 0, err: '' });
      expect(help.out, name).toMatch(new RegExp(`^cabildo ${name}`));
      const wrong = cabildo(name, '--no-such-option');
      expect(wrong.status, `${name}: ${wrong.err}`).toBe(2);
      expect(wrong.err, name).toMatch(/--help|--rule|--no-such-option/);
      expect(wrong.err, name).not.toMatch(/^\s+at /m);
    }
    // Nothing was made by asking.
    expect(readdirSync(folder)).toEqual([]);
  });

  it('knows no other command', () => {
    const wrong = cabildo('launch');
    expect(wrong).toMatchObject({ status: 2, out: '' });
    expect(wrong.err).toContain('cabildo has no command "launch"');
  });

  it('refuses with 1 and one sentence', () => {
    const nothing = cabildo('backup', '--json');
    expect(nothing).toMatchObject({ status: 1, out: '' });
    expect(nothing.err.trim().split('\n')).toEqual([
      expect.stringMatching(/There is no city in .*CABILDO_DATA/),
    ]);
    const missing = cabildo('restore', 'nothing.tar');
    expect(missing.status).toBe(1);
    expect(missing.err).toMatch(/nothing\.tar cannot be read/);
    expect(cabildo('restore').status).toBe(2);
    expect(readdirSync(folder)).toEqual([]);
  });
});
