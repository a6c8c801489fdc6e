import { z } from 'zod';
import { type Cycle, currentCycle, type PhaseView } from '../../cycle/cycle-queries.ts';
import { act, type PageRequest, page, redirect, refused } from '../../platform/http/page.ts';
import { normaliseCode } from '../../platform/id.ts';
import { receiptByCode, type Voter, voterOf } from '../voter-queries.ts';
import { votingOf } from '../voting-phase.ts';
import { maySeeBallots } from '../voting-policy.ts';
import { type BallotKey, ballotKeyOf, type Contest, candidateCounts, contestsOf } from '../voting-queries.ts';
import { VoteView } from './vote-view.tsx';

export interface VoteData {
  readonly cycle: Cycle | undefined;
  readonly phase: PhaseView | undefined;
  readonly key: BallotKey | undefined;
  readonly contests: readonly (Contest & { readonly candidates: number })[];
  readonly voter: Voter | undefined;
  readonly signedIn: boolean;
}

/** Where a person sees which of her ballots are cast and which are not; for everybody else the ballots to read. */
export const votePage = page({
  path: '/vote',
  who: maySeeBallots,
  load,
  acts: {
    find: act({ input: z.object({ code: z.string().max(40) }), repeatable: true, run: findReceipt }),
  },
  view: (data: VoteData) => <VoteView data={data} />,
});

async function load({ tx, city, viewer, now }: PageRequest): Promise<VoteData> {
  const cycle = await currentCycle(tx, city.id);
  const signedIn = viewer.personId !== null;
  if (!cycle) return { cycle, phase: undefined, key: undefined, contests: [], voter: undefined, signedIn };
  const counts = await candidateCounts(tx, city.id, cycle.id);
  const contests = await contestsOf(tx, city.id, cycle.id);
  return {
    cycle,
    phase: (await votingOf(tx, city.id, cycle.id, now))?.phase,
    key: await ballotKeyOf(tx, city.id, cycle.id),
    contests: contests.map((contest) => ({ ...contest, candidates: counts.get(contest.id) ?? 0 })),
    voter: viewer.personId === null ? undefined : await voterOf(tx, city.id, cycle.id, viewer.personId),
    signedIn,
  };
}

async function findReceipt({ tx, city }: PageRequest, { code }: { code: string }) {
  const typed = normaliseCode(code);
  const found = await receiptByCode(tx, city.id, typed);
  return found ? redirect(`/vote/receipt/${typed}`) : refused('voting.receipt-unknown', undefined, 'code');
}
