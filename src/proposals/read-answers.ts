import { z } from 'zod';
import type { FieldError } from '../platform/http/page.ts';
import type { AnswerProblem, ProposalAnswers } from './check-proposal.ts';
import { cleanLine, cleanText } from './clean-text.ts';
import type { DraftAnswers } from './draft.ts';
import { readWhere } from './place.ts';
import type { TextKey } from '../platform/i18n/texts.ts';

const line = z.string().max(2000).transform(cleanLine);
const text = z.string().max(100_000).transform(cleanText);
const coordinate = z.string().max(40).optional();

/** The form of a proposal as it arrives. Length and choice are for `answerErrors`, which knows the cycle. */
export const answersForm = z
  .object({
    title: line.pipe(z.string().min(1, 'proposals.form.title-missing')),
    problem: text.pipe(z.string().min(1, 'proposals.form.problem-missing')),
    idea: text.pipe(z.string().min(1, 'proposals.form.idea-missing')),
    track: z.string().max(60).default(''),
    category: z.string().max(60).min(1, 'proposals.form.category-missing'),
    where: z.string().max(30).min(1, 'proposals.form.where-missing'),
    place: line.default(''),
    latitude: coordinate,
    longitude: coordinate,
  })
  .transform(({ latitude, longitude, ...rest }): DraftAnswers => ({ ...rest, ...readPoint(latitude, longitude) }));

/** Both or neither, rounded to a metre or so; anything else is as if nobody had pointed. */
function readPoint(latitude = '', longitude = '') {
  const point = [latitude, longitude].map((typed) => (typed.trim() === '' ? Number.NaN : Number(typed)));
  const [lat, lng] = point as [number, number];
  const real = Math.abs(lat) <= 90 && Math.abs(lng) <= 180;
  return real
    ? { latitude: Math.round(lat * 1e5) / 1e5, longitude: Math.round(lng * 1e5) / 1e5 }
    : { latitude: null, longitude: null };
}

/** What was typed as answers that can be checked; undefined where the place is no place at all. */
export function readAnswers(draft: DraftAnswers, onlyTrack: string | undefined): ProposalAnswers | undefined {
  const where = readWhere(draft.where);
  if (!where) return undefined;
  return { ...draft, where, track: draft.track || onlyTrack || '', place: draft.place || null };
}

/** Texts that are too long for the cycle, each at its field. */
export function lengthErrors(
  draft: DraftAnswers,
  { titleLength, textLength }: { readonly titleLength: number; readonly textLength: number },
): FieldError[] {
  const limits = { title: titleLength, problem: textLength, idea: textLength, place: 300 } as const;
  return Object.entries(limits).flatMap(([field, maximum]) =>
    draft[field as keyof typeof limits].length > maximum ? [{ field, key: 'form.too-long', args: { maximum } } as const] : [],
  );
}

const fieldOf: Readonly<Record<AnswerProblem, string>> = {
  'unknown-track': 'track',
  'unknown-category': 'category',
  'unknown-place': 'where',
  'outside-city': 'where',
  elsewhere: 'where',
  'text-missing': 'idea',
  'text-too-long': 'idea',
};

/** A refusal of the answers as an error of the field that it is about. */
export function answerError(
  reason: AnswerProblem,
  args: Readonly<Record<string, string | number>>,
): FieldError {
  return { field: fieldOf[reason], key: `proposals.refused.${reason}` satisfies TextKey, args };
}
