import { z } from 'zod';
import { departmentsOf } from '../../city/city-queries.ts';
import { cycleById } from '../../cycle/cycle-queries.ts';
import type { UploadedFile } from '../../platform/http/form.ts';
import {
  act,
  missing,
  type Outcome,
  type PageRequest,
  page,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import type { TextKey } from '../../platform/i18n/texts.ts';
import { parseAmount } from '../../platform/money.ts';
import type { Result } from '../../platform/result.ts';
import { dayIn } from '../../platform/time.ts';
import { finishMilestone, moveMilestone } from '../change-milestone.ts';
import { planProject } from '../plan-project.ts';
import { postUpdate } from '../post-update.ts';
import { changeProjects, mayChange, openPortfolio, redactsUpdates } from '../project-policy.ts';
import { projectByCode, projectHistory } from '../project-queries.ts';
import { moneyKinds, recordMoney } from '../record-money.ts';
import { redactUpdate, type UpdateRedaction } from '../redact-update.ts';
import { updatesOf } from '../update-queries.ts';
import { type ProjectDeskData, projectDesk } from './project-desk-view.tsx';

const params = z.object({ code: z.string().max(60) });
type Params = z.infer<typeof params>;
type Request = PageRequest<Params, unknown>;

const day = z.iso.date('form.invalid');
const reason = z.string().trim().min(5, 'projects.desk.reason-missing').max(1000);

/** A project that the viewer may change, or nothing: whoever may only look gets no act. */
async function changeable({ tx, city, params, now, viewer }: Request) {
  const project = await projectByCode(tx, city.id, params.code, city.timeZone, now);
  if (!project || viewer.personId === null || !mayChange(viewer, project)) return undefined;
  return {
    project,
    common: { cityId: city.id, actorId: viewer.personId, now, today: dayIn(city.timeZone, now) },
  };
}

type Refusal = TextKey extends infer Key
  ? Key extends `projects.refused.${infer Reason}`
    ? Reason
    : never
  : never;

function answer(
  code: string,
  done: Result<unknown, Refusal>,
  said: 'planned' | 'moved' | 'finished' | 'posted' | 'held' | 'kept' | 'taken-out',
  field?: string,
): Outcome {
  if (done.ok) return redirect(`/desk/projects/${code}`, `projects.desk.${said}`);
  return refused(`projects.refused.${done.reason}`, done.details, field);
}

async function takeOut(
  { tx, city, params, now, viewer }: Request,
  updateId: number,
  what: UpdateRedaction['what'],
  why: string,
): Promise<Outcome> {
  const project = await projectByCode(tx, city.id, params.code, city.timeZone, now);
  if (!project) return refused('projects.refused.unknown-project');
  const act = { cityId: city.id, projectId: project.id, updateId, actorId: viewer.personId as number, now };
  const done = await redactUpdate(tx, { ...act, what, reason: why });
  return answer(project.code, done, 'taken-out', what === 'photo' ? undefined : 'words');
}

export const projectDeskPage = page<Params, Record<string, never>, ProjectDeskData>({
  path: '/desk/projects/:code',
  who: openPortfolio,
  params,
  load: async ({ tx, city, params, now, viewer }) => {
    const project = await projectByCode(tx, city.id, params.code, city.timeZone, now);
    const cycle = project && (await cycleById(tx, city.id, project.cycleId));
    if (!project || !cycle) return missing;
    return {
      project,
      stages: cycle.blueprint.projects.stages,
      departments: await departmentsOf(tx, city.id),
      history: await projectHistory(tx, city.id, project.id),
      mayChange: mayChange(viewer, project),
      updates: await updatesOf(tx, city.id, project.id, { held: true }),
    };
  },
  acts: {
    plan: act({
      who: changeProjects,
      input: z.object({ department: z.coerce.number().int(), stages: z.record(z.string(), day) }),
      run: async (request: Request, input) => {
        const found = await changeable(request);
        const cycle = found && (await cycleById(request.tx, request.city.id, found.project.cycleId));
        if (!found || !cycle) return refused('projects.refused.not-yours');
        const stages = cycle.blueprint.projects.stages.map(({ code, name }) => ({
          name,
          promisedOn: input.stages[code] ?? '',
        }));
        if (stages.some((stage) => stage.promisedOn === '')) return refused('projects.refused.stage-missing');
        const plan = { ...found.common, projectId: found.project.id, departmentId: input.department, stages };
        return answer(found.project.code, await planProject(request.tx, plan), 'planned');
      },
    }),
    move: act({
      who: changeProjects,
      input: z.object({ milestone: z.coerce.number().int(), day, reason }),
      run: async (request: Request, input) => {
        const found = await changeable(request);
        if (!found?.project.milestones.some((one) => one.id === input.milestone))
          return refused('projects.refused.not-yours');
        const change = {
          ...found.common,
          milestoneId: input.milestone,
          expectedOn: input.day,
          reason: input.reason,
        };
        return answer(found.project.code, await moveMilestone(request.tx, change), 'moved');
      },
    }),
    finish: act({
      who: changeProjects,
      input: z.object({ milestone: z.coerce.number().int(), day, reason }),
      run: async (request: Request, input) => {
        const found = await changeable(request);
        if (!found?.project.milestones.some((one) => one.id === input.milestone))
          return refused('projects.refused.not-yours');
        const change = {
          ...found.common,
          milestoneId: input.milestone,
          doneOn: input.day,
          reason: input.reason,
        };
        return answer(found.project.code, await finishMilestone(request.tx, change), 'finished');
      },
    }),
    update: act({
      who: changeProjects,
      input: z.object({
        body: z.string().trim().min(10, 'projects.desk.update-short').max(3000),
        photo: z.custom<UploadedFile>().optional(),
        description: z.string().trim().max(200).default(''),
      }),
      run: async (request: Request, { body, photo, description }) => {
        const found = await changeable(request);
        if (!found) return refused('projects.refused.not-yours');
        if (photo && description === '')
          return refused('projects.desk.description-missing', {}, 'description');
        const picture = photo && { photo: { bytes: photo.bytes, description } };
        const update = { ...found.common, projectId: found.project.id, body, ...picture };
        const posted = await postUpdate(request.tx, update);
        const said = posted.ok && posted.value === 'held' ? 'held' : 'posted';
        return answer(found.project.code, posted, said, 'photo');
      },
    }),
    redact: act({
      who: redactsUpdates,
      input: z.object({ update: z.coerce.number().int(), words: z.string().trim().min(1).max(3000), reason }),
      run: (request: Request, { update, words, reason: why }) =>
        takeOut(request, update, { words, mask: request.t('projects.redacted.mask') }, why),
    }),
    'remove-photo': act({
      who: redactsUpdates,
      input: z.object({ update: z.coerce.number().int(), reason }),
      run: (request: Request, { update, reason: why }) => takeOut(request, update, 'photo', why),
    }),
    money: act({
      who: changeProjects,
      input: z.object({
        kind: z.enum(moneyKinds),
        amount: z.string().trim().min(1),
        concept: z.string().trim().min(3).max(300),
        day,
      }),
      run: async (request: Request, { kind, amount, concept, day }) => {
        const found = await changeable(request);
        if (!found) return refused('projects.refused.not-yours');
        const minor = parseAmount(amount.replace(/^-/, ''), request.city.currency);
        if (minor === undefined) return refused('projects.desk.amount-unread', {}, 'amount');
        const signed = amount.startsWith('-') ? -minor : minor;
        const line = {
          ...found.common,
          projectId: found.project.id,
          kind,
          amount: signed,
          concept,
          onDay: day,
        };
        return answer(found.project.code, await recordMoney(request.tx, line), 'kept');
      },
    }),
  },
  view: projectDesk,
});
