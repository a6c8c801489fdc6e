import { buildIfStale } from '../bin/build.js';
import { aCity, setClock } from '../src/city/city.fixtures.ts';
import { departmentsOf } from '../src/city/city-queries.ts';
import { startWeb } from '../src/main.ts';
import { aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import { parseEnvironment } from '../src/platform/env.ts';
import { type Role, roles } from '../src/platform/http/viewer.ts';
import { requestPrivacy } from '../src/privacy/request-privacy.ts';
import { planProject } from '../src/projects/plan-project.ts';
import { postUpdate } from '../src/projects/post-update.ts';
import { countContests } from '../src/results/count-contests.ts';
import { explainCounts } from '../src/results/explain-counts.ts';
import { publishBallots } from '../src/results/publish-ballots.ts';
import { publishResults } from '../src/results/publish-results.ts';
import { recordTieSeed } from '../src/results/record-tie-seed.ts';
import { openBallots } from '../src/voting/open-ballots.ts';
import { afterVoting, anElection, aVote, done } from '../src/voting/voting.fixtures.ts';
import { type TestHouse, testHouse } from '../test/house.ts';

/** `neighbour` has not signed in; Lucía is a resident who has proposed and voted. */
export type Reader = 'neighbour' | 'lucia' | Role;

export interface LateCity {
  readonly house: TestHouse;
  /** http://localhost:PORT */
  readonly address: string;
  readonly readers: ReadonlyMap<Reader, string>;
  /** What stands for a parameter: '/projects/:code' → '/projects/SJ27-P001'. */
  readonly filled: (path: string) => string;
  readonly close: () => Promise<void>;
}

/** San Jacinto after its vote: results and ballots published, one project planned and told of, another without a plan. */
export async function lateCity(): Promise<LateCity> {
  await buildIfStale();
  const house = await testHouse({ demo: true });
  const { db } = house;
  const cityId = await aCity(db);
  await house.assembly.cities.reload();
  const names = await db.inCity(cityId, async (tx) => {
    const election = await anElection(tx, cityId, {
      people: 12,
      demoKey: true,
      change: (blueprint) => Object.assign(blueprint.counting, { fewestBallotsToPublish: 2 }),
    });
    const { cycle, maribel, norte, now, lucia } = election;
    const act = { cityId, cycleId: cycle.id, actorId: maribel };
    done(await recordTieSeed(tx, { ...act, seed: 'Melate 3851: 04 11 23', source: 'Melate', now }));
    const receipt = await aVote(tx, cityId, { personId: lucia, contestId: norte.id, marks: [2, 3], now });
    // People live in the zones in turn: this one is Lucía's neighbour.
    const neighbour = election.voters[Object.keys(election.zones).indexOf('los-nogales')] as number;
    await aVote(tx, cityId, { personId: neighbour, contestId: norte.id, marks: [1], now });
    done(await openBallots(tx, { ...act, privateKey: election.privateKey, now: afterVoting }));
    done(await countContests(tx, { ...act, currency: 'MXN', now: afterVoting }));
    const runs = await tx.selectFrom('count_run').select('id').where('city_id', '=', cityId).execute();
    done(await publishResults(tx, { ...act, runIds: runs.map(({ id }) => id), now: afterVoting }));
    const city = { name: 'San Jacinto', locales: ['es-MX'] };
    const ballots = { cityId, city, contestId: norte.id, actorId: maribel, now: afterVoting };
    done(await publishBallots(tx, ballots));
    while ((await explainCounts(tx, { cityId })) > 0);
    const project = await tx
      .selectFrom('project')
      .select(['id', 'code'])
      .where('city_id', '=', cityId)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const [department] = await departmentsOf(tx, cityId);
    const stages = cycle.blueprint.projects?.stages ?? [];
    done(
      await planProject(tx, {
        ...act,
        projectId: project.id,
        departmentId: department?.id as number,
        stages: stages.map(({ name }, index) => ({ name, promisedOn: `2027-0${4 + index}-15` })),
        today: '2027-03-02',
        now: afterVoting,
      }),
    );
    const body = 'Llegaron las luminarias y empezó la obra.';
    done(await postUpdate(tx, { ...act, projectId: project.id, body, now: afterVoting }));
    const first = (table: 'evaluation_case' | 'booth' | 'role_grant' | 'proposal') =>
      tx.selectFrom(table).select('id').where('city_id', '=', cityId).orderBy('id').executeTakeFirstOrThrow();
    const proposal = await tx
      .selectFrom('proposal')
      .select('folio')
      .where('city_id', '=', cityId)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const madeBy = { cityId, personId: lucia, madeBy: lucia };
    const asked = { kind: 'erasure', words: 'Ya no vivo aquí.', timeZone: 'America/Monterrey' } as const;
    const request = done(await requestPrivacy(tx, { ...madeBy, ...asked, now: afterVoting }));
    await setClock(tx, cityId, afterVoting);
    return {
      lucia,
      request,
      receipt,
      folio: proposal.folio,
      code: project.code,
      contest: norte.id,
      slug: cycle.slug,
      case: (await first('evaluation_case')).id,
      booth: (await first('booth')).id,
      grant: (await first('role_grant')).id,
      proposal: (await first('proposal')).id,
    };
  });
  const readers = await db.inCity(cityId, async (tx) => {
    const cookies = new Map<Reader, string>([['neighbour', '']]);
    cookies.set('lucia', await signedInAs(tx, { cityId, personId: names.lucia }));
    const departmentId = (await departmentsOf(tx, cityId))[0]?.id as number;
    for (const role of roles) {
      const member = { cityId, role, now: afterVoting, ...(role === 'evaluator' && { departmentId }) };
      cookies.set(role, await signedInAs(tx, { cityId, personId: await aStaffMember(tx, member) }));
    }
    return cookies;
  });
  const web = await startWeb(
    parseEnvironment({ PORT: '0', CABILDO_DATA: house.dataFolder, LOG_LEVEL: 'error' }),
    house.assembly,
  );
  const filled = (path: string) =>
    path
      .replace('/vote/receipt/:code', `/vote/receipt/${names.receipt}`)
      .replace('/desk/cases/:id', `/desk/cases/${names.case}`)
      .replace('/desk/booths/:id', `/desk/booths/${names.booth}`)
      .replace('/desk/proposals/:id', `/desk/proposals/${names.proposal}`)
      .replace('/desk/privacy/:id', `/desk/privacy/${names.request}`)
      .replace(':folio', names.folio)
      .replace(':code', names.code)
      .replace(':contest', String(names.contest))
      .replace(':candidate', '2')
      .replace(':slug', names.slug)
      .replace(':grant', String(names.grant))
      // What only an import, a mail or a visit at the counter makes: these pages say that nothing is there.
      .replace(/:\w+/, '999999');
  const close = async () => {
    await web.stop();
    await house.close();
  };
  return { house, address: web.address, readers, filled, close };
}
