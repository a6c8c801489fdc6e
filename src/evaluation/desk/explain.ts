import type { FieldError, PageRequest, Refused } from '../../platform/http/page.ts';
import type { TextArgs } from '../../platform/i18n/texts.ts';
import { formatMoney } from '../../platform/money.ts';
import type { Refusal } from '../../platform/result.ts';
import type { FormalCheckRefusal } from '../answer-formal-check.ts';
import type { AssignRefusal } from '../assign-departments.ts';
import type { CaseState } from '../case.ts';
import type { OpinionRefusal } from '../opinion.ts';
import type { PrepareRefusal } from '../prepare-decision.ts';
import type { ReturnRefusal } from '../return-opinion.ts';
import type { SaveOpinionRefusal } from '../save-opinion.ts';
import type { SignRefusal } from '../sign-decision.ts';
import type { TakeBackRefusal } from '../take-back-question.ts';

/** Every reason that a verb of this module can give; each has its sentence. */
export type Reason =
  | AssignRefusal
  | FormalCheckRefusal
  | OpinionRefusal
  | PrepareRefusal
  | ReturnRefusal
  | SaveOpinionRefusal
  | SignRefusal
  | TakeBackRefusal
  | 'in-the-past';

type Reader = Pick<PageRequest, 't' | 'city' | 'locale'>;

/** A verb's refusal as the sentence of a form; `field` where the sentence is about one. */
export function sentence(request: Reader, refusal: Refusal<Reason>, field?: string): FieldError {
  const args = readable(request, refusal.details);
  return { key: `evaluation.refusal.${refusal.reason}`, args, ...(field && { field }) };
}

export function explain(
  request: Reader,
  refusal: Refusal<Reason>,
  fields: Readonly<Partial<Record<Reason, string>>> = {},
): Refused {
  return { kind: 'refused', errors: [sentence(request, refusal, fields[refusal.reason])] };
}

/** Amounts and states in the details as the reader writes them. */
function readable({ t, city, locale }: Reader, details: Refusal<Reason>['details']): TextArgs {
  const shown: Record<string, string | number> = { ...details };
  for (const name of ['cost', 'limit', 'sum']) {
    const minor = details[name];
    if (typeof minor === 'number') shown[name] = formatMoney({ minor, currency: city.currency }, locale);
  }
  if (typeof details.state === 'string') shown.state = t(`evaluation.state.${details.state as CaseState}`);
  return shown;
}
