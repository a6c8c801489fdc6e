import { z } from 'zod';
import { type Cycle, currentCycle, type PhaseView } from '../../cycle/cycle-queries.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { hasRole } from '../../platform/http/viewer.ts';
import type { ListOrder } from '../ballot.ts';
import type { BallotPlan } from '../ballot-plan.ts';
import { ballotPlan, freezeBallot } from '../freeze-ballot.ts';
import { keysMade, type OpeningRow, openingOf, rollSize } from '../records/desk-rows.ts';
import { type Turnout, turnoutOf } from '../voter-queries.ts';
import { votingOf } from '../voting-phase.ts';
import { mayRunVoting, maySeeVotingDesk } from '../voting-policy.ts';
import {
  type BallotKey,
  ballotKeyOf,
  type Candidate,
  type Contest,
  candidatesOf,
  contestsOf,
} from '../voting-queries.ts';
import { withdrawCandidate } from '../withdraw-candidate.ts';
import { VotingDeskView } from './voting-view.tsx';

export interface VotingDesk {
  readonly cycle: Cycle;
  readonly phase: PhaseView | undefined;
  readonly key: BallotKey | undefined;
  /** Ids of keys that were made and not checked. */
  readonly unchecked: readonly string[];
  readonly contests: readonly (Contest & { readonly candidates: readonly Candidate[] })[];
  readonly rollSize: number;
  readonly turnout: readonly Turnout[];
  /** What freezing now would make; undefined once it is done. */
  readonly plan: BallotPlan | undefined;
  readonly opening: OpeningRow | undefined;
  /** False for who may look and not act. */
  readonly mayAct: boolean;
}

const seed = z.string().trim().max(200).default('');
const freezing = z
  .object({ order: z.enum(['folio', 'lot']), seed, leaveOut: z.literal('yes').optional() })
  .refine((typed) => typed.order === 'folio' || typed.seed.length >= 8, {
    path: ['seed'],
    message: 'voting.seed-missing',
  });
const withdrawing = z.object({
  candidate: z.coerce.number().int().positive(),
  reason: z.string().trim().min(5, 'voting.reason-missing').max(500),
});

/** The voting of the current cycle on one page: what is done, what is next, who took part. */
export const votingDeskPage = page({
  path: '/desk/voting',
  who: maySeeVotingDesk,
  load,
  acts: {
    freeze: act({ who: mayRunVoting, input: freezing, run: freeze }),
    withdraw: act({ who: mayRunVoting, input: withdrawing, run: withdraw }),
  },
  view: (data: { desk: VotingDesk | undefined }) => <VotingDeskView desk={data.desk} />,
});

async function load({ tx, city, now, viewer }: PageRequest): Promise<{ desk: VotingDesk | undefined }> {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) return { desk: undefined };
  const contests = await contestsOf(tx, city.id, cycle.id);
  const withCandidates = [];
  for (const contest of contests) {
    withCandidates.push({ ...contest, candidates: await candidatesOf(tx, city.id, contest.id) });
  }
  const desk: VotingDesk = {
    cycle,
    phase: (await votingOf(tx, city.id, cycle.id, now))?.phase,
    key: await ballotKeyOf(tx, city.id, cycle.id),
    unchecked: await keysMade(tx, city.id, cycle.id),
    contests: withCandidates,
    rollSize: await rollSize(tx, city.id, cycle.id),
    turnout: await turnoutOf(tx, city.id, cycle.id),
    plan: contests.length > 0 ? undefined : await ballotPlan(tx, cycle, city.id, { by: 'folio' }),
    opening: await openingOf(tx, city.id, cycle.id),
    mayAct: hasRole(viewer, 'administrator', 'coordinator'),
  };
  return { desk };
}

async function freeze({ tx, city, viewer, now }: PageRequest, input: z.infer<typeof freezing>) {
  const cycle = await currentCycle(tx, city.id);
  if (!cycle) return refused('voting.freeze-refusal.no-cycle');
  const order: ListOrder = input.order === 'lot' ? { by: 'lot', seed: input.seed } : { by: 'folio' };
  const frozen = await freezeBallot(tx, {
    cityId: city.id,
    cycleId: cycle.id,
    actorId: viewer.personId as number,
    now,
    order,
    leaveOut: input.leaveOut === 'yes',
  });
  if (frozen.ok) return redirect('/desk/voting', 'voting.frozen');
  const field = frozen.reason === 'left-out' ? 'leaveOut' : undefined;
  return refused(`voting.freeze-refusal.${frozen.reason}`, frozen.details, field);
}

async function withdraw({ tx, city, viewer, now }: PageRequest, input: z.infer<typeof withdrawing>) {
  const { candidate: candidateId, reason } = input;
  const act = { cityId: city.id, actorId: viewer.personId as number, now, candidateId, reason };
  const withdrawn = await withdrawCandidate(tx, act);
  if (withdrawn.ok) return redirect('/desk/voting', 'voting.withdrawn-done');
  return refused(`voting.withdraw-refusal.${withdrawn.reason}`);
}
