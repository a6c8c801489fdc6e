import type { Tx } from '../platform/db/database.ts';
import { dayIn } from '../platform/time.ts';
import type { CountWish } from '../results/results.fixtures.ts';
import { actOf, aPublishedElection } from '../results/results.fixtures.ts';
import type { Election } from '../voting/voting.fixtures.ts';
import { planProject } from './plan-project.ts';

export interface WonElection extends Election {
  /** The projects of its winners in the order of their codes. */
  readonly projects: readonly { readonly id: number; readonly code: string; readonly title: string }[];
}

/** The story's election with its result public and its projects open; `connectEvents` must know of them. */
export async function aWonElection(tx: Tx, cityId: number, wish: CountWish = {}): Promise<WonElection> {
  const election = await aPublishedElection(tx, cityId, wish);
  const projects = await tx
    .selectFrom('project')
    .select(['id', 'code', 'title'])
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', election.cycle.id)
    .orderBy('code')
    .execute();
  return { ...election, projects };
}

export interface PlanWish {
  readonly departmentId: number;
  readonly projectId: number;
  /** Promised day of each stage, in the order of the blueprint's stages; short lists plan fewer stages. */
  readonly days: readonly string[];
}

/** Publishes a plan on the day of the result. */
export async function aPlan(tx: Tx, election: Election, wish: PlanWish) {
  const { cityId, actorId, now } = actOf(election);
  const stages = wish.days.map((promisedOn, at) => ({ name: `Etapa ${at + 1}`, promisedOn }));
  const today = dayIn('America/Monterrey', now);
  const { projectId, departmentId } = wish;
  return planProject(tx, { cityId, actorId, now, today, projectId, departmentId, stages });
}
