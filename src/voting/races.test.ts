import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { castVote } from './cast-vote.ts';
import { checkIn } from './check-in.ts';
import { enterPaperBallot } from './enter-paper-ballot.ts';
import { openBallots } from './open-ballots.ts';
import { voterOf } from './voter-queries.ts';
import { afterVoting, anElection, aVote, done, type Election } from './voting.fixtures.ts';

let test: TestDatabase;
let cityId: number;
let election: Election & { readonly voters: readonly number[] };
const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => test.db.inCity(cityId, work);

beforeAll(async () => {
  test = await testDatabase();
  cityId = await aCity(test.db);
  election = await inCity((tx) => anElection(tx, cityId, { people: 60 }));
});
afterAll(() => test.close());

async function contestOf(personId: number): Promise<{ contestId: number; listVersion: string }> {
  const voter = await inCity((tx) => voterOf(tx, cityId, election.cycle.id, personId));
  const contest = voter?.ballots[0]?.contestId === election.sur.id ? election.sur : election.norte;
  return { contestId: contest.id, listVersion: contest.listVersion };
}

describe('many hands at once', () => {
  it('50 voters with 20 votes each beside check-ins: exactly one counts, and paper wins', async () => {
    const { now, rosa, boothId } = election;
    const voters = election.voters.slice(0, 50);
    const onPaper = new Set(voters.filter((_, index) => index % 2 === 0));
    const attempts: (() => Promise<unknown>)[] = [];
    for (const actorId of voters) {
      const where = await contestOf(actorId);
      for (let press = 0; press < 20; press += 1) {
        const vote = {
          cityId,
          actorId,
          now,
          ...where,
          marks: [(press % 3) + 1],
          formKey: `press-${actorId}-${press % 7}`,
        };
        attempts.push(() => inCity((tx) => castVote(tx, vote)));
      }
      if (onPaper.has(actorId)) {
        attempts.push(() =>
          inCity((tx) => checkIn(tx, { cityId, actorId: rosa, now, boothId, personId: actorId })),
        );
      }
    }
    attempts.sort(() => Math.random() - 0.5);
    // As many as two pools of connections would take; all 1,025 at once would test the waiting line.
    const hand = async () => {
      for (let next = attempts.pop(); next; next = attempts.pop()) await next();
    };
    await Promise.all(Array.from({ length: 40 }, hand));
    const live = await inCity((tx) =>
      tx
        .selectFrom('envelope as e')
        .innerJoin('roll_entry as r', (join) =>
          join.onRef('r.city_id', '=', 'e.city_id').onRef('r.id', '=', 'e.roll_entry_id'),
        )
        .select('r.person_id')
        .where('e.ended', 'is', null)
        .execute(),
    );
    const counted = live.map(({ person_id }) => person_id).sort((one, other) => one - other);
    expect(counted).toEqual(voters.filter((person) => !onPaper.has(person)));
  });

  it('one box and many keyboards: never more papers than check-ins', async () => {
    const { now, rosa, boothId } = election;
    const enter = (contestId: number) =>
      inCity((tx) => enterPaperBallot(tx, { cityId, actorId: rosa, now, boothId, contestId, marks: [1] }));
    const answers = await Promise.all(Array.from({ length: 40 }, () => enter(election.norte.id)));
    // 25 were checked in above, in turn over the six zones, of which three lie in this district.
    const checkedIn = await inCity(async (tx) => {
      const { rows } = await sql<{ people: number }>`
        select count(*) as people from check_in i
          join roll_entry r on r.city_id = i.city_id and r.id = i.roll_entry_id
          join contest_zone z on z.city_id = r.city_id and z.zone_id = r.zone_id
          where z.contest_id = ${election.norte.id}`.execute(tx);
      return rows[0]?.people;
    });
    expect(answers.filter(({ ok }) => ok)).toHaveLength(checkedIn as number);
  });

  it('two openings at once: one opens, the other is told', async () => {
    const { cycle, maribel: actorId, privateKey } = election;
    const act = { cityId, cycleId: cycle.id, actorId, now: afterVoting, privateKey };
    const answers = await Promise.all([1, 2].map(() => inCity((tx) => openBallots(tx, act))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ reason: 'already-opened' });
  });
});

