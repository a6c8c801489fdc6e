import { z } from 'zod';
import type { FieldError, PageRequest } from '../../platform/http/page.ts';
import { parseAmount } from '../../platform/money.ts';
import { answers } from '../case.ts';
import type { CostLine, OpinionContent } from '../opinion.ts';
import { parseQuantity } from '../quantity.ts';
import { prose, rowId } from './form-parts.ts';

/** Lines of a cost sheet that one form may carry. */
export const mostLines = 60;

const line = z.object({
  concept: prose(200),
  unit: prose(40),
  quantity: prose(40),
  price: prose(40),
});

/** An evaluator's form. An untouched question sends nothing, an untouched line sends empty text. */
export const opinionForm = z.object({
  opinionId: rowId,
  revision: z.coerce.number().int(),
  verdict: z.enum(['feasible', 'infeasible']).optional(),
  comment: prose(6000),
  effects: prose(3000),
  minutes: z
    .union([
      z.literal('').transform(() => null),
      z.coerce.number('evaluation.minutes-invalid').int().min(0).max(100_000),
    ])
    .default(null),
  answers: z
    .record(
      z.string().regex(/^\d{1,15}$/),
      z.object({ answer: z.enum(answers).optional(), comment: prose(2000) }),
    )
    .default({}),
  lines: z.record(z.string().regex(/^\d{1,2}$/), line).default({}),
});
export type OpinionForm = z.infer<typeof opinionForm>;

/** The typed form as an opinion, and what in its cost sheet cannot be read. Empty lines are left out. */
export function readOpinion(
  { city, locale }: Pick<PageRequest, 'city' | 'locale'>,
  form: OpinionForm,
): { readonly content: OpinionContent; readonly errors: FieldError[] } {
  const errors: FieldError[] = [];
  const lines: CostLine[] = [];
  for (const [index, { concept, unit, quantity, price }] of Object.entries(form.lines)) {
    if (concept + unit + quantity + price === '') continue;
    const quantityMilli = parseQuantity(quantity, locale);
    const unitPrice = parseAmount(price, city.currency);
    if (concept === '') errors.push({ field: `lines.${index}.concept`, key: 'form.missing' });
    if (quantityMilli === undefined) {
      errors.push({ field: `lines.${index}.quantity`, key: 'evaluation.quantity-invalid' });
    }
    if (unitPrice === undefined)
      errors.push({ field: `lines.${index}.price`, key: 'evaluation.price-invalid' });
    lines.push({ concept, unit, quantityMilli: quantityMilli ?? 0, unitPrice: unitPrice ?? 0 });
  }
  const given = Object.entries(form.answers).flatMap(([itemId, { answer, comment }]) =>
    answer ? [{ itemId: Number(itemId), answer, comment }] : [],
  );
  const { comment, effects } = form;
  return { content: { verdict: form.verdict ?? null, answers: given, lines, comment, effects }, errors };
}
