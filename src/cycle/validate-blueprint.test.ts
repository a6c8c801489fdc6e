import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../platform/time.ts';
import { builtInBlueprints } from './built-in-blueprints.ts';
import { type StoryBlueprint, storyBlueprint } from './cycle.fixtures.ts';
import { phaseKinds } from './cycle-section.ts';
import { cycleTexts } from './texts.ts';
import { validateBlueprint } from './validate-blueprint.ts';

/** San Jacinto's blueprint with something changed, as path, sentence's key and arguments of what is found. */
function findings(change: (blueprint: StoryBlueprint) => void) {
  const blueprint = storyBlueprint('2027-02-07');
  change(blueprint);
  return validateBlueprint(blueprint).errors.map(({ path, key, args }) => [
    path,
    key.replace('cycle.finding.', ''),
    args,
  ]);
}

describe('the built-in blueprints', () => {
  test('generic leaves to the city only its name, calendar, districts and money', () => {
    const { unknown } = validateBlueprint(builtInBlueprints.generic);
    expect(unknown.filter((path) => !/^cycle\.(prefix|districts|phases|money)/.test(path))).toEqual([]);
  });

  test('San Pedro 2023 names what was not found in public sources', () => {
    const { unknown } = validateBlueprint(builtInBlueprints['san-pedro-2023']);
    expect(unknown).toContain('cycle.districts[5].zones');
    expect(unknown).toContain('voting.ballots.sector.maximum');
    expect(unknown).toContain('evaluation.silence');
    expect(unknown).not.toContain('cycle.money.total');
  });
});

describe('what is wrong is named with its path', () => {
  test('a key that nobody knows, wherever it stands', () => {
    expect(
      findings((blueprint) => {
        Object.assign(blueprint, { votng: {} });
        Object.assign(blueprint.cycle.money, { totl: 1 });
      }),
    ).toEqual([
      ['cycle.money.totl', 'unknown-key', { key: 'totl' }],
      ['votng', 'unknown-key', { key: 'votng' }],
    ]);
  });

  test('a document of a newer program', () => {
    const { errors } = validateBlueprint({ ...storyBlueprint('2027-02-07'), format: 2, other: true });
    expect(errors).toEqual([{ path: 'format', key: 'cycle.finding.newer', args: { format: 2, known: 1 } }]);
  });

  test('something that is no document at all', () => {
    for (const document of [null, 3, 'x', [], {}]) {
      expect(validateBlueprint(document).errors.length).toBeGreaterThan(0);
    }
  });

  test('money that does not add up', () => {
    expect(findings(({ cycle }) => Object.assign(cycle.money, { total: 600_000_001 }))).toEqual([
      ['cycle.money.total', 'money-sum', { total: 600_000_001, sum: 600_000_000 }],
    ]);
  });

  test('money given twice, or to nobody', () => {
    const found = findings(({ cycle }) => {
      cycle.money.shares.push({ track: 'community', district: 'sur', amount: 0 });
      cycle.money.shares.push({ track: 'sector', district: 'oeste', amount: 0 });
    });
    expect(found).toEqual([
      ['cycle.money.shares[1]', 'money-twice', { track: 'community', district: 'sur' }],
      ['cycle.money.shares[2].track', 'unknown-track', { code: 'sector' }],
      ['cycle.money.shares[2].district', 'unknown-district', { code: 'oeste' }],
    ]);
  });

  test('a zone in two districts', () => {
    expect(
      findings(({ cycle: { districts } }) => {
        Object.assign(districts?.[1] ?? {}, { zones: ['centro', 'el-mezquite', 'la-huerta', 'san-isidro'] });
      }),
    ).toEqual([
      ['cycle.districts[1].zones[3]', 'zone-twice', { zone: 'san-isidro', first: 'norte', second: 'sur' }],
    ]);
  });

  test('districts in a circle, without their parent, on a wrong level', () => {
    const circle = findings(({ cycle: { districts } }) => {
      Object.assign(districts?.[0] ?? {}, { parent: 'sur', zones: [] });
      Object.assign(districts?.[1] ?? {}, { parent: 'norte', zones: [] });
    });
    expect(circle.map(([path, key]) => [path, key])).toContainEqual(['cycle.districts[0].parent', 'circle']);
    expect(
      findings(({ cycle: { districts } }) => Object.assign(districts?.[0] ?? {}, { parent: 'centro' })),
    ).toContainEqual(['cycle.districts[0].parent', 'unknown-parent', { code: 'centro' }]);
    expect(
      findings(({ cycle }) => cycle.levels.push({ code: 'zona', name: 'Zona' })).map(([, key]) => key),
    ).toEqual(['wrong-level', 'wrong-level']);
  });

  test('phases that close before they open, or open before what they wait for is over', () => {
    expect(
      findings(({ cycle: { phases } }) => Object.assign(phases[0] as object, { closes: '2027-02-01T00:00' })),
    ).toEqual([['cycle.phases[0].closes', 'closes-before-opens', { kind: 'proposals' }]]);
    expect(
      findings(({ cycle: { phases } }) => Object.assign(phases[2] as object, { opens: '2027-05-01T00:00' })),
    ).toEqual([['cycle.phases[2].opens', 'opens-before-close', { kind: 'voting', other: 'evaluation' }]]);
    expect(findings(({ cycle: { phases } }) => phases.reverse()).map(([, key]) => key)).toContain(
      'phase-order',
    );
  });

  test('a day that no calendar has', () => {
    expect(
      findings(({ cycle: { phases } }) => Object.assign(phases[0] as object, { opens: '2027-02-30T00:00' })),
    ).toEqual([['cycle.phases[0].opens', 'wrong-form', { value: '"2027-02-30T00:00"' }]]);
  });

  test('a track or a subject that other sections name and the cycle does not have', () => {
    const found = findings((blueprint) => {
      Object.assign(blueprint.voting.ballots, { sector: { type: 'knapsack' } });
      Object.assign(blueprint.counting, { rules: {} });
    });
    expect(found).toContainEqual(['voting.ballots.sector', 'unknown-track', { code: 'sector' }]);
    expect(found).toContainEqual(['counting.rules', 'track-missing', { code: 'community' }]);
  });
});