describe('the walls of the database, whatever the code does', () => {
  /** What a city's tables answer to a program that forgot every rule. */
  async function forbidden(work: (tx: Tx, other: Election) => Promise<unknown>): Promise<string> {
    const slug = `walls-${randomUUID().slice(0, 8)}`;
    const ownCity = await aCity(test.db, { slug });
    const failure = await test.db
      .inCity(ownCity, async (tx) => work(tx, await anElection(tx, ownCity)))
      .then(() => ({ constraint: 'nothing stopped it', message: '' }))
      .catch((error: { constraint?: string; message: string }) => error);
    return failure.constraint ?? failure.message;
  }

  function bareEnvelope(
    tx: Tx,
    { cityId: city, cycle, norte }: Election,
    rollEntryId: number,
    keyId: string,
  ) {
    return tx.insertInto('envelope').values({
      city_id: city,
      cycle_id: cycle.id,
      contest_id: norte.id,
      roll_entry_id: rollEntryId,
      pseudonym: randomUUID(),
      key_id: keyId,
      list_version: norte.listVersion,
      sealed: Buffer.alloc(8),
      channel: 'web',
      cast_at: election.now,
      receipt: randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase(),
      form_key: randomUUID(),
    });
  }

  async function lucias(
    tx: Tx,
    { cityId: city, cycle, lucia }: Election,
  ): Promise<{ entry: number; key: string }> {
    const voter = await voterOf(tx, city, cycle.id, lucia);
    const { key_id } = await tx.selectFrom('ballot_key_check').select('key_id').executeTakeFirstOrThrow();
    return { entry: voter?.rollEntryId as number, key: key_id };
  }

  it('one live envelope per voter and contest', async () => {
    const stopped = await forbidden(async (tx, other) => {
      const { entry, key } = await lucias(tx, other);
      await bareEnvelope(tx, other, entry, key).execute();
      await bareEnvelope(tx, other, entry, key).execute();
    });
    expect(stopped).toBe('envelope_live');
  });

  it('no envelope after paper', async () => {
    const stopped = await forbidden(async (tx, other) => {
      const { entry, key } = await lucias(tx, other);
      const { cityId: city, rosa, boothId, lucia, now } = other;
      done(await checkIn(tx, { cityId: city, actorId: rosa, now, boothId, personId: lucia }));
      await bareEnvelope(tx, other, entry, key).execute();
    });
    expect(stopped).toBe('envelope_after_check_in');
  });

  it('no envelope brought back to life, none deleted, none rewritten', async () => {
    const revived = await forbidden(async (tx, other) => {
      const { cityId: city, lucia, norte } = other;
      await aVote(tx, city, { personId: lucia, contestId: norte.id, marks: [1] });
      await aVote(tx, city, { personId: lucia, contestId: norte.id, marks: [2] });
      await tx
        .updateTable('envelope')
        .set({ ended: null, ended_at: null })
        .where('ended', '=', 'replaced')
        .execute();
    });
    expect(revived).toBe('envelope_ends_once');
    expect(await forbidden((tx) => tx.deleteFrom('envelope').execute())).toMatch(/permission denied/);
    const rewritten = await forbidden((tx) =>
      tx
        .updateTable('envelope')
        .set({ sealed: Buffer.alloc(8) })
        .execute(),
    );
    expect(rewritten).toMatch(/permission denied/);
  });

  it('no paper beyond the check-ins', async () => {
    const stopped = await forbidden((tx, { cityId: city, boothId, norte, rosa, now }) =>
      tx
        .insertInto('paper_ballot')
        .values({
          city_id: city,
          booth_id: boothId,
          contest_id: norte.id,
          marks: [1],
          validity: 'valid',
          entered_by: rosa,
          entered_at: now,
        })
        .execute(),
    );
    expect(stopped).toBe('paper_exceeds_check_ins');
  });

  it('nothing after the opening', async () => {
    const opened = (then: (tx: Tx, other: Election) => Promise<unknown>) =>
      forbidden(async (tx, other) => {
        const { cityId: city, cycle, maribel, privateKey } = other;
        done(
          await openBallots(tx, {
            cityId: city,
            cycleId: cycle.id,
            actorId: maribel,
            now: afterVoting,
            privateKey,
          }),
        );
        await then(tx, other);
      });
    const cast = await opened(async (tx, other) => {
      const { entry, key } = await lucias(tx, other);
      await bareEnvelope(tx, other, entry, key).execute();
    });
    expect(cast).toBe('envelope_after_opening');
    const checkedIn = await opened(async (tx, other) => {
      const { entry } = await lucias(tx, other);
      const row = {
        city_id: other.cityId,
        roll_entry_id: entry,
        booth_id: other.boothId,
        officer_id: other.rosa,
      };
      await tx
        .insertInto('check_in')
        .values({ ...row, at: other.now })
        .execute();
    });
    expect(checkedIn).toBe('check_in_after_opening');
  });
});
