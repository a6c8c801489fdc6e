import { describe, expect, it } from 'vitest';
import { momentOf } from '../cycle/wall-clock.ts';
import { calendarWith, demoPhases, demoTimeZone, isDemoPhase, yearBefore } from './demo-phases.ts';

const openAt = (phases: ReturnType<typeof calendarWith>['phases'], now: Date) =>
  phases
    .filter(
      ({ opens, closes }) => momentOf(opens, demoTimeZone) <= now && now < momentOf(closes, demoTimeZone),
    )
    .map(({ kind }) => kind);

describe('the calendar of the demo', () => {
  it.each(demoPhases)('has %s open, and nothing else, at any hour of any day', (phase) => {
    for (const now of [
      '2026-11-23T05:59:59Z',
      '2026-11-23T06:00:00Z',
      '2027-03-01T18:00:00Z',
      '2028-02-29T23:30:00Z',
    ]) {
      expect(openAt(calendarWith(phase, new Date(now)).phases, new Date(now))).toEqual([phase]);
    }
  });

  it('has the edition before in its works, whatever the phase', () => {
    const now = new Date('2026-11-23T18:00:00Z');
    for (const phase of demoPhases) {
      expect(yearBefore(calendarWith(phase, now)).year).toBe(calendarWith(phase, now).year - 1);
      expect(openAt(yearBefore(calendarWith(phase, now)).phases, now)).toEqual(['projects']);
    }
  });

  it('knows its phases by name', () => {
    expect(isDemoPhase('voting')).toBe(true);
    expect(isDemoPhase('votings')).toBe(false);
  });
});
