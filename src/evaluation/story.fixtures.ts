import type { TestDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { departmentsOf, zonesOf } from '../city/city-queries.ts';
import { connectBlueprint } from '../cycle/blueprint.ts';
import { aCycle, storyNow } from '../cycle/cycle.fixtures.ts';
import type { Cycle } from '../cycle/cycle-queries.ts';
import { cycleSection } from '../cycle/cycle-section.ts';
import { aResident } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { connectEvents } from '../platform/events/events.ts';
import { proposalsBlueprint } from '../proposals/blueprint.ts';
import { aProposal } from '../proposals/proposals.fixtures.ts';
import { evaluationSection } from './blueprint.ts';
import { type EvaluationStaff, evaluationStaff } from './evaluation.fixtures.ts';
import { evaluationSubscriptions } from './subscriptions.ts';

/** San Jacinto with a cycle open for proposals, its evaluators, and Lucía who proposes; the bus carries this module's ears only. */
export interface Story {
  readonly cityId: number;
  readonly cycle: Cycle;
  readonly staff: EvaluationStaff;
  readonly luciaId: number;
  /** By code: parques, obras, movilidad. */
  readonly departments: ReadonlyMap<string, number>;
  readonly now: Date;
  readonly inCity: <Value>(work: (tx: Tx) => Promise<Value>) => Promise<Value>;
  /** A proposal of Lucía's, released; its case is open. */
  readonly propose: (title?: string) => Promise<number>;
}

let cities = 0;

export async function aStory({ db }: Pick<TestDatabase, 'db'>): Promise<Story> {
  connectBlueprint({ cycle: cycleSection, proposals: proposalsBlueprint, evaluation: evaluationSection });
  connectEvents(evaluationSubscriptions, async () => {});
  return tellStory(db);
}

/** The same in a house whose modules are joined already (test/house.ts). */
export async function tellStory(db: TestDatabase['db']): Promise<Story> {
  cities += 1;
  const now = storyNow;
  const cityId = await aCity(db, { slug: `story-${cities}` });
  const inCity: Story['inCity'] = (work) => db.inCity(cityId, work);
  const made = await inCity(async (tx) => {
    const cycle = await aCycle(tx, cityId, {
      change: (blueprint) => {
        for (const limit of blueprint.proposals.limits) limit.perPerson = 10_000;
      },
    });
    const staff = await evaluationStaff(tx, cityId);
    const [zone] = await zonesOf(tx, cityId);
    const luciaId = await aResident(tx, {
      cityId,
      zoneId: zone?.id as number,
      now,
      email: `lucia${cities}@example.mx`,
    });
    const departments = new Map((await departmentsOf(tx, cityId)).map((one) => [one.code, one.id]));
    return { cycle, staff, luciaId, departments };
  });
  const propose = (title = 'Sombra y bancas en la plaza') =>
    inCity(async (tx) => {
      const wish = { cityId, cycleId: made.cycle.id, authorId: made.luciaId, now, answers: { title } };
      return (await aProposal(tx, { ...wish, releasedBy: made.staff.coordinatorId })).proposalId;
    });
  return { cityId, now, inCity, propose, ...made };
}
