import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { departmentsOf } from '../city/city-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { connectEvents } from '../platform/events/events.ts';
import { type Viewer, visitor } from '../platform/http/viewer.ts';
import { dayIn } from '../platform/time.ts';
import { publishResults } from '../results/publish-results.ts';
import { aCountedElection, actOf, runIdsOf } from '../results/results.fixtures.ts';
import { publishedResults } from '../results/results-queries.ts';
import { finishMilestone, moveMilestone } from './change-milestone.ts';
import { openProjectsOnResult } from './open-projects.ts';
import { isOwed } from './project.ts';
import { mayChange } from './project-policy.ts';
import { projectByCode, projectHistory, projectsOf } from './project-queries.ts';
import { aPlan, aWonElection, type WonElection } from './projects.fixtures.ts';
import { recordMoney } from './record-money.ts';

let test: TestDatabase;
let cities = 0;
beforeAll(async () => {
  test = await testDatabase();
  connectEvents([openProjectsOnResult], async () => {});
});
afterAll(() => test.close());

const city = () => {
  cities += 1;
  return aCity(test.db, { slug: `projects-${cities}` });
};

async function inWonElection(story: (tx: Tx, election: WonElection) => Promise<void>): Promise<void> {
  const cityId = await city();
  await test.db.inCity(cityId, async (tx) => story(tx, await aWonElection(tx, cityId)));
}

const zone = 'America/Monterrey';
const first = ({ projects }: WonElection) => projects[0] as WonElection['projects'][number];
const parques = async (tx: Tx, { cityId }: WonElection) =>
  (await departmentsOf(tx, cityId)).find(({ code }) => code === 'parques')?.id as number;
const common = (election: WonElection) => {
  const { cityId, actorId, now } = actOf(election);
  return { cityId, actorId, now, today: dayIn(zone, now) };
};
const shown = (tx: Tx, election: WonElection) =>
  projectByCode(tx, election.cityId, first(election).code, zone, actOf(election).now);

