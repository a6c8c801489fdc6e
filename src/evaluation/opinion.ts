import { type Refusal, refuse } from '../platform/result.ts';
import type { Answer } from './case.ts';

/** One line of a cost estimate. Quantity in thousandths of the unit, price in minor units of money for one unit. */
export interface CostLine {
  readonly concept: string;
  readonly unit: string;
  readonly quantityMilli: number;
  readonly unitPrice: number;
}

/** A question of the checklist as it was put to whoever answers it. */
export interface ChecklistItem {
  readonly id: number;
  readonly code: string;
  readonly question: string;
  readonly help: string;
  readonly legalBasis: string;
  readonly blocking: boolean;
  readonly correctable: boolean;
  /** The plain sentence that becomes the reason when the item is not met; '' where there is none. */
  readonly refusal: string;
}

export interface ItemAnswer {
  readonly itemId: number;
  readonly answer: Answer;
  readonly comment: string;
}

export type Verdict = 'feasible' | 'infeasible';

/** Minor units of one line, rounded half up: 2.5 m² at 99.99 is 249.98. Exact, because the product may pass 2^53. */
export function lineCost({ quantityMilli, unitPrice }: CostLine): number {
  return Number((BigInt(quantityMilli) * BigInt(unitPrice) + 500n) / 1000n);
}

export function totalCost(lines: readonly CostLine[]): number {
  return lines.reduce((sum, line) => sum + lineCost(line), 0);
}

/** What a proposal may cost at most, minor units; null where nothing limits it. */
export interface CostLimits {
  readonly maximum: number | null;
}

export interface OpinionContent {
  readonly verdict: Verdict | null;
  readonly answers: readonly ItemAnswer[];
  readonly lines: readonly CostLine[];
  readonly comment: string;
  readonly effects: string;
}

export type OpinionRefusal =
  | 'item-unanswered'
  | 'verdict-missing'
  | 'cost-missing'
  | 'effects-missing'
  | 'justification-missing'
  | 'blocking-not-met'
  | 'cost-over-cap';

/**
 * What stands between an opinion and its submission: all of it, so that a form can show everything at once.
 */
export function opinionProblems(
  opinion: OpinionContent,
  items: readonly ChecklistItem[],
  limits: CostLimits,
): Refusal<OpinionRefusal>[] {
  const problems: Refusal<OpinionRefusal>[] = [];
  const answerOf = new Map(opinion.answers.map((one) => [one.itemId, one.answer]));
  for (const item of items) {
    if (!answerOf.has(item.id)) problems.push(refuse('item-unanswered', { itemId: item.id }));
  }
  if (opinion.verdict === null) problems.push(refuse('verdict-missing'));
  if (opinion.verdict === 'infeasible' && opinion.comment.trim() === '') {
    problems.push(refuse('justification-missing'));
  }
  const cost = totalCost(opinion.lines);
  if (limits.maximum !== null && cost > limits.maximum && opinion.verdict === 'feasible') {
    problems.push(refuse('cost-over-cap', { cost, limit: limits.maximum }));
  }
  if (opinion.verdict !== 'feasible') return problems;
  if (cost <= 0) problems.push(refuse('cost-missing'));
  if (opinion.effects.trim() === '') problems.push(refuse('effects-missing'));
  const blocking = items.find((item) => item.blocking && answerOf.get(item.id) === 'not_met');
  if (blocking)
    problems.push(refuse('blocking-not-met', { itemId: blocking.id, question: blocking.question }));
  return problems;
}

/**
 * The letter of refusal before anybody edits it: the sentence of each item that was not met, once, in the checklist's order.
 * Comments stay inside the desk.
 */
export function assembleReasons(
  items: readonly ChecklistItem[],
  given: readonly Pick<ItemAnswer, 'itemId' | 'answer'>[],
): string {
  const failed = new Set(given.filter((one) => one.answer === 'not_met').map((one) => one.itemId));
  const sentences = items
    .filter((item) => failed.has(item.id) && item.refusal !== '')
    .map((item) => item.refusal);
  return [...new Set(sentences)].join('\n\n');
}
