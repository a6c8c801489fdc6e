import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Refusal, type Result, refuse } from '../platform/result.ts';
import type { CaseOutcome } from './case.ts';
import { totalCost } from './opinion.ts';
import { type CaseRefusal, type LockedCase, lockCase, moveCase, touchCase } from './records/case-row.ts';
import { writeDecision } from './records/decision-row.ts';
import { departmentsCost, opinionTally } from './records/opinion-row.ts';
import { costLimits } from './records/rules.ts';

interface Input {
  readonly cityId: number;
  readonly caseId: number;
  /** The case's revision that the actor saw. */
  readonly revision: number;
  readonly outcome: CaseOutcome;
  /** Minor units; kept only for a feasible outcome. */
  readonly cost: number | null;
  /** Why the cost is not what the departments' lines add up to; '' where it is. */
  readonly costReason: string;
  readonly reasons: string;
  readonly effects: string;
  /** The proposal that this one is joined to; kept only for the outcome `joined`. */
  readonly joinedTo: number | null;
  readonly actorId: number;
  readonly now: Date;
}

/**
 * - `opinions-missing`: no department has said that it is feasible.
 * - `against-opinion`: a department said infeasible, and the decision does not say why it is feasible all the same.
 * - `joined-*`: joined to nothing, to itself, to a proposal of another cycle, or to one that is itself joined to another.
 */
export type PrepareRefusal =
  | CaseRefusal
  | 'opinions-missing'
  | 'reasons-missing'
  | 'cost-missing'
  | 'cost-over-cap'
  | 'effects-missing'
  | 'cost-reason-missing'
  | 'against-opinion'
  | 'joined-to-missing'
  | 'joined-to-itself'
  | 'joined-across-cycles'
  | 'joined-in-chain';

/** Puts the departments' opinions together into one decision for the signer, or rewrites it while nobody has signed. */
export async function prepareDecision(tx: Tx, input: Input): Promise<Result<undefined, PrepareRefusal>> {
  const { outcome, actorId, now } = input;
  if (outcome === 'joined') await oneJoinAtATime(tx, input);
  const locked = await lockCase(tx, { ...input, act: 'prepareDecision' });
  if (!locked.ok) return locked;
  const held = locked.value;
  const sum = await departmentsCost(tx, held, totalCost);
  const problem =
    outcome === 'feasible'
      ? await feasibleProblem(tx, held, input, sum)
      : input.reasons.trim() === ''
        ? refuse('reasons-missing')
        : outcome === 'joined'
          ? await joinProblem(tx, held, input.joinedTo)
          : undefined;
  if (problem) return problem;
  await writeDecision(tx, held, {
    outcome,
    reasons: input.reasons.trim(),
    effects: outcome === 'feasible' ? input.effects.trim() : '',
    cost: outcome === 'feasible' ? input.cost : null,
    departmentsCost: sum,
    costReason: outcome === 'feasible' && input.cost !== sum ? input.costReason.trim() : '',
    joinedTo: outcome === 'joined' ? input.joinedTo : null,
    actorId,
    now,
  });
  if (held.state === 'prepared') await touchCase(tx, held);
  else await moveCase(tx, held, 'prepared', { actorId, now });
  return ok();
}

async function feasibleProblem(
  tx: Tx,
  held: LockedCase,
  { cost, costReason, effects, reasons }: Input,
  sum: number,
): Promise<Refusal<PrepareRefusal> | undefined> {
  const tally = await opinionTally(tx, held);
  if (tally.submitted === tally.infeasible) return refuse('opinions-missing');
  if (cost === null || cost <= 0) return refuse('cost-missing');
  const { maximum } = await costLimits(tx, held.cityId, held.proposalId);
  if (maximum !== null && cost > maximum) return refuse('cost-over-cap', { cost, limit: maximum });
  if (cost !== sum && costReason.trim() === '') return refuse('cost-reason-missing', { cost, sum });
  if (effects.trim() === '') return refuse('effects-missing');
  if (tally.infeasible > 0 && reasons.trim() === '') return refuse('against-opinion');
  return undefined;
}

async function joinProblem(
  tx: Tx,
  held: LockedCase,
  joinedTo: number | null,
): Promise<Refusal<PrepareRefusal> | undefined> {
  if (joinedTo === null) return refuse('joined-to-missing');
  if (joinedTo === held.proposalId) return refuse('joined-to-itself');
  const target = await tx
    .selectFrom('evaluation_case')
    .select(['cycle_id', 'state'])
    .where('city_id', '=', held.cityId)
    .where('proposal_id', '=', joinedTo)
    .executeTakeFirst();
  if (!target || target.state === 'closed') return refuse('joined-to-missing');
  if (target.cycle_id !== held.cycleId) return refuse('joined-across-cycles');
  const { rows } = await sql<{ chained: boolean }>`
    select exists (
      select from decision d join evaluation_case c on c.city_id = d.city_id and c.id = d.case_id
      where d.city_id = ${held.cityId} and d.sent_back_at is null and d.outcome = 'joined' and c.state <> 'closed'
        and (c.proposal_id = ${joinedTo} or (d.joined_to = ${held.proposalId} and c.id <> ${held.id}))
    ) as chained`.execute(tx);
  return rows[0]?.chained ? refuse('joined-in-chain') : undefined;
}

/** Two proposals must not be joined to each other by two people at once; joins are rare, so they wait for one another. */
async function oneJoinAtATime(tx: Tx, { cityId }: Input): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('evaluation.join'), ${cityId})`.execute(tx);
}