describe('a published result', () => {
  it('opens a project for each winner in the same transaction, with what the ballot promised', () =>
    inWonElection(async (tx, { projects, cityId }) => {
      expect(projects.map(({ code }) => code)).toEqual(['SJ27-P001', 'SJ27-P002', 'SJ27-P003']);
      const rows = await tx.selectFrom('project').select(['title', 'promised']).execute();
      expect(new Map(rows.map(({ title, promised }) => [title, promised]))).toEqual(
        new Map([
          ['Cancha techada de Los Nogales', 180_000_000],
          ['Huerto de Valle Alto', 60_000_000],
          ['Bebederos en la plaza', 25_000_000],
        ]),
      );
      const opened = await tx
        .selectFrom('event')
        .select('name')
        .where('name', '=', 'project.opened')
        .execute();
      expect(opened).toHaveLength(3);
      expect(cityId).toBeGreaterThan(0);
    }));

  it('opens nothing when it is undone', async () => {
    const cityId = await city();
    const undone = test.db.inCity(cityId, async (tx) => {
      await aWonElection(tx, cityId);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await test.db.inCity(cityId, async (tx) => {
      expect(await tx.selectFrom('project').selectAll().execute()).toEqual([]);
    });
  });

  it('corrected, opens what is missing and leaves what was promised', () =>
    inWonElection(async (tx, election) => {
      const reason = 'Una mesa entregó tarde su acta.';
      const request = { ...actOf(election), runIds: await runIdsOf(tx, election), reason };
      expect((await publishResults(tx, request)).ok).toBe(true);
      expect(await tx.selectFrom('project').select('code').orderBy('code').execute()).toEqual(
        election.projects.map(({ code }) => ({ code })),
      );
    }));

  it('corrected, and the correction corrected, follows the newest each time: proposal, project and sums', () =>
    inWonElection(async (tx, election) => {
      const { cityId, cycle } = election;
      const { candidateId } = await tx
        .selectFrom('project')
        .select('candidate_id as candidateId')
        .where('code', '=', first(election).code)
        .executeTakeFirstOrThrow();
      const { proposalId } = await tx
        .selectFrom('candidate_proposal')
        .select('proposal_id as proposalId')
        .where('candidate_id', '=', candidateId)
        .executeTakeFirstOrThrow();
      const stands = async () => {
        const shown = await tx
          .selectFrom('published_proposal')
          .select('stage')
          .where('proposal_id', '=', proposalId)
          .executeTakeFirstOrThrow();
        const found = await projectByCode(tx, cityId, first(election).code, zone, actOf(election).now);
        return [shown.stage, found?.state.kind, found && isOwed(found)];
      };
      const correct = async (wins: boolean, reason: string) => {
        await recount(tx, candidateId, wins);
        const request = { ...actOf(election), runIds: await runIdsOf(tx, election), reason };
        expect((await publishResults(tx, request)).ok).toBe(true);
      };
      expect(await stands()).toEqual(['won', 'no-plan', true]);
      await correct(false, 'Una mesa contó dos veces.');
      expect(await stands()).toEqual(['not_won', 'corrected', false]);
      await correct(true, 'El tribunal restituyó los votos.');
      expect(await stands()).toEqual(['won', 'no-plan', true]);
      await correct(true, 'Se corrigió una errata.');
      await correct(false, 'Sentencia definitiva.');
      expect(await stands()).toEqual(['not_won', 'corrected', false]);
      const told = await tx
        .selectFrom('event')
        .select('name')
        .where('name', '=', 'proposal.outcome')
        .where('subject', '=', `proposal:${proposalId}`)
        .execute();
      // Feasible and on the ballot come from elsewhere; a repeated result is no news.
      expect(told.length).toBeGreaterThanOrEqual(4);
      const all = await projectsOf(tx, cityId, { id: cycle.id, publishedAt: new Date() }, zone, new Date());
      expect(all).toHaveLength(3);
    }));

  it('shows a winner without a project row as one without a plan, never as nothing', async () => {
    const cityId = await city();
    const election = await test.db.inCity(cityId, (tx) => aCountedElection(tx, cityId));
    connectEvents([], async () => {});
    await test.db.inCity(cityId, async (tx) => {
      const { now } = actOf(election);
      await publishResults(tx, { ...actOf(election), runIds: await runIdsOf(tx, election) });
      const results = await publishedResults(tx, cityId, election.cycle.id);
      const cycle = { id: election.cycle.id, publishedAt: results?.publishedAt ?? now };
      const month = new Date(now.getTime() + 30 * 86_400_000);
      const all = await projectsOf(tx, cityId, cycle, zone, month);
      expect(all.map(({ code, state }) => [code, state])).toEqual(
        Array.from({ length: 3 }, () => [null, { kind: 'no-plan', days: 30 }]),
      );
    });
    connectEvents([openProjectsOnResult], async () => {});
  });
});

/** A newer run of the candidate's contest in which it wins, or does not: what a real recount after a ruling gives. */
async function recount(tx: Tx, candidateId: number, wins: boolean): Promise<void> {
  const { contest_id, number } = await tx
    .selectFrom('candidate')
    .select(['contest_id', 'number'])
    .where('id', '=', candidateId)
    .executeTakeFirstOrThrow();
  const { id: _id, ...run } = await tx
    .selectFrom('count_run')
    .selectAll()
    .where('contest_id', '=', contest_id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const outcome = JSON.parse(run.outcome) as { winners: string[] };
  const others = outcome.winners.filter((one) => one !== String(number));
  const winners = wins ? [String(number), ...others] : others;
  await tx
    .insertInto('count_run')
    .values({ ...run, outcome: JSON.stringify({ ...outcome, winners }) })
    .execute();
}

describe('a plan', () => {
  it('is published once, by somebody who exists, in an order that can happen, and not for yesterday', () =>
    inWonElection(async (tx, election) => {
      const projectId = first(election).id;
      const departmentId = await parques(tx, election);
      const plan = (days: string[], over = {}) =>
        aPlan(tx, election, { projectId, departmentId, days, ...over });
      const order = await plan(['2027-09-01', '2027-08-01']);
      expect(order).toMatchObject({ reason: 'out-of-order', details: { stage: 'Etapa 2' } });
      expect(await plan(['2020-01-01'])).toMatchObject({ reason: 'in-past' });
      expect(await plan(['2027-09-01'], { departmentId: 999 })).toMatchObject({
        reason: 'unknown-department',
      });
      expect(await plan(['2027-09-01'], { projectId: 999 })).toMatchObject({ reason: 'unknown-project' });
      expect((await shown(tx, election))?.milestones).toEqual([]);
      expect((await plan(['2027-08-01', '2027-09-01'])).ok).toBe(true);
      expect(await plan(['2027-10-01'])).toMatchObject({ reason: 'already-planned' });
      const project = await shown(tx, election);
      expect(project?.milestones.map(({ promisedOn, expectedOn }) => [promisedOn, expectedOn])).toEqual([
        ['2027-08-01', '2027-08-01'],
        ['2027-09-01', '2027-09-01'],
      ]);
      expect(project?.department).toBe('Parques y Jardines');
    }));

  it('by two people at once is one plan', async () => {
    const cityId = await city();
    const election = await test.db.inCity(cityId, (tx) => aWonElection(tx, cityId));
    const plan = (day: string) =>
      test.db.inCity(cityId, async (tx) =>
        aPlan(tx, election, {
          projectId: first(election).id,
          departmentId: await parques(tx, election),
          days: [day],
        }),
      );
    const done = await Promise.all([plan('2027-08-01'), plan('2027-09-01')]);
    expect(done.map((one) => (one.ok ? 'planned' : one.reason)).sort()).toEqual([
      'already-planned',
      'planned',
    ]);
    await test.db.inCity(cityId, async (tx) => {
      expect((await shown(tx, election))?.milestones).toHaveLength(1);
    });
  });
});

describe('a milestone', () => {
  async function planned(tx: Tx, election: WonElection) {
    const projectId = first(election).id;
    const departmentId = await parques(tx, election);
    await aPlan(tx, election, { projectId, departmentId, days: ['2027-08-01', '2027-09-01'] });
    const [one, two] = (await shown(tx, election))?.milestones ?? [];
    return { one: one?.id as number, two: two?.id as number };
  }

  it('is moved with a reason, and the first promise stays what it was', () =>
    inWonElection(async (tx, election) => {
      const { one } = await planned(tx, election);
      const move = (expectedOn: string, milestoneId = one) =>
        moveMilestone(tx, { ...common(election), milestoneId, expectedOn, reason: 'Llovió todo agosto.' });
      expect(await move('2027-08-01')).toMatchObject({ reason: 'unchanged' });
      expect(await move('2020-01-01')).toMatchObject({ reason: 'in-past' });
      expect(await move('2027-08-20', 999)).toMatchObject({ reason: 'unknown-milestone' });
      expect((await move('2027-08-20')).ok).toBe(true);
      const project = await shown(tx, election);
      expect(project?.milestones[0]).toMatchObject({ promisedOn: '2027-08-01', expectedOn: '2027-08-20' });
      expect(project?.state).toEqual({ kind: 'late', days: 19 });
      const { changes } = await projectHistory(tx, election.cityId, first(election).id);
      expect(changes).toMatchObject([
        { field: 'expected_on', was: '2027-08-01', nowIs: '2027-08-20', reason: 'Llovió todo agosto.' },
      ]);
    }));

  it('is finished in its turn, on a day that has come, once', () =>
    inWonElection(async (tx, election) => {
      const { one, two } = await planned(tx, election);
      const { today } = common(election);
      const finish = (milestoneId: number, doneOn = today) =>
        finishMilestone(tx, { ...common(election), milestoneId, doneOn, reason: 'Quedó lista.' });
      expect(await finish(two)).toMatchObject({ reason: 'earlier-open', details: { stage: 'Etapa 1' } });
      expect(await finish(one, '2099-01-01')).toMatchObject({ reason: 'in-future' });
      expect((await finish(one)).ok).toBe(true);
      expect(await finish(one)).toMatchObject({ reason: 'already-done' });
      const late = { ...common(election), milestoneId: one, expectedOn: '2027-12-01', reason: 'Otra vez.' };
      expect(await moveMilestone(tx, late)).toMatchObject({ reason: 'already-done' });
      expect((await finish(two)).ok).toBe(true);
      expect((await shown(tx, election))?.state).toMatchObject({ kind: 'delivered', late: 0 });
    }));
});

describe('money', () => {
  it('is written in lines that are never changed; a correction may not go below what was reported', () =>
    inWonElection(async (tx, election) => {
      const projectId = first(election).id;
      const { today } = common(election);
      const line = (amount: number, over = {}) =>
        recordMoney(tx, {
          ...common(election),
          projectId,
          kind: 'paid',
          amount,
          concept: 'Anticipo',
          onDay: today,
          ...over,
        });
      expect(await line(0)).toMatchObject({ reason: 'nothing' });
      expect(await line(5, { onDay: '2099-01-01' })).toMatchObject({ reason: 'in-future' });
      expect(await line(5, { projectId: 999 })).toMatchObject({ reason: 'unknown-project' });
      expect(await line(-1)).toMatchObject({ reason: 'below-zero' });
      expect((await line(1_000_050)).ok).toBe(true);
      expect((await line(-50)).ok).toBe(true);
      expect(await line(-1_000_001)).toMatchObject({ reason: 'below-zero' });
      expect((await line(7, { kind: 'approved' })).ok).toBe(true);
      expect((await shown(tx, election))?.money).toEqual({
        approved: 7,
        committed: 0,
        accrued: 0,
        paid: 1_000_000,
      });
      const { lines } = await projectHistory(tx, election.cityId, projectId);
      expect(lines.map(({ amount }) => amount)).toEqual([7, -50, 1_000_050]);
    }));

  it('taken back by two people at once never goes below zero', async () => {
    const cityId = await city();
    const election = await test.db.inCity(cityId, (tx) => aWonElection(tx, cityId));
    const line = (amount: number) =>
      test.db.inCity(cityId, (tx) => {
        const { today } = common(election);
        const what = { kind: 'paid' as const, concept: 'Estimación', onDay: today, amount };
        return recordMoney(tx, { ...common(election), projectId: first(election).id, ...what });
      });
    await line(100);
    const done = await Promise.all([line(-60), line(-60), line(-60)]);
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    await test.db.inCity(cityId, async (tx) => {
      expect((await shown(tx, election))?.money.paid).toBe(40);
    });
  });
});

describe('who may change a project', () => {
  const viewer = (role: Viewer['roles'][number]['role'], departmentId: number | null, over = {}): Viewer => ({
    ...visitor,
    personId: 1,
    roles: [{ role, departmentId }],
    secondFactor: true,
    ...over,
  });

  it('is its own department, whoever manages the whole city, and who answers for the cycle', () => {
    const ours = { departmentId: 3 };
    const orphan = { departmentId: null };
    expect(mayChange(viewer('project_manager', 3), ours)).toBe(true);
    expect(mayChange(viewer('project_manager', 4), ours)).toBe(false);
    expect(mayChange(viewer('project_manager', null), ours)).toBe(true);
    expect(mayChange(viewer('project_manager', 3), orphan)).toBe(false);
    expect(mayChange(viewer('coordinator', null), orphan)).toBe(true);
    expect(mayChange(viewer('administrator', null), ours)).toBe(true);
    expect(mayChange(viewer('evaluator', 3), ours)).toBe(false);
    expect(mayChange(viewer('observer', null), ours)).toBe(false);
    expect(mayChange(viewer('project_manager', 3, { secondFactor: false }), ours)).toBe(false);
    expect(mayChange(visitor, ours)).toBe(false);
  });
});
