import { describe, expect, it } from 'vitest';
import { isInside, zoneAt } from '../../city/geometry.ts';
import { builtInBlueprints } from '../../cycle/built-in-blueprints.ts';
import type { EvaluationSection } from '../../evaluation/blueprint.ts';
import { findPersonalData } from '../../proposals/personal-data.ts';
import { type DemoProposal, demoContent } from './demo-content.ts';

const { city, past, people, prices, proposals } = demoContent;
const all = [...past, ...proposals];
const zones = demoContent.zones.map(({ code, ring }) => ({
  code,
  geometry: { type: 'Polygon' as const, coordinates: [ring] },
}));

function costOf({ outcome }: DemoProposal): number {
  if (outcome.kind !== 'feasible') return 0;
  return outcome.lines.reduce(
    (sum, line) => sum + (prices.get(line.item)?.price ?? Number.NaN) * line.quantity,
    0,
  );
}

describe('the proposals of the demo', () => {
  it('are many, and all different', () => {
    expect(proposals.length).toBeGreaterThanOrEqual(120);
    expect(proposals.filter(({ outcome }) => 'department' in outcome).length).toBeGreaterThanOrEqual(70);
    expect(new Set(all.map(({ title }) => title)).size).toBe(all.length);
    const kinds = new Set(proposals.map(({ outcome }) => outcome.kind));
    expect(kinds.size).toBe(6);
  });

  it('keep the rules of the form', () => {
    for (const { title, problem, idea } of all) {
      expect(title.length, title).toBeLessThanOrEqual(100);
      expect(idea.trim().length, title).toBeGreaterThan(0);
      expect(Math.max(problem.length, idea.length), title).toBeLessThanOrEqual(3000);
    }
  });

  it('name nobody, except in the two that staff keep out of sight', () => {
    for (const { title, problem, idea, place, outcome } of all) {
      const found = [title, problem, idea, place].flatMap((text) => findPersonalData(text));
      expect(found.length > 0, title).toBe(outcome.kind === 'held');
    }
  });

  it('lie inside their colonia', () => {
    for (const { title, zone, latitude, longitude } of all) {
      if (latitude === null || longitude === null) continue;
      expect(zoneAt(zones, latitude, longitude)?.code, title).toBe(zone);
    }
  });

  it('cost what the price list says, within what the edition allows', () => {
    for (const proposal of all) {
      if (proposal.outcome.kind !== 'feasible') continue;
      const cost = costOf(proposal);
      const most = proposal.track === 'sector' ? 12_500_000 : 2_500_000;
      expect(cost, proposal.title).toBeGreaterThan(400_000);
      expect(cost, proposal.title).toBeLessThanOrEqual(most);
    }
  });

  it('ask each sector for more than there is, so that the vote decides', () => {
    for (const { code, zones: held } of city.sectors) {
      const sum = (list: readonly DemoProposal[], track: string) =>
        list
          .filter((one) => held.includes(one.zone) && one.track === track)
          .reduce((total, one) => total + costOf(one), 0);
      expect(sum(proposals, 'community'), code).toBeGreaterThan(10_000_000);
      expect(sum(proposals, 'sector'), code).toBeGreaterThan(12_500_000);
      expect(sum(past, 'community'), code).toBeGreaterThan(4_000_000);
    }
  });

  it('are judged by departments and questions that exist', () => {
    const blueprint = builtInBlueprints['san-pedro-2023'] as { evaluation: EvaluationSection };
    const { formal, substantive } = blueprint.evaluation;
    const blocking = (items: EvaluationSection['formal']) =>
      (items ?? []).filter((item) => item.blocking).map(({ code }) => code);
    const departments = city.departments.map(({ code }) => code);
    for (const { title, outcome } of all) {
      if ('department' in outcome) expect(departments, title).toContain(outcome.department);
      if (outcome.kind === 'refused') expect(blocking(formal), title).toContain(outcome.item);
      if (outcome.kind === 'infeasible') expect(blocking(substantive), title).toContain(outcome.item);
      if (outcome.kind === 'joined') {
        const target = proposals.find((one) => one.title === outcome.to);
        expect(target?.outcome.kind, title).toBe('feasible');
      }
    }
  });
});

describe('the map of the demo', () => {
  it('has every colonia in one sector', () => {
    const held = city.sectors.flatMap((sector) => sector.zones);
    expect([...held].sort()).toEqual(zones.map(({ code }) => code).sort());
  });

  it('closes every ring, and lets neighbours share their borders point by point', () => {
    const edges = new Map<string, number>();
    for (const { code, ring } of demoContent.zones) {
      expect(ring[0], code).toEqual(ring.at(-1));
      for (const [index, point] of ring.slice(0, -1).entries()) {
        const edge = [point, ring[index + 1]].map(String).sort().join(' ');
        edges.set(edge, (edges.get(edge) ?? 0) + 1);
      }
    }
    const counts = [...edges.values()];
    expect(Math.max(...counts)).toBe(2);
    // The outside of the city is the rest; a border drawn twice, once by each side, would be on it by mistake.
    const outside = counts.filter((count) => count === 1).length;
    expect(outside).toBeLessThan(counts.length / 2);
  });

  it('puts no place in two colonias', () => {
    for (let latitude = 25.636; latitude < 25.682; latitude += 0.0015) {
      for (let longitude = -100.42; longitude < -100.34; longitude += 0.002) {
        const holders = zones.filter((zone) => isInside([zone], latitude, longitude));
        expect(holders.length, `${latitude} ${longitude}`).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('the people of the demo', () => {
  it('hold every role, and every department has somebody who evaluates', () => {
    const evaluators = people.staff
      .filter(({ role }) => role === 'evaluator')
      .map(({ department }) => department);
    expect([...evaluators].sort()).toEqual(city.departments.map(({ code }) => code).sort());
    expect(new Set(people.staff.map(({ role }) => role)).size).toBe(8);
  });
});