test('an unknown value is told apart from a wrong one', () => {
  const blueprint = storyBlueprint('2027-02-07');
  const { errors, unknown } = validateBlueprint({
    ...blueprint,
    voting: null,
    cycle: { ...blueprint.cycle, money: { ...blueprint.cycle.money, total: null } },
  });
  expect(errors).toEqual([]);
  expect(unknown).toEqual(['cycle.money.total', 'voting']);
});

test('every sentence about a finding exists in both languages', () => {
  const keys = Object.keys(cycleTexts.es);
  expect(Object.keys(cycleTexts.en).sort()).toEqual(keys.sort());
});

describe('for any city', () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 10_000_000_000 }), { minLength: 1, maxLength: 12 });

  test('money is right exactly when the parts sum to the total', () => {
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: -3, max: 3 }), (shares, reserved, off) => {
        const blueprint = storyBlueprint('2027-02-07');
        const zones = ['centro'];
        const sum = [...shares, ...reserved].reduce((total, amount) => total + amount, 0);
        const { errors } = validateBlueprint({
          ...blueprint,
          cycle: {
            ...blueprint.cycle,
            districts: shares.map((_, index) => ({
              code: `d${index}`,
              name: 'D',
              zones: index ? [] : zones,
            })),
            money: {
              total: Math.max(0, sum + off),
              shares: shares.map((amount, index) => ({ track: 'community', district: `d${index}`, amount })),
              reserved: reserved.map((amount) => ({ name: 'Escuelas', amount })),
            },
          },
        });
        expect(errors.length > 0).toBe(Math.max(0, sum + off) !== sum);
      }),
    );
  });

  test('a calendar that is accepted never votes on a list that can still change', () => {
    const day = fc.integer({ min: 0, max: 200 });
    const spans = fc.array(fc.tuple(day, fc.integer({ min: 1, max: 60 })), { minLength: 6, maxLength: 6 });
    let accepted = 0;
    fc.assert(
      fc.property(spans, (drawn) => {
        const wall = (at: number) => `${addDays('2027-01-01', at)}T00:00`;
        const blueprint = storyBlueprint('2027-02-07');
        const inOrder = drawn.sort(([a], [b]) => a - b);
        const phases = phaseKinds.map((kind, index) => {
          const [opens, length] = inOrder[index] as [number, number];
          return { kind, opens: wall(opens), closes: wall(opens + length) };
        });
        const { errors } = validateBlueprint({ ...blueprint, cycle: { ...blueprint.cycle, phases } });
        if (errors.length > 0) return;
        accepted += 1;
        const of = (kind: string) => phases.find((phase) => phase.kind === kind) as (typeof phases)[number];
        for (const before of ['proposals', 'review', 'evaluation']) {
          expect(of(before).closes <= of('voting').opens).toBe(true);
        }
        expect(of('voting').closes <= of('results').opens).toBe(true);
        expect(phases.map(({ opens }) => opens)).toEqual(phases.map(({ opens }) => opens).sort());
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(50);
  });
});
