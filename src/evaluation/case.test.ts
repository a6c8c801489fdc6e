import { expect, test } from 'vitest';
import { caseStates, mayAct, mayMove, statesOfAct } from './case.ts';

test('a case goes from received to revealed by the states in their order', () => {
  const way = [
    'received',
    'formal_check',
    'with_departments',
    'consolidation',
    'prepared',
    'signed',
    'revealed',
  ] as const;
  for (const [index, state] of way.slice(0, -1).entries())
    expect(mayMove(state, way[index + 1] as never)).toBe(true);
});

test('only what is signed becomes public, and only what is prepared is signed', () => {
  expect(caseStates.filter((state) => mayMove(state, 'revealed'))).toEqual(['signed']);
  expect(caseStates.filter((state) => mayMove(state, 'signed'))).toEqual(['prepared']);
});

test('nothing goes on from revealed or closed, and a public decision is never closed away', () => {
  for (const to of caseStates) {
    expect(mayMove('revealed', to)).toBe(false);
    expect(mayMove('closed', to)).toBe(false);
  }
  for (const from of caseStates.filter((one) => one !== 'revealed' && one !== 'closed')) {
    expect(mayMove(from, 'closed')).toBe(true);
  }
});

test('nobody does anything to a case that is signed, revealed or closed', () => {
  for (const act of Object.keys(statesOfAct) as (keyof typeof statesOfAct)[]) {
    for (const state of ['signed', 'revealed', 'closed'] as const) expect(mayAct(act, state)).toBe(false);
  }
});
