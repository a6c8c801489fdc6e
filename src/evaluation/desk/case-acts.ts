import { z } from 'zod';
import {
  type Act,
  act,
  type Outcome,
  type PageRequest,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import type { TextKey } from '../../platform/i18n/texts.ts';
import { parseAmount } from '../../platform/money.ts';
import { answerFormalCheck } from '../answer-formal-check.ts';
import { assignDepartments } from '../assign-departments.ts';
import { answers, outcomes } from '../case.ts';
import { coordinates, evaluates, signs, writesFor } from '../evaluation-policy.ts';
import { prepareDecision } from '../prepare-decision.ts';
import { returnOpinion } from '../return-opinion.ts';
import { type OpinionInput, saveOpinion } from '../save-opinion.ts';
import { sendBackDecision } from '../send-back-decision.ts';
import { signDecision } from '../sign-decision.ts';
import { submitOpinion } from '../submit-opinion.ts';
import { takeBackQuestion } from '../take-back-question.ts';
import { visibleCase } from './case-file.ts';
import type { CaseFilter } from './case-filter.ts';
import { explain, sentence } from './explain.ts';
import { prose, rowId, ticked } from './form-parts.ts';
import { opinionForm, readOpinion } from './read-opinion.ts';

export interface CaseParams {
  readonly id: number;
}
type Request = PageRequest<CaseParams, CaseFilter>;

const revision = z.coerce.number().int();
const noSuchCase = refused('evaluation.refusal.case-missing');

/** After an act one stands where one stood, the filter of the list included. */
function back({ url }: Request, key: TextKey): Outcome {
  return redirect(url.pathname + url.search, key);
}

/** Who acts, on which case and when, as every verb takes it. */
function hand({ city, viewer, now, params }: Request) {
  return { cityId: city.id, caseId: params.id, actorId: viewer.personId as number, now };
}

async function departmentAsked(
  { tx, city, params }: Request,
  opinionId: number,
): Promise<number | undefined> {
  const row = await tx
    .selectFrom('opinion')
    .select('department_id')
    .where('city_id', '=', city.id)
    .where('case_id', '=', params.id)
    .where('id', '=', opinionId)
    .executeTakeFirst();
  return row?.department_id;
}

const formalCheck = act({
  who: coordinates,
  input: z.object({
    revision,
    reasons: prose(6000),
    answers: z
      .record(
        z.string().regex(/^\d{1,15}$/),
        z.object({ answer: z.enum(answers, 'evaluation.answer-missing'), comment: prose(2000) }),
      )
      .default({}),
  }),
  run: async (request: Request, input) => {
    if (!(await visibleCase(request, request.params.id))) return noSuchCase;
    const given = Object.entries(input.answers).map(([itemId, one]) => ({ itemId: Number(itemId), ...one }));
    const { reasons } = input;
    const done = await answerFormalCheck(request.tx, {
      ...hand(request),
      revision: input.revision,
      answers: given,
      reasons,
    });
    if (!done.ok) {
      const item = `answers.${done.details.itemId}.answer`;
      return explain(request, done, { 'item-unanswered': item, 'reasons-missing': 'reasons' });
    }
    return back(
      request,
      done.value.passed ? 'evaluation.done.formal-passed' : 'evaluation.done.formal-refused',
    );
  },
});

const assign = act({
  who: coordinates,
  input: z.object({
    revision,
    departments: ticked,
    evaluators: z
      .record(z.string().regex(/^\d{1,15}$/), z.union([z.literal('').transform(() => null), rowId]))
      .default({}),
  }),
  run: async (request: Request, input) => {
    if (!(await visibleCase(request, request.params.id))) return noSuchCase;
    const departments = input.departments.map((departmentId) => ({
      departmentId,
      evaluatorId: input.evaluators[String(departmentId)] ?? null,
    }));
    const done = await assignDepartments(request.tx, {
      ...hand(request),
      revision: input.revision,
      departments,
    });
    if (!done.ok) {
      return explain(request, done, {
        'department-missing': 'departments',
        'already-answered': 'departments',
        'evaluator-elsewhere': `evaluators.${done.details.departmentId}`,
      });
    }
    return back(request, 'evaluation.done.assigned');
  },
});

const opinionSave = opinionAct(async (request, given) => {
  const saved = await saveOpinion(request.tx, given);
  return saved.ok ? back(request, 'evaluation.done.saved') : explain(request, saved);
});

const opinionSubmit = opinionAct(async (request, given) => {
  const done = await submitOpinion(request.tx, given);
  if (done.ok) return back(request, 'evaluation.done.submitted');
  const all = done.all.length > 0 ? done.all : [done];
  return { kind: 'refused', errors: all.map((one) => sentence(request, one, opinionField(one))) };
});

/** Reads an evaluator's form and makes sure that the opinion is her own department's. */
function opinionAct(
  run: (request: Request, given: OpinionInput) => Promise<Outcome>,
): Act<CaseParams, CaseFilter> {
  return act({
    who: evaluates,
    input: opinionForm,
    run: async (request: Request, input) => {
      if (!(await visibleCase(request, request.params.id))) return noSuchCase;
      const departmentId = await departmentAsked(request, input.opinionId);
      if (departmentId === undefined || !writesFor(request.viewer, departmentId)) {
        return refused('evaluation.refusal.opinion-missing');
      }
      const { content, errors } = readOpinion(request, input);
      if (errors.length > 0) return { kind: 'refused', errors };
      const { caseId: _case, ...who } = hand(request);
      const { opinionId, revision: seen, minutes } = input;
      return run(request, { ...who, opinionId, revision: seen, content, minutes });
    },
  });
}

function opinionField({ reason, details }: { reason: string; details: Readonly<Record<string, unknown>> }) {
  const fields: Readonly<Record<string, string>> = {
    'item-unanswered': `answers.${details.itemId}.answer`,
    'blocking-not-met': `answers.${details.itemId}.answer`,
    'verdict-missing': 'verdict',
    'justification-missing': 'comment',
    'effects-missing': 'effects',
    'cost-missing': 'lines.0.concept',
    'cost-over-cap': 'lines.0.price',
  };
  return fields[reason];
}

/** Returning an opinion and taking a question back: both are a reason given to one department. */
function reasonToDepartment(verb: typeof returnOpinion | typeof takeBackQuestion, doneKey: TextKey) {
  return act({
    who: coordinates,
    input: z.object({ revision, opinionId: rowId, reason: prose(2000) }),
    run: async (request: Request, input) => {
      if ((await departmentAsked(request, input.opinionId)) === undefined) {
        return refused('evaluation.refusal.opinion-missing');
      }
      const { caseId: _case, ...who } = hand(request);
      const done = await verb(request.tx, { ...who, ...input });
      return done.ok ? back(request, doneKey) : explain(request, done, { 'reason-missing': 'reason' });
    },
  });
}

const prepare = act({
  who: coordinates,
  input: z.object({
    revision,
    outcome: z.enum(outcomes, 'evaluation.outcome-missing'),
    cost: prose(40),
    costReason: prose(2000),
    reasons: prose(6000),
    effects: prose(3000),
    joinedTo: prose(40),
  }),
  run: async (request: Request, input) => {
    const cost = input.cost === '' ? null : parseAmount(input.cost, request.city.currency);
    if (cost === undefined) return refused('evaluation.price-invalid', {}, 'cost');
    const done = await prepareDecision(request.tx, {
      ...input,
      ...hand(request),
      cost,
      joinedTo: input.outcome === 'joined' ? await proposalOfFolio(request, input.joinedTo) : null,
    });
    if (!done.ok) {
      return explain(request, done, {
        'reasons-missing': 'reasons',
        'against-opinion': 'reasons',
        'cost-missing': 'cost',
        'cost-over-cap': 'cost',
        'cost-reason-missing': 'costReason',
        'effects-missing': 'effects',
        'opinions-missing': 'outcome',
        'joined-to-missing': 'joinedTo',
        'joined-to-itself': 'joinedTo',
        'joined-across-cycles': 'joinedTo',
        'joined-in-chain': 'joinedTo',
      });
    }
    return back(request, 'evaluation.done.prepared');
  },
});

async function proposalOfFolio({ tx, city }: Request, folio: string): Promise<number | null> {
  const row = await tx
    .selectFrom('proposal')
    .select('id')
    .where('city_id', '=', city.id)
    .where('folio', '=', folio.toUpperCase())
    .executeTakeFirst();
  return row?.id ?? null;
}

const sign = act({
  who: signs,
  input: z.object({ revision }),
  run: async (request: Request, input) => {
    const departmentId = signerDepartment(request);
    const done = await signDecision(request.tx, { ...hand(request), ...input, departmentId });
    return done.ok ? back(request, 'evaluation.done.signed') : explain(request, done);
  },
});

/** In whose name the viewer signs: her department where she signs for one only. */
export function signerDepartment({ viewer }: Pick<PageRequest, 'viewer'>): number | null {
  const [first, ...others] = viewer.roles.filter((grant) => grant.role === 'signer');
  return first && others.length === 0 ? first.departmentId : null;
}

const sendBack = act({
  who: signs,
  input: z.object({ revision, reason: prose(2000) }),
  run: async (request: Request, input) => {
    const done = await sendBackDecision(request.tx, { ...hand(request), ...input });
    return done.ok
      ? back(request, 'evaluation.done.sent-back')
      : explain(request, done, { 'reason-missing': 'reason' });
  },
});

/** Everything that can be done on the page of one case, by the value of the form's `act`. */
export const caseActs: Readonly<Record<string, Act<CaseParams, CaseFilter>>> = {
  'formal-check': formalCheck,
  assign,
  'save-opinion': opinionSave,
  'submit-opinion': opinionSubmit,
  'return-opinion': reasonToDepartment(returnOpinion, 'evaluation.done.returned'),
  'take-back': reasonToDepartment(takeBackQuestion, 'evaluation.done.taken-back'),
  prepare,
  sign,
  'send-back': sendBack,
};
