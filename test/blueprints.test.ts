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
