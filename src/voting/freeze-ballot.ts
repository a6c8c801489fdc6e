import { sql } from 'kysely';
import { allotmentsOf, type Cycle, cycleById, districtsOf, tracksOf } from '../cycle/cycle-queries.ts';
import { feasibleProposals } from '../evaluation/evaluation-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { recordOutcome } from '../proposals/record-outcome.ts';
import type { ListOrder } from './ballot.ts';
import { type BallotPlan, type PlannedContest, planBallot } from './ballot-plan.ts';
import { countingRuleOf } from './blueprint.ts';
import { buildRoll } from './build-roll.ts';
import type {} from './events.ts';

export interface FreezeBallot {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly order: ListOrder;
  /** Said by a person who saw which feasible proposals no contest takes. */
  readonly leaveOut?: boolean;
}

export type FreezeRefusal =
  | 'no-cycle'
  | 'already-frozen'
  | 'nothing-feasible'
  /** `path` of the blueprint that is null. */
  | 'unknown-setting'
  /** `count` feasible proposals have no contest. */
  | 'left-out';

/** What freezing would make, for a look before it is done. */
export async function ballotPlan(
  tx: Tx,
  cycle: Cycle,
  cityId: number,
  order: ListOrder,
): Promise<BallotPlan> {
  const districts = await districtsOf(tx, cycle);
  const allotments = await allotmentsOf(tx, cycle);
  const proposals = await feasibleProposals(tx, cityId, cycle.id);
  const joined = await joinedInto(tx, cityId, cycle.id);
  const purses = districts.flatMap((district) =>
    allotments
      .filter(({ districtId }) => districtId === district.id)
      .map(({ track, amount }) => ({
        districtId: district.id,
        districtCode: district.code,
        districtName: district.name,
        zoneIds: district.zoneIds,
        track,
        amount,
      })),
  );
  const plan = planBallot({
    proposals: proposals.map((one) => ({ ...one, joined: joined.get(one.proposalId) ?? [] })),
    purses,
    tracks: tracksOf(cycle),
    ballots: cycle.blueprint.voting.ballots,
    ruleOf: (track) => countingRuleOf(cycle.blueprint, track),
    order,
  });
  const ours = cycle.unknown.filter((path) => path.startsWith('voting.') || path.startsWith('counting.'));
  return { ...plan, unknown: [...new Set([...ours, ...plan.unknown])] };
}

/**
 * Freezes the ballot of a cycle once and for all: contests, candidates with their numbers, the hash of each list, and
 * the roll as it stands now. Afterwards a candidate can be withdrawn and a voter added, nothing else.
 */
export async function freezeBallot(tx: Tx, input: FreezeBallot): Promise<Result<BallotPlan, FreezeRefusal>> {
  const { cityId, cycleId, actorId, now, order } = input;
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle) return refuse('no-cycle');
  await sql`select lock_cycle_opening(${cycleId})`.execute(tx);
  const frozen = await tx
    .selectFrom('contest')
    .select('id')
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .limit(1)
    .executeTakeFirst();
  if (frozen) return refuse('already-frozen');
  const plan = await ballotPlan(tx, cycle, cityId, order);
  const [path] = plan.unknown;
  if (path !== undefined) return refuse('unknown-setting', { path });
  if (plan.contests.length === 0) return refuse('nothing-feasible');
  if (plan.leftOut.length > 0 && !input.leaveOut) return refuse('left-out', { count: plan.leftOut.length });
  for (const contest of plan.contests) await writeContest(tx, input, contest, plan.plaintextBytes);
  await buildRoll(tx, cycle, { cityId, actorId, now });
  await record(tx, cityId, {
    name: 'ballot.frozen',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: {
      cycleId,
      contests: plan.contests.length,
      candidates: plan.contests.reduce((sum, { candidates }) => sum + candidates.length, 0),
      leftOut: plan.leftOut.map(({ proposalId }) => proposalId),
    },
  });
  return ok(plan);
}

async function writeContest(
  tx: Tx,
  input: FreezeBallot,
  contest: PlannedContest,
  bytes: number,
): Promise<void> {
  const { cityId, cycleId, actorId, now, order } = input;
  const { purse } = contest;
  const { id: contestId } = await tx
    .insertInto('contest')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      district_id: purse.districtId,
      track: purse.track,
      title: contest.title,
      money: purse.amount,
      ballot: JSON.stringify(contest.ballot),
      rule: JSON.stringify(contest.rule),
      list_version: contest.listVersion,
      list_order: order.by === 'folio' ? 'folio' : `lot:${order.seed}`,
      plaintext_bytes: bytes,
      frozen_at: now,
      frozen_by: actorId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const zones = purse.zoneIds.map((zoneId) => ({ city_id: cityId, contest_id: contestId, zone_id: zoneId }));
  if (zones.length > 0) await tx.insertInto('contest_zone').values(zones).execute();
  for (const one of contest.candidates) {
    const { id: candidateId } = await tx
      .insertInto('candidate')
      .values({
        city_id: cityId,
        contest_id: contestId,
        number: one.number,
        title: one.title,
        summary: one.idea,
        cost: one.cost,
        department_id: one.departmentId,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const { proposalId } of [one, ...one.joined]) {
      const row = { city_id: cityId, proposal_id: proposalId, candidate_id: candidateId };
      await tx.insertInto('candidate_proposal').values(row).execute();
    }
    await recordOutcome(tx, {
      cityId,
      proposalId: one.proposalId,
      stage: 'on_ballot',
      cost: one.cost,
      actorId,
      now,
    });
  }
}

/** Proposals that a revealed decision joined into another one, by that one's id. */
async function joinedInto(
  tx: Tx,
  cityId: number,
  cycleId: number,
): Promise<Map<number, { proposalId: number; folio: string }[]>> {
  const rows = await tx
    .selectFrom('proposal_outcome as o')
    .innerJoin('proposal as p', (join) =>
      join.onRef('p.city_id', '=', 'o.city_id').onRef('p.id', '=', 'o.proposal_id'),
    )
    .select(['o.joined_to', 'p.id', 'p.folio'])
    .where('o.city_id', '=', cityId)
    .where('p.cycle_id', '=', cycleId)
    .where('o.stage', '=', 'joined')
    .orderBy('p.folio')
    .execute();
  const groups = new Map<number, { proposalId: number; folio: string }[]>();
  for (const { joined_to, id, folio } of rows) {
    if (joined_to === null) continue;
    groups.set(joined_to, [...(groups.get(joined_to) ?? []), { proposalId: id, folio }]);
  }
  return groups;
}
