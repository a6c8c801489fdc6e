import { type CountResult, count, type GreedyRule, NO_LIMITS, type Rule } from '@cabildo/tally';
import { describe, expect, it } from 'vitest';
import { samplePage } from '../../ui/page-context.fixtures.ts';
import { renderPage } from '../../ui/render.tsx';
import { minorUnits, roundsOf, tenths } from '../rounds.ts';
import { resultsTexts } from '../texts.ts';
import { CountRounds } from './count-rounds.tsx';

const greedy: GreedyRule = {
  name: 'greedy',
  score: 'votes',
  per: 'candidate',
  whenFull: 'skip',
  overspend: 0,
  limits: NO_LIMITS,
  ties: ['file'],
};

/** `costs[i]` minor units for candidate i + 1, and one voter for every one of them in each of `rounds`. */
function counted(costs: readonly number[], budget: number, rule: Rule = greedy, voters = 1): CountResult {
  const candidates = costs.map((cost, at) => ({ id: String(at + 1), cost }));
  const ballot = { type: 'approval', maxMarks: costs.length, badMarks: 'void' } as const;
  const contest = { id: 'c', budget, minorPerUnit: 100, currency: 'MXN', ballot, candidates };
  const marks = candidates.map(({ id }) => id);
  return count({ contest, ballots: Array.from({ length: voters }, () => ({ marks })) }, rule);
}

const drawn = (outcome: CountResult) =>
  renderPage(
    <CountRounds
      outcome={outcome}
      contestId={7}
      title={(id) => `Proyecto ${id}`}
      explanations={new Map()}
      open={false}
    />,
    samplePage({}, resultsTexts.es),
  );

describe('a long count', () => {
  it('shows ten projects, folds the others, and numbers them on', () => {
    const html = drawn(counted(Array<number>(150).fill(100), 20_000));
    const [before = '', after = ''] = html.split('Ver 140 proyectos más');
    expect(before.match(/class="round"/g)).toHaveLength(10);
    expect(after.match(/class="round"/g)).toHaveLength(140);
    expect(after).toContain('<ol class="rounds" start="11">');
    expect(html).not.toContain(' style=');
    expect(html.match(/aria-hidden="true"/g)?.length).toBeGreaterThanOrEqual(150);
  });

  it('of nothing says that there was nothing to count', () => {
    expect(drawn(counted([], 100))).toContain('no hubo nada que contar');
  });
});

describe('the bars', () => {
  it('are never longer than the money, also where winners may exceed it', () => {
    const outcome = counted([60, 45], 100, { ...greedy, overspend: 5 });
    expect(outcome.winners).toEqual(['1', '2']);
    const widths = [...drawn(outcome).matchAll(/<rect class="bar-\w+" x="([\d.]+)" width="([\d.]+)"/g)];
    const ends = widths.map(([, x, width]) => Number(x) + Number(width));
    expect(Math.max(...ends)).toBeCloseTo(100, 1);
    expect(ends.every((end) => end <= 100)).toBe(true);
  });

  it('add up to the cost where the price is a fraction that no coin can pay', () => {
    const rule: Rule = {
      name: 'equal-shares',
      score: 'votes',
      timesCost: true,
      voters: 'valid',
      completion: { kind: 'none' },
      comparison: null,
      limits: NO_LIMITS,
      ties: ['file'],
    };
    // Seven pay 100 together: 14.28… each.
    const [group] = roundsOf(counted([100], 100, rule, 7));
    const round = group?.rounds[0];
    expect(round?.parts).toEqual([
      { of: 'before', amount: 0 },
      { of: 'this', amount: 100 },
      { of: 'rest', amount: 0 },
    ]);
    expect(round?.step).toMatchObject({ payersInFull: 7, payersInPart: 0 });
  });

  it('round fractions to the nearest unit, and people down', () => {
    expect(minorUnits({ num: '100', den: '7' })).toBe(14);
    expect(minorUnits({ num: '100', den: '7' }, 7)).toBe(100);
    expect(minorUnits({ num: '3', den: '2' })).toBe(2);
    expect(minorUnits({ num: '0', den: '1' })).toBe(0);
    expect(tenths({ num: '199', den: '100' })).toBe(1.9);
  });
});
