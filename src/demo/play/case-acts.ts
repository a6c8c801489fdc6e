import { answerFormalCheck } from '../../evaluation/answer-formal-check.ts';
import { assignDepartments } from '../../evaluation/assign-departments.ts';
import type { CostLine, ItemAnswer } from '../../evaluation/opinion.ts';
import { totalCost } from '../../evaluation/opinion.ts';
import { prepareDecision } from '../../evaluation/prepare-decision.ts';
import { signDecision } from '../../evaluation/sign-decision.ts';
import { submitOpinion } from '../../evaluation/submit-opinion.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Result, refuse } from '../../platform/result.ts';
import { chance } from '../chance.ts';
import { type DemoOutcome, demoContent, writtenAbout } from '../content/demo-content.ts';
import type { ChecklistRow } from './checklist.ts';
import type { Play } from './play.ts';

export interface PlayedCase {
  readonly caseId: number;
  readonly proposalId: number;
  readonly folio: string;
  readonly category: string;
  readonly title: string;
}

export interface CaseAct {
  readonly play: Play;
  readonly one: PlayedCase;
  readonly items: readonly ChecklistRow[];
  /** All of the edition: a proposal may be joined to another. */
  readonly cases: readonly PlayedCase[];
  readonly now: Date;
  readonly revision: number;
}

export type ActOnCase = (tx: Tx, act: CaseAct) => Promise<Result<unknown, string>>;

const { letters } = demoContent.works;

/** Who looks at a proposal that a visitor of the demo has made. */
const departmentOfCategory: Readonly<Record<string, string>> = {
  parks: 'parques',
  environment: 'parques',
  streets: 'obras',
  mobility: 'movilidad',
  lighting: 'servicios',
  water: 'servicios',
};

/** What the city will find out. A visitor's own proposal is feasible, at a price like that of its neighbours. */
function outcomeOf({ title, category }: PlayedCase): DemoOutcome {
  const written = writtenAbout(title)?.outcome;
  if (written) return written;
  return {
    kind: 'feasible',
    department: departmentOfCategory[category] ?? 'cultura',
    lines: [],
    effects: letters.effects,
  };
}

function departmentOf(one: PlayedCase): string {
  const outcome = outcomeOf(one);
  return 'department' in outcome ? outcome.department : (departmentOfCategory[one.category] ?? 'cultura');
}

/** The formal check: all in order, or one question that is not. */
export const answerForm: ActOnCase = (tx, act) => {
  const outcome = outcomeOf(act.one);
  const failed = outcome.kind === 'refused' ? outcome.item : outcome.kind === 'held' ? 'clear' : undefined;
  const comment = outcome.kind === 'refused' ? outcome.comment : letters.held;
  const items = act.items.filter(({ scope, category }) => scope === 'formal' && fits(category, act.one));
  return answerFormalCheck(tx, {
    ...common(act),
    answers: answersTo(items, failed, comment),
    reasons: reasonsFor(items, failed, comment),
    actorId: act.play.staff.coordinator,
  });
};

export const ask: ActOnCase = (tx, act) => {
  const evaluator = evaluatorFor(act);
  const departments = [{ departmentId: evaluator.departmentId, evaluatorId: evaluator.personId }];
  return assignDepartments(tx, { ...common(act), departments, actorId: act.play.staff.coordinator });
};

