import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
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
import { holdProposal } from './hold-proposal.ts';
import type { OutcomeStage } from './proposal.ts';
import { proposalForStaff } from './proposal-for-staff.ts';
import { listPublished, publicStatus, publishedProposal } from './proposal-queries.ts';
import { aProposal, someAnswers } from './proposals.fixtures.ts';
import { recordOutcome } from './record-outcome.ts';
import { redactProposal } from './redact-proposal.ts';
import { releaseProposal } from './release-proposal.ts';
import { submitProposal } from './submit-proposal.ts';
import { supportProposal, unsupportProposal } from './support-proposal.ts';
import { withdrawProposal } from './withdraw-proposal.ts';

let database: TestDatabase;
let cityId: number;
let cycle: Cycle;
let lucia: number;
let tomas: number;
let maribel: number;
let slug = 0;
const now = storyNow;

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

function inCity<Value>(work: (tx: Tx) => Promise<Value>): Promise<Value> {
  return database.db.inCity(cityId, work);
}

/** As a page does it: a refusal undoes everything. */
async function press<Value extends { ok: boolean }>(verb: (tx: Tx) => Promise<Value>): Promise<Value> {
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

async function submit(authorId: number, over: object = {}, at = now) {
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

function published(authorId = lucia, answers = {}) {
  return inCity((tx) =>
    aProposal(tx, { cityId, cycleId: cycle.id, authorId, now, answers, releasedBy: maribel }),
  );
}

function listed(search?: string) {
  return inCity(async (tx) => {
    const wishes = { cityId, cycleId: cycle.id, search, sort: 'newest', page: 1, perPage: 20 } as const;
    return (await listPublished(tx, wishes)).proposals.map(({ title }) => title);
  });
}

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
    cycle = await inCity((tx) => aCycle(tx, cityId, { slug: 'strict', prefix: 'ST27', change }));
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

describe('what the public sees', () => {
  test('nothing before the release, nothing after a hold, all of it again after another release', async () => {
    const sent = await submit(lucia);
    if (!sent.ok) throw new Error(sent.reason);
    const { proposalId, folio } = sent.value;
    const seen = () => inCity((tx) => publishedProposal(tx, cityId, folio));
    expect(await seen()).toBeUndefined();
    expect(await inCity((tx) => publicStatus(tx, cityId, folio))).toBe('received');
    await press((tx) => releaseProposal(tx, { cityId, proposalId, actorId: maribel, now }));
    expect((await seen())?.title).toBe('Sombra y bancas en la plaza');
    await press((tx) =>
      holdProposal(tx, { cityId, proposalId, actorId: maribel, now, reason: 'Falta revisar la foto' }),
    );
    expect(await seen()).toBeUndefined();
    expect(await listed()).toEqual([]);
    expect(await inCity((tx) => publicStatus(tx, cityId, folio))).toBe('received');
    await press((tx) => releaseProposal(tx, { cityId, proposalId, actorId: maribel, now }));
    expect(await listed()).toHaveLength(1);
  });

  test('of two coordinators who decide at once one is told', async () => {
    const sent = await submit(lucia);
    if (!sent.ok) throw new Error(sent.reason);
    const { proposalId } = sent.value;
    const deciding = { cityId, proposalId, actorId: maribel, now, seen: 0 };
    const answers = await Promise.all([
      press((tx) => releaseProposal(tx, deciding)),
      press((tx) => holdProposal(tx, { ...deciding, reason: 'Lleva un teléfono' })),
    ]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: 'decided-meanwhile' });
  });

  test('words taken out are gone from text and search, and the version stays as it was written', async () => {
    const { proposalId, folio } = await published(lucia, {
      idea: 'Llamen a Lucía al 81 8123 4567. Bancas, y otra vez: 81 8123 4567.',
    });
    const redaction = {
      cityId,
      proposalId,
      actorId: maribel,
      now,
      field: 'idea',
      mask: '[dato personal]',
      reason: 'Teléfono',
    } as const;
    expect(await press((tx) => redactProposal(tx, { ...redaction, words: '81 8123 4567' }))).toMatchObject({
      ok: true,
    });
    expect(await press((tx) => redactProposal(tx, { ...redaction, words: 'Lucía' }))).toMatchObject({
      ok: true,
    });
    expect(await press((tx) => redactProposal(tx, { ...redaction, words: '81 8123 4567' }))).toMatchObject({
      reason: 'words-not-there',
    });
    const seen = await inCity((tx) => publishedProposal(tx, cityId, folio));
    expect(seen?.idea).toBe(
      'Llamen a [dato personal] al [dato personal]. Bancas, y otra vez: [dato personal].',
    );
    expect(await listed('4567')).toEqual([]);
    expect(await listed('banca')).toHaveLength(1);
    const staff = await inCity((tx) => proposalForStaff(tx, cityId, proposalId));
    expect(staff?.texts.idea.written).toContain('81 8123 4567');
  });

  test('two redactions at once never uncover what the other covered', async () => {
    const { proposalId, folio } = await published(lucia, { idea: 'uno@x.mx y dos@x.mx piden bancas' });
    const redaction = {
      cityId,
      proposalId,
      actorId: maribel,
      now,
      field: 'idea',
      mask: '[…]',
      reason: 'Correo',
    } as const;
    await Promise.all(
      ['uno@x.mx', 'dos@x.mx'].map((words) => press((tx) => redactProposal(tx, { ...redaction, words }))),
    );
    const seen = await inCity((tx) => publishedProposal(tx, cityId, folio));
    const covered = await inCity((tx) => tx.selectFrom('proposal_redaction').select('nth').execute());
    expect(seen?.idea.match(/\[…\]/g)).toHaveLength(covered.length);
  });

  test('outcomes move the stage forward, again changes nothing, and the ballot ends withdrawing', async () => {
    const { proposalId, folio } = await published();
    const outcome = (stage: OutcomeStage, more = {}) =>
      press((tx) => recordOutcome(tx, { cityId, proposalId, stage, now, actorId: maribel, ...more }));
    await outcome('feasible', { cost: 45_000_000 });
    expect(await inCity((tx) => publishedProposal(tx, cityId, folio))).toMatchObject({
      stage: 'feasible',
      cost: 45_000_000,
    });
    await outcome('on_ballot');
    await outcome('on_ballot');
    expect(await inCity((tx) => publishedProposal(tx, cityId, folio))).toMatchObject({
      stage: 'on_ballot',
      cost: 45_000_000,
    });
    const events = await inCity((tx) =>
      tx.selectFrom('event').select('id').where('name', '=', 'proposal.outcome').execute(),
    );
    expect(events).toHaveLength(2);
    const late = await press((tx) =>
      withdrawProposal(tx, { cityId, proposalId, actorId: lucia, now, reason: 'x' }),
    );
    expect(late).toMatchObject({ reason: 'too-late' });
  });

  test.each([
    ['arboles', true],
    ['árbol', true],
    ['ENCINOS', true],
    ['sembrando encino', true],
    ['SJ27-1', true],
    ['"bancas en la plaza"', true],
    ['piscina', false],
    ['encinos -plaza', false],
    ["'; drop table proposal; --", false],
  ])('a search for %s finds it: %s', async (search, found) => {
    await published(lucia, { idea: 'Sembrar encinos y otros árboles.' });
    expect((await listed(search)).length > 0).toBe(found);
  });

  test('another city sees nothing of it', async () => {
    const { folio } = await published();
    const other = await aCity(database.db, { slug: `other-${slug}` });
    expect(await database.db.inCity(other, (tx) => publishedProposal(tx, cityId, folio))).toBeUndefined();
  });
});

describe('supports', () => {
  const support = (personId: number, proposalId: number) =>
    press((tx) => supportProposal(tx, { cityId, proposalId, personId, resident: true, now }));
  const shown = (folio: string) =>
    inCity(async (tx) => (await publishedProposal(tx, cityId, folio))?.supports);

  test('one for a person, whatever she presses at once', async () => {
    const { proposalId, folio } = await published();
    const answers = await Promise.all(Array.from({ length: 8 }, () => support(tomas, proposalId)));
    expect(answers.filter((answer) => answer.ok && answer.value.added)).toHaveLength(1);
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(await shown(folio)).toBe(1);
  });

  test('nobody supports what is not public, or what was decided', async () => {
    const hidden = await submit(lucia);
    if (!hidden.ok) throw new Error(hidden.reason);
    expect(await support(tomas, hidden.value.proposalId)).toMatchObject({ reason: 'no-such-proposal' });
    const { proposalId } = await published();
    await press((tx) =>
      recordOutcome(tx, { cityId, proposalId, stage: 'feasible', cost: 1, now, actorId: null }),
    );
    expect(await support(tomas, proposalId)).toMatchObject({ reason: 'supports-over' });
  });

  test('residents only, and no more than the blueprint gives', async () => {
    const change = (blueprint: { proposals: { supports: { perPerson: number } } }) => {
      blueprint.proposals.supports.perPerson = 1;
    };
    cycle = await inCity((tx) => aCycle(tx, cityId, { slug: 'few', prefix: 'FW27', change }));
    const first = await published();
    const second = await published();
    const stranger = await press((tx) =>
      supportProposal(tx, { cityId, proposalId: first.proposalId, personId: maribel, resident: false, now }),
    );
    expect(stranger).toMatchObject({ reason: 'not-a-resident' });
    const answers = await Promise.all([support(tomas, first.proposalId), support(tomas, second.proposalId)]);
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.find((answer) => !answer.ok)).toMatchObject({ reason: 'support-limit-reached' });
  });

  test('the sum that is shown is the sum of the rows, whatever is pressed in whatever order at once', async () => {
    const { proposalId, folio } = await published();
    const people = [lucia, tomas, maribel];
    const presses = fc.array(fc.record({ who: fc.nat(2), on: fc.boolean() }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(presses, async (list) => {
        await Promise.all(
          list.map(({ who, on }) => {
            const personId = people[who] as number;
            const input = { cityId, proposalId, personId, resident: true, now };
            return on
              ? press((tx) => supportProposal(tx, input))
              : press((tx) => unsupportProposal(tx, input));
          }),
        );
        const rows = await inCity((tx) => tx.selectFrom('support').select('person_id').execute());
        expect(await shown(folio)).toBe(rows.length);
      }),
      { numRuns: 15 },
    );
  });
});
