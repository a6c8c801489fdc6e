import { afterAll, beforeAll, beforeEach } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zonesOf } from '../city/city-queries.ts';
import { connectBlueprint } from '../cycle/blueprint.ts';
import { aCycle, storyNow } from '../cycle/cycle.fixtures.ts';
import type { Cycle } from '../cycle/cycle-queries.ts';
import { cycleSection } from '../cycle/cycle-section.ts';
import { aResident, aStaffMember } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { proposalsBlueprint } from './blueprint.ts';
import { listPublished } from './proposal-queries.ts';
import { aProposal, someAnswers } from './proposals.fixtures.ts';
import { submitProposal } from './submit-proposal.ts';

/** A new San Jacinto before each test, with Lucía, Tomás and Maribel in it; importing this file sets it up. */
export let database: TestDatabase;
export let cityId: number;
export let cycle: Cycle;
export let lucia: number;
export let tomas: number;
export let maribel: number;
let slug = 0;
export const now = storyNow;

beforeAll(async () => {
  database = await testDatabase();
  connectBlueprint({ cycle: cycleSection, proposals: proposalsBlueprint });
});
afterAll(() => database.close());

beforeEach(async () => {
  slug += 1;
  cityId = await aCity(database.db, { slug: `city-${slug}` });
  await inCity(async (tx) => {
    cycle = await aCycle(tx, cityId);
    const [zone] = await zonesOf(tx, cityId);
    const zoneId = zone?.id as number;
    lucia = await aResident(tx, { cityId, zoneId, now });
    tomas = await aResident(tx, { cityId, zoneId, now, name: 'Tomás', email: `t${slug}@example.mx` });
    maribel = await aStaffMember(tx, { cityId, role: 'coordinator' });
  });
});

export function inCity<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return database.db.inCity(cityId, work);
}

/** As a page does it: a refusal undoes everything. */
export async function press<Value extends { ok: boolean }>(verb: (tx: Tx) => Promise<Value>): Promise<Value> {
  let answer: Value | undefined;
  try {
    return await inCity(async (tx) => {
      answer = await verb(tx);
      if (!answer.ok) throw new Error('undo');
      return answer;
    });
  } catch (error) {
    if (answer && !answer.ok) return answer;
    throw error;
  }
}

export async function submit(authorId: number, over: object = {}, at = now) {
  const answers = { ...(await inCity((tx) => someAnswers(tx, cityId, cycle.id))), ...over };
  const photos: [] = [];
  const input = {
    cityId,
    cycleId: cycle.id,
    authorId,
    actorId: authorId,
    now: at,
    channel: 'web',
    answers,
    photos,
  } as const;
  return press((tx) => submitProposal(tx, input));
}

export function published(authorId = lucia, answers = {}) {
  return inCity((tx) =>
    aProposal(tx, { cityId, cycleId: cycle.id, authorId, now, answers, releasedBy: maribel }),
  );
}

export function listed(search?: string) {
  return inCity(async (tx) => {
    const wishes = { cityId, cycleId: cycle.id, search, sort: 'newest', page: 1, perPage: 20 } as const;
    return (await listPublished(tx, wishes)).proposals.map(({ title }) => title);
  });
}

/** For tests that need other rules than the story's. */
export function useCycle(other: Cycle): void {
  cycle = other;
}
