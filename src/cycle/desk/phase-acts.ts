import { z } from 'zod';
import { act, type Outcome, type PageRequest, redirect, refused } from '../../platform/http/page.ts';
import type { TextKey } from '../../platform/i18n/texts.ts';
import type { Result } from '../../platform/result.ts';
import { cancelPhase } from '../cancel-phase.ts';
import type { PhaseKind } from '../cycle-section.ts';
import { movePhase } from '../move-phase.ts';
import { resumePhase } from '../resume-phase.ts';
import { suspendPhase } from '../suspend-phase.ts';
import { momentOf } from '../wall-clock.ts';

type Request = PageRequest<{ slug: string }, unknown>;

const wall = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'cycle.desk.bad-date');
const reason = z.string().trim().min(1, 'cycle.refused.no-reason').max(1000);
const onPhase = { phase: z.coerce.number().int(), reason };

type PhaseRefusal = Exclude<
  Awaited<ReturnType<typeof movePhase | typeof resumePhase | typeof suspendPhase>>,
  { ok: true }
>['reason'];

const fields: Partial<Record<PhaseRefusal, string>> = {
  'no-reason': 'reason',
  'closes-before-opens': 'closes',
  'in-the-past': 'closes',
  'already-over': 'closes',
  'already-open': 'opens',
};

function answer(request: Request, result: Result<undefined, PhaseRefusal>, done: TextKey): Outcome {
  if (result.ok) return redirect(`/desk/cycle/${request.params.slug}`, done);
  const { kind, other } = result.details as { kind?: PhaseKind; other?: PhaseKind };
  const args: Record<string, string> =
    kind && other ? { kind: request.t(`cycle.phase.${kind}`), other: request.t(`cycle.phase.${other}`) } : {};
  return refused(`cycle.refused.${result.reason}`, args, fields[result.reason]);
}

function of({ city, viewer, now }: Request, input: { phase: number; reason: string }) {
  return {
    cityId: city.id,
    phaseId: input.phase,
    actorId: viewer.personId as number,
    now,
    reason: input.reason,
  };
}

export const phaseActs = {
  'move-phase': act({
    input: z.object({ ...onPhase, opens: wall, closes: wall }),
    run: async (request: Request, input) => {
      const { timeZone } = request.city;
      const dates = { opensAt: momentOf(input.opens, timeZone), closesAt: momentOf(input.closes, timeZone) };
      return answer(
        request,
        await movePhase(request.tx, { ...of(request, input), ...dates }),
        'cycle.done.moved',
      );
    },
  }),
  'suspend-phase': act({
    input: z.object(onPhase),
    run: async (request: Request, input) =>
      answer(request, await suspendPhase(request.tx, of(request, input)), 'cycle.done.suspended'),
  }),
  'resume-phase': act({
    input: z.object({ ...onPhase, closes: wall }),
    run: async (request: Request, input) => {
      const closesAt = momentOf(input.closes, request.city.timeZone);
      const result = await resumePhase(request.tx, { ...of(request, input), closesAt });
      return answer(request, result, 'cycle.done.resumed');
    },
  }),
  'cancel-phase': act({
    input: z.object(onPhase),
    run: async (request: Request, input) =>
      answer(request, await cancelPhase(request.tx, of(request, input)), 'cycle.done.cancelled'),
  }),
};
