import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { act, type PageRequest, redirect, refused } from '../../platform/http/page.ts';
import type { TextKey } from '../../platform/i18n/texts.ts';
import type { Result } from '../../platform/result.ts';
import type { CycleActInput, CycleActRefusal } from '../acts/cycle-act.ts';
import { cancelCycle } from '../cancel-cycle.ts';
import { cycleBySlug } from '../cycle-queries.ts';
import { publishCycle } from '../publish-cycle.ts';
import { resumeCycle } from '../resume-cycle.ts';
import { suspendCycle } from '../suspend-cycle.ts';

type Request = PageRequest<{ slug: string }, unknown>;
type Verb = (tx: Tx, input: CycleActInput) => Promise<Result<undefined, CycleActRefusal>>;

async function run(request: Request, verb: Verb, reason: string, done: TextKey) {
  const { tx, city, viewer, now, params } = request;
  const cycle = await cycleBySlug(tx, city.id, params.slug);
  if (!cycle) return refused('cycle.refused.missing');
  const result = await verb(tx, {
    cityId: city.id,
    cycleId: cycle.id,
    actorId: viewer.personId,
    now,
    reason,
  });
  if (result.ok) return redirect(`/desk/cycle/${cycle.slug}`, done);
  return refused(`cycle.refused.${result.reason}`, {}, result.reason === 'no-reason' ? 'reason' : undefined);
}

const withReason = z.object({ reason: z.string().trim().min(1, 'cycle.refused.no-reason').max(1000) });

export const cycleActs = {
  publish: act({
    input: z.object({}),
    run: (request: Request) => run(request, publishCycle, '', 'cycle.done.published'),
  }),
  'suspend-cycle': act({
    input: withReason,
    run: (request: Request, { reason }) => run(request, suspendCycle, reason, 'cycle.done.cycle-suspended'),
  }),
  'resume-cycle': act({
    input: withReason,
    run: (request: Request, { reason }) => run(request, resumeCycle, reason, 'cycle.done.cycle-resumed'),
  }),
  'cancel-cycle': act({
    input: withReason,
    run: (request: Request, { reason }) => run(request, cancelCycle, reason, 'cycle.done.cycle-cancelled'),
  }),
};
