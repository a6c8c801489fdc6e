import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Ok, ok, type Refusal, refuse } from '../platform/result.ts';
import { lockCycle } from './acts/cycle-act.ts';
import { cycleById } from './cycle-queries.ts';
import type {} from './events.ts';
import type { Finding } from './finding.ts';
import { nullsIn, parsePath, withValueAt } from './json-path.ts';
import { validateBlueprint } from './validate-blueprint.ts';

export interface GivenValue {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
  /** A path of the cycle's `unknown`. */
  readonly path: string;
  /** What the blueprint shall hold there. */
  readonly value: unknown;
}

export type NotGiven = Refusal<'missing' | 'not-unknown' | 'still-unknown' | 'invalid'> & {
  readonly findings: readonly Finding[];
};

/** Fills in a value that was unknown when the cycle started. Known values are never changed: people act on them. */
export async function giveValue(tx: Tx, input: GivenValue): Promise<Ok<undefined> | NotGiven> {
  const { cityId, cycleId, path, value } = input;
  await lockCycle(tx, cityId, cycleId);
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle) return { ...refuse('missing'), findings: [] };
  const place = parsePath(path);
  if (!place || !cycle.unknown.includes(path)) return { ...refuse('not-unknown'), findings: [] };
  if (value === undefined || nullsIn(value).length > 0) return { ...refuse('still-unknown'), findings: [] };
  const { errors } = validateBlueprint(withValueAt(cycle.blueprint, place, value));
  if (errors.length > 0) return { ...refuse('invalid'), findings: errors };
  await tx
    .insertInto('cycle_value')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      path,
      value: JSON.stringify(value),
      given_by: input.actorId,
      at: input.now,
    })
    .execute();
  await record(tx, cityId, {
    name: 'cycle.value-given',
    subject: `cycle:${cycleId}`,
    actorId: input.actorId,
    at: input.now,
    data: { cycleId, path },
  });
  return ok();
}
