import { z } from 'zod';
import {
  act,
  missing,
  type PageRequest,
  page,
  type Redirect,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import { type EnteredPaper, enterPaperBallot, paperFaults } from '../enter-paper-ballot.ts';
import {
  type Booth,
  type BoxFigures,
  boothById,
  boxesOf,
  lastPapers,
  openingOf,
  type PaperRow,
} from '../records/desk-rows.ts';
import { removePaperBallot } from '../remove-paper-ballot.ts';
import { mayRunBooth } from '../voting-policy.ts';
import { PapersView } from './papers-view.tsx';
import { isVoidReason } from './void-reason.ts';

export interface PapersData {
  readonly booth: Booth;
  readonly boxes: readonly BoxFigures[];
  readonly last: readonly PaperRow[];
  /** The ballot that was entered last, so that a pile goes in without choosing again. */
  readonly contestId: number | undefined;
  readonly isOpened: boolean;
}

interface Query {
  readonly contest?: number | undefined;
}
type Request = PageRequest<{ id: number }, Query>;

const numbers = z
  .string()
  .trim()
  .max(400)
  .default('')
  .refine((typed) => typed === '' || /^\d{1,4}([\s,;]+\d{1,4})*$/.test(typed), 'voting.paper-numbers-wrong')
  .transform((typed) => (typed === '' ? [] : typed.split(/[\s,;]+/).map(Number)));
const entering = z.object({
  contest: z.coerce.number().int().positive(),
  kind: z.enum(['marked', 'blank', 'void']),
  numbers,
  fault: z.union([z.enum(paperFaults), z.literal('')]).default(''),
});
const removing = z.object({
  paper: z.coerce.number().int().positive(),
  reason: z.string().trim().min(5, 'voting.reason-missing').max(300),
});

/** Papers of one booth, entered one by one as they are read from the box. */
export const papersPage = page({
  path: '/desk/booths/:id/ballots',
  who: mayRunBooth,
  secret: true,
  params: z.object({ id: z.coerce.number().int().positive() }),
  query: z.object({ contest: z.coerce.number().int().positive().optional() }),
  load,
  acts: {
    enter: act({ input: entering, run: enter }),
    remove: act({ input: removing, run: remove }),
  },
  view: (data: PapersData) => <PapersView data={data} />,
});

async function load({ tx, city, params, query }: Request): Promise<PapersData | typeof missing> {
  const booth = await boothById(tx, city.id, params.id);
  if (!booth) return missing;
  return {
    booth,
    boxes: await boxesOf(tx, city.id, booth.cycleId, booth.id),
    last: await lastPapers(tx, city.id, booth.id),
    contestId: query.contest,
    isOpened: (await openingOf(tx, city.id, booth.cycleId)) !== undefined,
  };
}

async function enter({ tx, city, viewer, now, params, t }: Request, input: z.infer<typeof entering>) {
  const wrong = inconsistent(input);
  if (wrong) return wrong;
  const entered = await enterPaperBallot(tx, {
    cityId: city.id,
    actorId: viewer.personId as number,
    now,
    boothId: params.id,
    contestId: input.contest,
    marks: input.numbers,
    fault: input.kind === 'void' && input.fault ? input.fault : undefined,
  });
  if (entered.ok) return told(params.id, input.contest, entered.value, t);
  if (entered.reason === 'unknown-candidate' || entered.reason === 'repeated') {
    return refused(`voting.refusal.${entered.reason}`, entered.details, 'numbers');
  }
  return refused(`voting.paper-refusal.${entered.reason}`, entered.details, 'contest');
}

/** A paper that is called one thing and typed as another was not read well. */
function inconsistent({ kind, numbers, fault }: z.infer<typeof entering>) {
  if (kind === 'marked' && numbers.length === 0)
    return refused('voting.paper-numbers-missing', undefined, 'numbers');
  if (kind === 'blank' && numbers.length > 0)
    return refused('voting.paper-numbers-extra', undefined, 'numbers');
  if (kind === 'void' && !fault) return refused('voting.paper-fault-missing', undefined, 'fault');
  return undefined;
}

function told(boothId: number, contestId: number, paper: EnteredPaper, t: Request['t']): Redirect {
  const back = `/desk/booths/${boothId}/ballots?contest=${contestId}`;
  if (paper.validity === 'void' && isVoidReason(paper.voidReason)) {
    return redirect(back, 'voting.paper-entered-void', { reason: t(`voting.void.${paper.voidReason}`) });
  }
  return redirect(
    back,
    paper.validity === 'blank' ? 'voting.paper-entered-blank' : 'voting.paper-entered-valid',
  );
}

async function remove(
  { tx, city, viewer, now, params }: Request,
  { paper, reason }: z.infer<typeof removing>,
) {
  const act = {
    cityId: city.id,
    actorId: viewer.personId as number,
    now,
    boothId: params.id,
    paperId: paper,
    reason,
  };
  const removed = await removePaperBallot(tx, act);
  if (removed.ok) return redirect(`/desk/booths/${params.id}/ballots`, 'voting.removed');
  return refused(`voting.remove-refusal.${removed.reason}`);
}
