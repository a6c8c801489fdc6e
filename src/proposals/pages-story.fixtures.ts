import sharp from 'sharp';
import { afterAll, beforeAll } from 'vitest';
import { type Asking, type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { zonesOf } from '../city/city-queries.ts';
import { aCycle } from '../cycle/cycle.fixtures.ts';
import type { Cycle } from '../cycle/cycle-queries.ts';
import { aResident, aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { aProposal } from './proposals.fixtures.ts';

/** The whole house with San Jacinto in it, signed-in people and a form; importing this file sets it up. */
export let house: TestHouse;
export let cityId: number;
export let cycle: Cycle;
export let zones: Awaited<ReturnType<typeof zonesOf>>;
export const people: Record<'lucia' | 'tomas' | 'maribel' | 'beto', { id: number; asking: Asking }> =
  {} as never;
export const now = new Date();

beforeAll(async () => {
  house = await testHouse();
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await inCity(async (tx) => {
    cycle = await aCycle(tx, cityId, { now });
    zones = await zonesOf(tx, cityId);
    const zoneId = zones[0]?.id as number;
    const lucia = await aResident(tx, { cityId, zoneId, now });
    const tomas = await aResident(tx, { cityId, zoneId, now, name: 'Tomás', email: 'tomas@example.mx' });
    const maribel = await aStaffMember(tx, { cityId, role: 'coordinator' });
    const beto = await aStaffMember(tx, { cityId, role: 'observer' });
    for (const [name, id] of Object.entries({ lucia, tomas, maribel, beto })) {
      const header = await signedInAs(tx, { cityId, personId: id });
      people[name as 'lucia'] = { id, asking: { headers: { cookie: header } } };
    }
  });
});
afterAll(() => house.close());

export function inCity<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return house.db.inCity(cityId, work);
}

export function proposal(answers: object = {}, over: object = {}) {
  return inCity(async (tx) => {
    const authorId = await aResident(tx, {
      cityId,
      zoneId: zones[0]?.id as number,
      now,
      email: `${Math.random()}@x.mx`,
    });
    return aProposal(tx, { cityId, cycleId: cycle.id, authorId, now, answers, ...over });
  });
}

export const released = (answers: object = {}) => proposal(answers, { releasedBy: people.maribel.id });

export const filled = () => ({
  act: 'write',
  problem: 'No hay sombra',
  idea: 'Plantar encinos',
  title: 'Sombra en la plaza',
  category: 'parks',
  where: `z:${zones.find(({ code }) => code === 'centro')?.id}`,
  place: 'Junto al kiosco',
});

export async function upload(
  path: string,
  act: string,
  field: string,
  bytes: Buffer,
  filename: string,
  asking: Asking,
) {
  const boundary = 'a-boundary-of-tests';
  const part = (head: string, body: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(body),
      Buffer.from('\r\n'),
    ]);
  const payload = Buffer.concat([
    part('name="act"', act),
    part('name="description"', 'Un kiosco'),
    part(`name="${field}"; filename="${filename}"\r\nContent-Type: application/octet-stream`, bytes),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const headers = {
    host: 'localhost',
    origin: 'http://localhost',
    'content-type': `multipart/form-data; boundary=${boundary}`,
  };
  const answer = await house.server.inject({
    method: 'POST',
    url: path,
    payload,
    headers: { ...headers, ...asking.headers },
  });
  return {
    status: answer.statusCode,
    html: answer.body,
    location: answer.headers.location as string | undefined,
  };
}

export function photo(color: string, width = 800): Promise<Buffer> {
  return sharp({ create: { width, height: 600, channels: 3, background: color } })
    .jpeg()
    .toBuffer();
}
