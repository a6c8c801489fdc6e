import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type {} from './events.ts';
import type { OutcomeStage } from './proposal.ts';
import { publishProposals } from './publish-proposal.ts';

interface Finding {
  readonly proposalId: number;
  readonly stage: OutcomeStage;
  /** Required for 'infeasible'. */
  readonly reason?: string | undefined;
  /** Minor units; required for 'feasible'. */
  readonly cost?: number | undefined;
  /** The proposal it was joined to. */
  readonly joinedTo?: number | undefined;
}

export interface Outcome extends Finding {
  readonly cityId: number;
  readonly now: Date;
  readonly actorId: number | null;
}

export interface Outcomes {
  readonly cityId: number;
  /** All proposals are of this cycle. */
  readonly cycleId: number;
  readonly findings: readonly Finding[];
  readonly now: Date;
  readonly actorId: number | null;
}

/** Rows of one insert; PostgreSQL takes 65,535 values in a statement. */
const batch = 5_000;

/**
 * Makes public what a later stage found out about a proposal. Called at the moment of the reveal and never before: the
 * public page changes with this transaction. The same stage again changes nothing; only a corrected result takes back what an
 * earlier one said, as often as it is corrected.
 */
export async function recordOutcome(tx: Tx, input: Outcome): Promise<Result<undefined, 'no-such-proposal'>> {
  const { cityId, now, actorId, ...finding } = input;
  const proposal = await tx
    .selectFrom('proposal')
    .select('cycle_id')
    .where('city_id', '=', cityId)
    .where('id', '=', finding.proposalId)
    .executeTakeFirst();
  if (!proposal) return refuse('no-such-proposal');
  await recordOutcomes(tx, { cityId, cycleId: proposal.cycle_id, findings: [finding], now, actorId });
  return ok();
}

/** The same for many proposals of one cycle at once, for a reveal of a thousand decisions. */
export async function recordOutcomes(tx: Tx, input: Outcomes): Promise<void> {
  const { cityId, cycleId, findings, now, actorId } = input;
  const stages = new Map(findings.map(({ proposalId, stage }) => [proposalId, stage]));
  for (let from = 0; from < findings.length; from += batch) {
    const news = await newFindings(tx, cityId, findings.slice(from, from + batch));
    if (news.length === 0) continue;
    const written = await tx
      .insertInto('proposal_outcome')
      .values(
        news.map(({ proposalId, stage, reason, cost, joinedTo, again }) => ({
          city_id: cityId,
          proposal_id: proposalId,
          stage,
          again,
          reason: reason ?? null,
          cost: cost ?? null,
          joined_to: joinedTo ?? null,
          revealed_at: now,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('proposal_id')
      .execute();
    const proposalIds = written.map((row) => row.proposal_id);
    await publishProposals(tx, { cityId, cycleId, proposalIds, now });
    for (const proposalId of proposalIds) {
      await record(tx, cityId, {
        name: 'proposal.outcome',
        subject: `proposal:${proposalId}`,
        actorId,
        at: now,
        data: { proposalId, cycleId, stage: stages.get(proposalId) as OutcomeStage },
      });
    }
  }
}

/** What a vote said of a proposal: the only stages that can follow each other more than once, by corrections. */
const results: readonly OutcomeStage[] = ['won', 'not_won'];

/** Those that say something new, each with how often its stage was told before; between two at once the key decides. */
async function newFindings(
  tx: Tx,
  cityId: number,
  findings: readonly Finding[],
): Promise<(Finding & { readonly again: number })[]> {
  const told = await tx
    .selectFrom('proposal_outcome')
    .select(['proposal_id', 'stage'])
    .where('city_id', '=', cityId)
    .where('proposal_id', 'in', [...new Set(findings.map(({ proposalId }) => proposalId))])
    .orderBy('id')
    .execute();
  const byProposal = new Map<number, string[]>();
  for (const { proposal_id, stage } of told)
    byProposal.set(proposal_id, [...(byProposal.get(proposal_id) ?? []), stage]);
  return findings.flatMap((finding) => {
    const { stage } = finding;
    const before = byProposal.get(finding.proposalId) ?? [];
    const again = before.filter((one) => one === stage).length;
    const newest = before.findLast((one) => results.some((result) => result === one));
    const isCorrection = results.includes(stage) && newest !== stage;
    return again === 0 || isCorrection ? [{ ...finding, again }] : [];
  });
}
