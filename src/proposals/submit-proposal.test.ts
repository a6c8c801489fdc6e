import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { zonesOf } from '../city/city-queries.ts';
import { aCycle } from '../cycle/cycle.fixtures.ts';
import { aResident } from '../people/people.fixtures.ts';
import { proposalForStaff } from './proposal-for-staff.ts';
import {
  cityId,
  inCity,
  lucia,
  maribel,
  now,
  press,
  submit,
  tomas,
  useCycle,
} from './verbs-story.fixtures.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

describe('submitting', () => {
  test('gives folios in order, without gaps, also when many press at once', async () => {
    const authors = await inCity(async (tx) => {
      const [zone] = await zonesOf(tx, cityId);
      const people: number[] = [];
      for (let n = 0; n < 8; n += 1) {
        people.push(await aResident(tx, { cityId, zoneId: zone?.id as number, now, email: `n${n}@x.mx` }));
      }
      return people;
    });
    const answers = await Promise.all(authors.map((author) => submit(author)));
    const folios = answers.map((answer) => (answer.ok ? answer.value.folio : answer.reason)).sort();
    expect(folios).toEqual(authors.map((_, n) => `SJ27-000${n + 1}`));
  });

  test('a person has no more proposals than the blueprint gives her, however fast she presses', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => submit(lucia)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(2);
    expect(answers.filter((answer) => !answer.ok && answer.reason === 'limit-reached')).toHaveLength(4);
    const taken = await inCity((tx) => tx.selectFrom('proposal').select('id').execute());
    expect(taken).toHaveLength(2);
  });

  test('a withdrawn proposal leaves room for another, and only its author withdraws it', async () => {
    const first = await submit(lucia);
    await submit(lucia);
    expect(await submit(lucia)).toMatchObject({ reason: 'limit-reached' });
    if (!first.ok) throw new Error(first.reason);
    const withdrawal = { cityId, proposalId: first.value.proposalId, now, reason: 'Ya lo arreglaron' };
    expect(await press((tx) => withdrawProposal(tx, { ...withdrawal, actorId: tomas }))).toMatchObject({
      reason: 'not-yours',
    });
    expect(await press((tx) => withdrawProposal(tx, { ...withdrawal, actorId: lucia }))).toMatchObject({
      ok: true,
    });
    expect(await press((tx) => withdrawProposal(tx, { ...withdrawal, actorId: lucia }))).toMatchObject({
      reason: 'already-withdrawn',
    });
    expect(await submit(lucia)).toMatchObject({ ok: true });
  });

  test('is refused outside its phase', async () => {
    const late = new Date(now.getTime() + 40 * 86_400_000);
    expect(await submit(lucia, {}, late)).toMatchObject({ reason: 'phase-closed' });
  });

  test.each([
    ['a place on the other side of the city', { latitude: 25.658, longitude: -100.41 }, 'elsewhere'],
    ['a place in another city', { latitude: 19.43, longitude: -99.13 }, 'outside-city'],
    ['latitude and longitude changed over', { latitude: -100.4, longitude: 25.65 }, 'outside-city'],
    ['an unknown category', { category: 'spaceships' }, 'unknown-category'],
    ['an unknown track', { track: 'gold' }, 'unknown-track'],
    ['an unknown district', { where: { districtId: 999_999 } }, 'unknown-place'],
    ['an unknown zone', { where: { zoneId: 999_999 } }, 'unknown-place'],
    ['no idea', { idea: '' }, 'text-missing'],
    ['a novel', { idea: 'a'.repeat(3001) }, 'text-too-long'],
  ])('refuses %s', async (_name, over, reason) => {
    const [south] = await inCity((tx) =>
      tx.selectFrom('district').select('id').where('code', '=', 'sur').execute(),
    );
    expect(await submit(lucia, { where: { districtId: south?.id }, ...over })).toMatchObject({
      ok: false,
      reason,
    });
  });

  test('a point tells the zone where only the district was chosen', async () => {
    const [south] = await inCity((tx) =>
      tx.selectFrom('district').select('id').where('code', '=', 'sur').execute(),
    );
    const sent = await submit(lucia, {
      where: { districtId: south?.id },
      latitude: 25.645,
      longitude: -100.413,
    });
    if (!sent.ok) throw new Error(sent.reason);
    const seen = await inCity((tx) => proposalForStaff(tx, cityId, sent.value.proposalId));
    const zones = await inCity((tx) => zonesOf(tx, cityId));
    expect(zones.find(({ id }) => id === seen?.zoneId)?.code).toBe('centro');
  });
});

describe('who may propose', () => {
  async function strictCycle(proposals: object) {
    const change = (blueprint: object) => {
      const document = blueprint as { proposals: object };
      Object.assign(document.proposals, proposals);
    };
    useCycle(await inCity((tx) => aCycle(tx, cityId, { slug: 'strict', prefix: 'ST27', change })));
  }

  test('only residents where the blueprint says so', async () => {
    await strictCycle({ needsResidence: true });
    expect(await submit(maribel)).toMatchObject({ reason: 'not-a-resident' });
    expect(await submit(lucia)).toMatchObject({ ok: true });
  });

  test('not before the birthday of the minimum age', async () => {
    await strictCycle({ minimumAge: 18 });
    const young = (bornOn: string) =>
      inCity(async (tx) => {
        const [zone] = await zonesOf(tx, cityId);
        return aResident(tx, { cityId, zoneId: zone?.id as number, now, bornOn, email: `${bornOn}@x.mx` });
      });
    expect(await submit(await young('2009-02-11'))).toMatchObject({
      reason: 'too-young',
      details: { age: 18 },
    });
    expect(await submit(await young('2009-02-10'))).toMatchObject({ ok: true });
  });

  test('limits of a track and of all tracks hold together, whatever is sent in whatever order', async () => {
    await strictCycle({});
    const commands = fc.array(fc.constantFrom('submit', 'withdraw'), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(commands, async (list) => {
        const author = await inCity(async (tx) => {
          const [zone] = await zonesOf(tx, cityId);
          return aResident(tx, { cityId, zoneId: zone?.id as number, now, email: `${Math.random()}@x.mx` });
        });
        const standing: number[] = [];
        for (const command of list) {
          if (command === 'submit') {
            const sent = await submit(author);
            expect(sent.ok).toBe(standing.length < 2);
            if (sent.ok) standing.push(sent.value.proposalId);
          } else if (standing.length > 0) {
            const proposalId = standing.pop() as number;
            const out = await press((tx) =>
              withdrawProposal(tx, { cityId, proposalId, actorId: author, now, reason: 'x' }),
            );
            expect(out.ok).toBe(true);
          }
        }
      }),
      { numRuns: 15 },
    );
  });
});
