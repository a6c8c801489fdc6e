import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blueprintCommand, type CommandHouse } from './blueprint-command.ts';
import { storyBlueprint } from './cycle.fixtures.ts';

/** A house without cities: these commands need none. */
const quiet: CommandHouse = {
  write: () => {},
  withCities: () => Promise.reject(new Error('no city is asked for')),
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-blueprint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(text: string, ...options: string[]) {
  const file = join(folder, 'blueprint.json');
  await writeFile(file, text);
  const lines: string[] = [];
  const code = await blueprintCommand(['validate', file, ...options], {
    ...quiet,
    write: (line) => lines.push(line),
  });
  return { code, lines };
}

test('says that a good blueprint is good, and what it leaves open', async () => {
  const blueprint = storyBlueprint('2027-02-07');
  expect(await run(JSON.stringify(blueprint))).toEqual({
    code: 0,
    lines: ['Nothing is wrong; nothing is unknown.'],
  });
  const open = { ...blueprint, cycle: { ...blueprint.cycle, prefix: null } };
  expect((await run(JSON.stringify(open), '--lang', 'es')).lines).toEqual([
    'cycle.prefix: falta este dato.',
    'Nada está mal; falta un dato.',
  ]);
});

test('names what is wrong by path and ends with 1', async () => {
  const blueprint = storyBlueprint('2027-02-07');
  const wrong = { ...blueprint, cycle: { ...blueprint.cycle, prefix: 'sj' } };
  const { code, lines } = await run(JSON.stringify(wrong));
  expect(code).toBe(1);
  expect(lines[0]).toBe('cycle.prefix: "sj" is not written as expected.');
  const json = await run(JSON.stringify(wrong), '--json');
  expect(JSON.parse(json.lines[0] ?? '')).toMatchObject({ errors: [{ path: 'cycle.prefix' }], unknown: [] });
});

test('says what the program cannot do yet, without calling it wrong', async () => {
  const lines: string[] = [];
  const code = await blueprintCommand(['validate', 'leon-2025'], {
    ...quiet,
    write: (line) => lines.push(line),
  });
  expect(code).toBe(0);
  expect(lines).toContain(
    'cycle.tracks[1].level: not supported yet: This program cannot vote or give money on the level “Delegación” yet: only on the last one, “Zona”.',
  );
});

test('a file that is not there, or not JSON, is one clear line', async () => {
  await expect(run('{')).rejects.toThrow(/is not JSON/);
  const nowhere = blueprintCommand(['validate', join(folder, 'none.json')], quiet);
  await expect(nowhere).rejects.toThrow(/cannot be read \(ENOENT\)/);
  await expect(blueprintCommand(['check'], quiet)).rejects.toThrow(/says more/);
});
