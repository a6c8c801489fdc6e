import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectBlueprint } from '../src/cycle/blueprint.ts';
import { builtInBlueprints } from '../src/cycle/built-in-blueprints.ts';
import { validateBlueprint } from '../src/cycle/validate-blueprint.ts';
import { modules } from '../src/module-list.ts';

test('every module reads its section of every built-in blueprint without an error', () => {
  connectBlueprint(Object.assign({}, ...modules.map((module) => module.blueprint ?? {})));
  for (const document of Object.values(builtInBlueprints)) {
    expect(validateBlueprint(document).errors).toEqual([]);
  }
});

test('what a city does and this program cannot is named, and is no error', () => {
  const unsupported = (name: string) =>
    validateBlueprint(builtInBlueprints[name]).unsupported.map(({ path }) => path);
  expect(unsupported('leon-2025')).toEqual(['voting.channels[1]', 'cycle.tracks[1].level']);
  for (const name of ['generic', 'san-pedro-2023', 'monterrey-2024', 'cancun', 'san-nicolas']) {
    expect(unsupported(name)).toEqual([]);
  }
});

test('no source file of the program names a city’s rule', () => {
  const code = sources(join(import.meta.dirname, '..', 'src')).filter(
    (file) => !/\/demo\/|built-in-blueprints|\.test\.|\.fixtures\./.test(file),
  );
  expect(code.length).toBeGreaterThan(200);
  for (const file of code) {
    const statements = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    expect(
      /san-pedro|san-nicolas|cancun|monterrey-2024|leon-2025/i.exec(statements)?.[0],
      file,
    ).toBeUndefined();
  }
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}