export const giveOpinion: ActOnCase = async (tx, act) => {
  const { play, one, items, now } = act;
  const { personId, departmentId } = evaluatorFor(act);
  const opinion = await tx
    .selectFrom('opinion')
    .select(['id', 'revision'])
    .where('city_id', '=', play.city.id)
    .where('case_id', '=', one.caseId)
    .where('department_id', '=', departmentId)
    .where('submitted_at', 'is', null)
    .where('taken_back_at', 'is', null)
    .executeTakeFirst();
  if (!opinion) return refuse('not-asked');
  const outcome = outcomeOf(one);
  const failed = outcome.kind === 'infeasible' ? outcome.item : undefined;
  const asked = items.filter(
    (item) =>
      item.scope === 'substantive' &&
      fits(item.category, one) &&
      (item.departmentId === null || item.departmentId === departmentId),
  );
  const feasible = outcome.kind === 'feasible';
  return submitOpinion(tx, {
    cityId: play.city.id,
    opinionId: opinion.id,
    revision: opinion.revision,
    content: {
      verdict: feasible ? 'feasible' : 'infeasible',
      answers: answersTo(asked, failed, outcome.kind === 'infeasible' ? outcome.comment : ''),
      lines: feasible ? costLines(outcome.lines) : [],
      comment: outcome.kind === 'infeasible' ? outcome.comment : feasible ? '' : letters.joinedOpinion,
      effects: feasible ? outcome.effects : '',
    },
    minutes: 20 + chance(one.folio).below(14) * 5,
    actorId: personId,
    now,
  });
};

export const prepare: ActOnCase = (tx, act) => {
  const { one, cases, items } = act;
  const outcome = outcomeOf(one);
  const plain = {
    cost: null,
    costReason: '',
    effects: '',
    joinedTo: null,
    actorId: act.play.staff.coordinator,
  };
  if (outcome.kind === 'feasible') {
    const cost = totalCost(costLines(outcome.lines));
    const { effects } = outcome;
    return prepareDecision(tx, { ...common(act), ...plain, outcome: 'feasible', cost, effects, reasons: '' });
  }
  if (outcome.kind === 'joined') {
    const target = cases.find(({ title }) => title === outcome.to);
    if (!target) return Promise.resolve(refuse('joined-to-missing'));
    const reasons = letters.joined.replace('{folio}', target.folio);
    const joinedTo = target.proposalId;
    return prepareDecision(tx, { ...common(act), ...plain, outcome: 'joined', joinedTo, reasons });
  }
  const failed = outcome.kind === 'infeasible' ? outcome.item : undefined;
  const reasons = reasonsFor(items, failed, outcome.kind === 'infeasible' ? outcome.comment : letters.held);
  return prepareDecision(tx, { ...common(act), ...plain, outcome: 'infeasible', reasons });
};

export const sign: ActOnCase = (tx, act) =>
  signDecision(tx, { ...common(act), departmentId: null, actorId: act.play.staff.signer });

function common({ play, one, now, revision }: CaseAct) {
  return { cityId: play.city.id, caseId: one.caseId, revision, now };
}

function evaluatorFor({ play, one }: CaseAct) {
  const { evaluators } = play.staff;
  const evaluator = evaluators.get(departmentOf(one)) ?? [...evaluators.values()][0];
  if (!evaluator) throw new Error('nobody evaluates');
  return evaluator;
}

function fits(category: string | null, one: PlayedCase): boolean {
  return category === null || category === one.category;
}

function answersTo(
  items: readonly ChecklistRow[],
  failed: string | undefined,
  comment: string,
): ItemAnswer[] {
  return items.map(({ id, code }) =>
    code === failed
      ? { itemId: id, answer: 'not_met' as const, comment }
      : { itemId: id, answer: 'met' as const, comment: '' },
  );
}

/** The sentence that the checklist has ready, and what it means for this proposal. */
function reasonsFor(items: readonly ChecklistRow[], failed: string | undefined, comment: string): string {
  const sentence = items.find(({ code }) => code === failed)?.refusal ?? '';
  return failed === undefined ? comment : `${sentence}\n\n${comment}`.trim();
}

function costLines(lines: readonly { readonly item: string; readonly quantity: number }[]): CostLine[] {
  if (lines.length === 0) {
    return [{ concept: letters.estimate, unit: letters.lot, quantityMilli: 1000, unitPrice: 65_000_000 }];
  }
  return lines.map(({ item, quantity }) => {
    const price = demoContent.prices.get(item);
    if (!price) throw new Error(`the price list has no ${item}`);
    const { concept, unit } = price;
    return { concept, unit, quantityMilli: quantity * 1000, unitPrice: price.price * 100 };
  });
}
