import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { type Story, tellStory } from '../../test/story.ts';
import { makeTicket } from '../people/counter-ticket.ts';
import { privacyRequests } from './privacy-queries.ts';

let house: TestHouse;
let story: Story;
let officer: { headers: { cookie: string } };
let ticket: string;
beforeAll(async () => {
  house = await testHouse();
  story = await tellStory(house);
  const { booth_officer, tomas } = story.people;
  officer = { headers: { cookie: await story.cookieOf(booth_officer) } };
  ticket = makeTicket(story.cityId, booth_officer, tomas);
});
afterAll(() => house.close());

const made = () =>
  house.db.inCity(story.cityId, (tx) => privacyRequests(tx, story.cityId, { personId: story.people.tomas }));
const send = (fields: Record<string, string>, asking = officer, by = ticket) =>
  house.post(`/desk/privacy/counter/${by}`, { act: 'ask', _form: 'privacy-request', ...fields }, asking);
const words = 'Que corrijan mi nombre: es Tomás, con acento.';

test('a person at the counter has a request written down, and finds it on her own page', async () => {
  const shown = await house.get(`/desk/counter/${ticket}`, officer);
  expect(shown.html).toContain(`action="/desk/privacy/counter/${ticket}"`);
  const empty = await send({ kind: 'correction', words: ' ' });
  expect(empty.status).toBe(422);
  expect(empty.html).toContain('Tomás Ruiz');
  expect(await made()).toEqual([]);

  const taken = await send({ kind: 'correction', words });
  expect(taken).toMatchObject({ status: 303, location: expect.stringContaining(`/desk/counter/${ticket}`) });
  expect(await made()).toMatchObject([{ kind: 'correction', words, atCounter: true, answer: null }]);
  expect((await send({ kind: 'correction', words })).status).toBe(422);
  expect((await send({ kind: 'objection', words })).status).toBe(303);
  const cookie = await story.cookieOf(story.people.tomas);
  expect((await house.get('/me/data', { headers: { cookie } })).html).toContain('Corregir');
});

test('only the officer before whom she stands, with her ticket, writes it down', async () => {
  const before = (await made()).length;
  const coordinator = { headers: { cookie: await story.cookieOf(story.people.coordinator) } };
  expect((await house.get(`/desk/privacy/counter/${ticket}`, coordinator)).status).toBe(404);
  const stolen = await send({ kind: 'erasure', words }, coordinator);
  expect(stolen).toMatchObject({ status: 303, location: expect.stringMatching(/\/desk\/counter$/) });
  for (const role of ['observer', 'support', 'evaluator'] as const) {
    const asking = { headers: { cookie: await story.cookieOf(story.people[role]) } };
    expect((await send({ kind: 'erasure', words }, asking)).status).toBe(403);
  }
  expect((await send({ kind: 'erasure', words }, officer, 'no-ticket')).status).toBe(303);
  expect(await made()).toHaveLength(before);
});
