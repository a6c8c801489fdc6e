import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type StoryBlueprint, storyBlueprint } from './cycle.fixtures.ts';
import type { CycleSection } from './cycle-section.ts';
import { formulaRows, sharesOf } from './money-formula.ts';
import { validateBlueprint } from './validate-blueprint.ts';

/** San Nicolás's weights over San Jacinto's two sectors. */
const formula = {
  track: 'community',
  indicators: [
    { code: 'compliance', name: 'Cumplimiento del predial', percent: 45 },
    { code: 'properties', name: 'Número de predios', percent: 40 },
    { code: 'committees', name: 'Número de comités', percent: 15 },
  ],
};

function withFormula(total: number, values: readonly (readonly number[])[]): StoryBlueprint {
  const blueprint = storyBlueprint('2027-02-07');
  const codes = formula.indicators.map(({ code }) => code);
  const districts = values.map((of, index) => ({
    code: `s${String(index + 1).padStart(2, '0')}`,
    name: `Sector ${index + 1}`,
    zones: index === 0 ? ['centro'] : [],
    indicators: Object.fromEntries(codes.map((code, at) => [code, of[at]])),
  }));
  Object.assign(blueprint.cycle, { districts, money: { total, shares: [], reserved: [], formula } });
  return blueprint;
}

const section = (blueprint: StoryBlueprint) => blueprint.cycle as unknown as CycleSection;

describe('a formula of 45, 40 and 15 percent', () => {
  test('divides so that a person can check it by hand', () => {
    // 1,000.00: 450.00 by 60:40, 400.00 by 300:100, 150.00 by 1:4.
    const blueprint = withFormula(100_000, [
      [60, 300, 1],
      [40, 100, 4],
    ]);
    expect(validateBlueprint(blueprint).errors).toEqual([]);
    expect(formulaRows(section(blueprint))).toEqual([
      {
        district: 's01',
        amount: 27_000 + 30_000 + 3_000,
        extra: 0,
        parts: [
          { value: 60, amount: 27_000 },
          { value: 300, amount: 30_000 },
          { value: 1, amount: 3_000 },
        ],
      },
      expect.objectContaining({ district: 's02', amount: 18_000 + 10_000 + 12_000 }),
    ]);
  });

  test('gives the odd minor units to the largest remainders, and equal ones to the lower code', () => {
    const thirds = withFormula(100, [
      [1, 1, 1],
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(sharesOf(section(thirds))?.map(({ amount }) => amount)).toEqual([34, 33, 33]);
  });

  test('divides only what is neither set aside nor fixed', () => {
    const blueprint = withFormula(100_000, [
      [1, 1, 1],
      [1, 1, 1],
    ]);
    Object.assign(blueprint.cycle.money, { reserved: [{ name: 'Escuelas', amount: 20_000 }] });
    expect(sharesOf(section(blueprint))?.map(({ amount }) => amount)).toEqual([40_000, 40_000]);
  });

  test('is refused where it cannot divide, each mistake at its place', () => {
    const found = (change: (blueprint: StoryBlueprint) => void) => {
      const blueprint = withFormula(100_000, [
        [1, 1, 0],
        [1, 1, 0],
      ]);
      change(blueprint);
      return validateBlueprint(blueprint).errors.map(({ path, key }) => `${path} ${key.split('.').at(-1)}`);
    };
    expect(found(() => {})).toEqual(['cycle.money.formula.indicators[2] indicator-zero']);
    expect(
      found(({ cycle }) => {
        Object.assign(cycle.districts?.[0] as object, {
          indicators: { compliance: 1, properties: 1, trees: 3 },
        });
        Object.assign(cycle.money, {
          formula: { ...formula, indicators: formula.indicators.slice(0, 2) },
          shares: [{ track: 'community', district: 'each', amount: 60_000 }],
        });
      }),
    ).toEqual([
      'cycle.money.formula.track formula-and-shares',
      'cycle.money.formula.indicators formula-percent',
      'cycle.money.total money-too-much',
      'cycle.districts[0].indicators.trees unknown-indicator',
      'cycle.districts[1].indicators.committees unknown-indicator',
    ]);
  });

  test('never loses nor makes a minor unit, and never differs by more than one from the exact part', () => {
    const values = fc.array(fc.tuple(fc.nat(1_000_000), fc.nat(90_000), fc.nat(40)), {
      minLength: 1,
      maxLength: 30,
    });
    fc.assert(
      fc.property(values, fc.nat(9_000_000_000_000), (drawn, total) => {
        const some = [[1, 1, 1] as const, ...drawn];
        const rows = formulaRows(section(withFormula(total, some))) ?? [];
        expect(rows.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
        const sums = [0, 1, 2].map((at) => some.reduce((sum, of) => sum + (of[at] as number), 0));
        rows.forEach(({ amount }, index) => {
          const exact = [45, 40, 15].reduce(
            (sum, percent, at) =>
              sum + (((percent / 100) * total) / (sums[at] as number)) * (some[index]?.[at] as number),
            0,
          );
          expect(Math.abs(amount - exact)).toBeLessThan(1.01);
        });
      }),
    );
  });
});
