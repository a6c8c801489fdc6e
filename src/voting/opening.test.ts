import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { generateKeyPair } from './hpke.ts';
import { openBallots } from './open-ballots.ts';
import { sealBallot } from './seal.ts';
import { receiptByCode } from './voter-queries.ts';
import { afterVoting, anElection, anOpenedElection, aVote, done, type Election } from './voting.fixtures.ts';
import { ballotsToCount } from './voting-queries.ts';
import { withdrawCandidate } from './withdraw-candidate.ts';

let test: TestDatabase;
let slugs = 0;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

async function inElection(
  story: (tx: Tx, election: Awaited<ReturnType<typeof anElection>>) => Promise<void>,
  wish: Parameters<typeof anElection>[2] = {},
): Promise<void> {
  slugs += 1;
  const cityId = await aCity(test.db, { slug: `opening-${slugs}` });
  await test.db.inCity(cityId, async (tx) => story(tx, await anElection(tx, cityId, wish)));
}

function opening(election: Election, over: { now?: Date; privateKey?: Buffer } = {}) {
  const { cityId, cycle, maribel: actorId, privateKey } = election;
  return { cityId, cycleId: cycle.id, actorId, now: afterVoting, privateKey, ...over };
}

/** People of Sector Norte in the order of their entries: every second one of the story's voters, by zone. */
async function northern(tx: Tx, { cityId, norte }: Election): Promise<number[]> {
  const rows = await tx
    .selectFrom('roll_entry as r')
    .innerJoin('contest_zone as z', (join) =>
      join.onRef('z.city_id', '=', 'r.city_id').onRef('z.zone_id', '=', 'r.zone_id'),
    )
    .select('r.person_id')
    .where('r.city_id', '=', cityId)
    .where('z.contest_id', '=', norte.id)
    .orderBy('r.id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

describe('the opening', () => {
  it('waits for the close and for the right key; until then nothing is written', () =>
    inElection(async (tx, election) => {
      await aVote(tx, election.cityId, {
        personId: election.lucia,
        contestId: election.norte.id,
        marks: [1],
      });
      const early = await openBallots(tx, opening(election, { now: election.now }));
      expect(early).toMatchObject({ reason: 'not-closed' });
      const wrong = await openBallots(tx, opening(election, { privateKey: generateKeyPair().privateKey }));
      expect(wrong).toMatchObject({ reason: 'wrong-key' });
      expect(await tx.selectFrom('opened_ballot').selectAll().execute()).toEqual([]);
      expect(await tx.selectFrom('opening').selectAll().execute()).toEqual([]);
      done(await openBallots(tx, opening(election)));
      expect(await openBallots(tx, opening(election))).toMatchObject({ reason: 'already-opened' });
    }));

  it('gives the last vote of each, with blank ones, and papers beside them', async () => {
    const cityId = await aCity(test.db, { slug: 'opened' });
    await test.db.inCity(cityId, async (tx) => {
      const { norte, sur } = await anOpenedElection(tx, cityId);
      const ballots = await ballotsToCount(tx, cityId, norte.id);
      expect(ballots.map(({ marks, validity, channel }) => [channel, validity, marks])).toEqual([
        ['web', 'blank', []],
        ['web', 'valid', [1]],
        ['web', 'valid', [1, 3]],
        ['web', 'valid', [2, 3]],
        ['paper', 'valid', [1, 5]],
        ['paper', 'valid', [4]],
      ]);
      expect(await ballotsToCount(tx, cityId, sur.id)).toEqual([]);
    });
  });

  it('counts what a person changed to, and her receipt says at last which envelope did not count', () =>
    inElection(async (tx, election) => {
      const { cityId, lucia, norte } = election;
      const first = await aVote(tx, cityId, { personId: lucia, contestId: norte.id, marks: [1] });
      const second = await aVote(tx, cityId, { personId: lucia, contestId: norte.id, marks: [2] });
      expect((await receiptByCode(tx, cityId, first))?.ended).toBeNull();
      done(await openBallots(tx, opening(election)));
      expect((await ballotsToCount(tx, cityId, norte.id)).map(({ marks }) => marks)).toEqual([[2]]);
      expect((await receiptByCode(tx, cityId, first))?.ended).toBe('replaced');
      expect(await receiptByCode(tx, cityId, second)).toMatchObject({ ended: null, opened: true });
    }));

  it('finds void what breaks the rule, is no ballot, or was moved from another voter; repairs nothing', () =>
    inElection(
      async (tx, election) => {
        const { cityId, norte, privateKey: _, voters } = election;
        const people = (await northern(tx, election)).slice(0, 4) as [number, number, number, number];
        expect(voters.length).toBe(12);
        for (const personId of people) await aVote(tx, cityId, { personId, contestId: norte.id, marks: [2] });
        const envelopes = await tx.selectFrom('envelope').selectAll().orderBy('id').execute();
        const { public_key } = await tx.selectFrom('ballot_key').selectAll().executeTakeFirstOrThrow();
        const reseal = (index: number, marks: number[]) => {
          const { cycle_id, contest_id, list_version, pseudonym } = envelopes[
            index
          ] as (typeof envelopes)[number];
          const place = {
            cityId,
            cycleId: cycle_id,
            contestId: contest_id,
            listVersion: list_version,
            pseudonym,
          };
          return sealBallot(public_key, place, marks, norte.plaintextBytes);
        };
        // Only the tables' owner can do this; a browser that seals itself could send the first of them.
        const tamper = async (index: number, sealed: Buffer) =>
          tampered.push([envelopes[index]?.id as number, sealed]);
        const tampered: [number, Buffer][] = [];
        await tamper(0, reseal(0, [1, 2, 3]));
        await tamper(1, reseal(1, [77]));
        await tamper(2, envelopes[3]?.sealed as Buffer);
        await sql`commit`.execute(tx);
        await asOwner(cityId, tampered);
        await sql.raw(`begin; set local app.city_id = ${cityId}`).execute(tx);
        expect(done(await openBallots(tx, opening(election)))).toEqual({
          envelopes: 4,
          valid: 1,
          blank: 0,
          void: 3,
        });
        const ballots = await ballotsToCount(tx, cityId, norte.id);
        expect(ballots.map(({ marks, voidReason }) => [voidReason, marks])).toEqual([
          [null, [2]],
          ['does-not-open', []],
          ['over-budget', [1, 2, 3]],
          ['unknown-candidate', [77]],
        ]);
      },
      { people: 12 },
    ));

  it('keeps a ballot whole that marks a candidate withdrawn since', () =>
    inElection(async (tx, election) => {
      const { cityId, lucia, norte, maribel, now } = election;
      await aVote(tx, cityId, { personId: lucia, contestId: norte.id, marks: [1, 3] });
      const candidate = await tx
        .selectFrom('candidate')
        .select('id')
        .where('number', '=', 1)
        .executeTakeFirstOrThrow();
      const reason = 'El terreno se vendió.';
      done(await withdrawCandidate(tx, { cityId, actorId: maribel, now, candidateId: candidate.id, reason }));
      done(await openBallots(tx, opening(election)));
      expect(await ballotsToCount(tx, cityId, norte.id)).toMatchObject([
        { marks: [1, 3], validity: 'valid' },
      ]);
    }));
});

/** Changes sealed bytes past every grant and trigger, as an intruder with the owner's password would. */
async function asOwner(cityId: number, rows: readonly (readonly [number, Buffer])[]): Promise<void> {
  const client = await test.ownerPool.connect();
  try {
    await client.query(`begin; set local app.city_id = ${cityId}`);
    await client.query('alter table envelope disable trigger envelope_ends_once');
    for (const [id, sealed] of rows)
      await client.query('update envelope set sealed = $2 where id = $1', [id, sealed]);
    await client.query('alter table envelope enable trigger envelope_ends_once');
    await client.query('commit');
  } finally {
    client.release();
  }
}

describe('linking voters to opened ballots by order', () => {
  /** Every order that a table has without being asked for one. */
  const orders = ['position', 'ctid', 'xmin::text::bigint, ctid'];

  /**
   * Everybody votes in the order of her entry, one candidate each, so that a table that kept any order at all would give
   * all away. The guess for voter n is the n-th row; the answer is the share of right guesses, by order.
   */
  async function hits(table: 'opened_ballot' | 'naive_ballot'): Promise<number[]> {
    slugs += 1;
    const cityId = await aCity(test.db, { slug: `linkage-${slugs}` });
    return test.db.inCity(cityId, async (tx) => {
      const election = await anElection(tx, cityId, { people: 120 });
      const people = await northern(tx, election);
      const choices = people.map(() => Math.floor(Math.random() * 5) + 1);
      for (const [index, personId] of people.entries()) {
        await aVote(tx, cityId, {
          personId,
          contestId: election.norte.id,
          marks: [choices[index] as number],
        });
      }
      done(await openBallots(tx, opening(election)));
      if (table === 'naive_ballot') await naiveTable(tx, choices);
      const shares: number[] = [];
      for (const order of orders) {
        const { rows } = await sql<{ marks: number[] }>`
          select marks from ${sql.raw(table)} order by ${sql.raw(order)}`.execute(tx);
        expect(rows).toHaveLength(people.length);
        shares.push(rows.filter(({ marks }, index) => marks[0] === choices[index]).length / people.length);
      }
      return shares;
    });
  }

  /** What a program would have that opens one envelope after the other and writes down what was in it. */
  async function naiveTable(tx: Tx, choices: readonly number[]): Promise<void> {
    await sql`create temp table naive_ballot (position int, marks int[]) on commit drop`.execute(tx);
    for (const [index, choice] of choices.entries()) {
      await sql`insert into naive_ballot values (${index}, ${[choice]})`.execute(tx);
    }
  }

  it('is no better than chance, which is one in five', async () => {
    for (const share of await hits('opened_ballot')) expect(share).toBeLessThan(0.5);
  });

  it('finds everybody in a table that kept the order (the control of this test)', async () => {
    expect(await hits('naive_ballot')).toEqual([1, 1, 1]);
  });
});

describe('a key', () => {
  it('of another cycle opens nothing here', () =>
    inElection(async (tx, election) => {
      const other = await aCity(test.db, { slug: `other-${randomUUID().slice(0, 8)}` });
      const theirs = await test.db.inCity(other, (otherTx) => anElection(otherTx, other));
      const answer = await openBallots(tx, opening(election, { privateKey: theirs.privateKey }));
      expect(answer).toMatchObject({ reason: 'wrong-key' });
    }));
});
