import { z } from 'zod';
import type { UploadedFile } from '../../platform/http/form.ts';
import {
  act,
  download,
  type FieldError,
  missing,
  type Outcome,
  type PageRequest,
  page,
  pressedBy,
  type Refused,
  redirect,
  refused,
  show,
} from '../../platform/http/page.ts';
import type { WrongText } from '../../platform/i18n/check-text.ts';
import type { Texts } from '../../platform/i18n/texts.ts';
import type { Result } from '../../platform/result.ts';
import { addLanguage, type LanguageProblem, raiseLanguage, removeLanguage } from '../change-languages.ts';
import { changeWords, checkWords, dropWord } from '../change-words.ts';
import { mayRunCity, maySeeCity } from '../city-policy.ts';
import { wordsOf } from '../city-queries.ts';
import { type FoundText, findWords } from '../find-words.ts';
import { isShipped, shippedTexts } from '../shipped-texts.ts';
import { readWordsFile, writeWordsFile } from '../words-file.ts';
import { UploadPreview } from './words-upload.tsx';
import { largestWordsFile, WordsView, wordsPlace } from './words-view.tsx';

const shownTexts = 25;
const shownProblems = 30;

export interface Language {
  readonly locale: string;
  readonly isShipped: boolean;
  readonly own: number;
  readonly all: number;
}

export interface WordsData {
  readonly query: WordsQuery;
  readonly found: readonly FoundText[];
  readonly count: number;
  readonly languages: readonly Language[];
}

const query = z.object({
  locale: z.string().max(35).optional().catch(undefined),
  q: z.string().trim().max(200).catch(''),
  which: z.enum(['all', 'own', 'open']).catch('all'),
});
export type WordsQuery = z.infer<typeof query>;
type Request = PageRequest<Record<string, never>, WordsQuery>;

const locale = z.string().trim().max(35);
const key = z.string().max(200);
const file = z.custom<UploadedFile>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value,
  'city.zones.no-file',
);
const texts = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: 'custom', message: 'city.words.not-a-file' });
      return z.NEVER;
    }
  })
  .pipe(z.record(key, z.string()));

function who({ city, viewer, now }: Request, chosen: string) {
  return { cityId: city.id, actorId: viewer.personId as number, now, locale: chosen };
}

/** Every text of the screens in every language of the city, to be found, changed, taken out and brought in. */
export const wordsPage = page<Record<string, never>, WordsQuery, WordsData>({
  path: wordsPlace,
  who: maySeeCity,
  largestFile: largestWordsFile,
  query,
  load: async ({ tx, city, query: asked }) => {
    const words = await wordsOf(tx, city.id);
    const row = await tx
      .selectFrom('city')
      .select('locales')
      .where('city_id', '=', city.id)
      .executeTakeFirstOrThrow();
    const chosen = row.locales.find((one) => one === asked.locale) ?? (row.locales[0] as string);
    const isAsked = asked.q !== '' || asked.which !== 'all';
    const found = isAsked ? findWords(words[chosen] ?? {}, { ...asked, locale: chosen }) : [];
    return {
      query: { ...asked, locale: chosen },
      count: found.length,
      found: found.slice(0, shownTexts),
      languages: row.locales.map((one) => ({
        locale: one,
        isShipped: isShipped(one),
        own: Object.keys(words[one] ?? {}).length,
        all: Object.keys(shippedTexts(one)).length,
      })),
    };
  },
  acts: pressedBy(mayRunCity, {
    change: act({
      input: z.object({ locale, key, text: z.string().trim() }),
      run: async (request: Request, input): Promise<Outcome> => {
        if (!request.city.locales.includes(input.locale)) return refused('city.words.unknown-language');
        const change = { ...who(request, input.locale), texts: { [input.key]: input.text } };
        const done = await changeWords(request.tx, change);
        return done.ok ? redirect(here(request), 'city.words.saved') : wrongTexts(done.wrong, 'text');
      },
    }),
    back: act({
      input: z.object({ locale, key }),
      run: async (request: Request, input) => {
        const done = await dropWord(request.tx, { ...who(request, input.locale), key: input.key });
        return done.ok ? redirect(here(request), 'city.words.wentback') : refused('city.gone');
      },
    }),
    'add-language': languageAct(addLanguage, 'locale'),
    'remove-language': languageAct(removeLanguage),
    'raise-language': languageAct(raiseLanguage),
    check: act({ repeatable: true, input: z.object({ locale, file }), run: checkUpload }),
    apply: act({
      input: z.object({ locale, texts }),
      run: async (request: Request, input): Promise<Outcome> => {
        if (!request.city.locales.includes(input.locale)) return refused('city.words.unknown-language');
        const done = await changeWords(request.tx, { ...who(request, input.locale), texts: input.texts });
        if (!done.ok) return wrongTexts(done.wrong);
        return redirect(wordsPlace, 'city.words.applied', { count: done.value });
      },
    }),
  }),
  view: (data) => <WordsView {...data} />,
});

/** `GET /desk/words/:locale/:format`: all texts of a language as a file. */
export const wordsFilePage = page<{ locale: string; format: 'csv' | 'json' }, Record<string, never>, never>({
  path: '/desk/words/:locale/:format',
  who: maySeeCity,
  params: z.object({ locale, format: z.enum(['csv', 'json']) }),
  load: async ({ tx, city, params }) => {
    if (!city.locales.includes(params.locale)) return missing;
    const own = (await wordsOf(tx, city.id))[params.locale] ?? {};
    const originals = shippedTexts(params.locale);
    const now = isShipped(params.locale) ? { ...originals, ...own } : own;
    const type = params.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json';
    const body = writeWordsFile(params.format, originals, now);
    return download(`${city.slug}-${params.locale}.${params.format}`, type, body);
  },
  view: (data) => data,
});

type LanguageVerb = typeof addLanguage;

function languageAct(verb: LanguageVerb, field?: string) {
  return act({
    input: z.object({ locale }),
    run: async (request: Request, input) => {
      const done: Result<undefined, LanguageProblem> = await verb(request.tx, who(request, input.locale));
      if (done.ok) return redirect(wordsPlace, 'city.words.languages-saved');
      return refused(`city.words.${done.reason}`, done.details, field);
    },
  });
}

async function checkUpload(
  { tx, city }: Request,
  input: { locale: string; file: UploadedFile },
): Promise<Outcome> {
  if (!city.locales.includes(input.locale)) return refused('city.words.unknown-language');
  const read = readWordsFile(input.file.bytes);
  if (!read.ok) return refused(`city.words.${read.reason}`, {}, 'file');
  const wrong = checkWords(input.locale, read.value);
  if (wrong.length > 0) return wrongTexts(wrong, 'file');
  const own = (await wordsOf(tx, city.id))[input.locale] ?? {};
  return show(
    <UploadPreview locale={input.locale} texts={read.value} {...countsOf(input.locale, own, read.value)} />,
  );
}

function countsOf(chosen: string, own: Texts, given: Texts) {
  const originals = shippedTexts(chosen);
  const changed = Object.entries(given).filter(([one, text]) => (own[one] ?? originals[one]) !== text).length;
  const done = new Set([...Object.keys(own), ...Object.keys(given)]);
  return { changed, open: isShipped(chosen) ? 0 : Object.keys(originals).length - done.size };
}

/** Each text that cannot stand, by its key. */
function wrongTexts(wrong: readonly WrongText[], field?: string): Refused {
  const errors: FieldError[] = wrong.slice(0, shownProblems).map(({ key: about, problem, what }) => ({
    ...(field && { field }),
    key: `city.words.${problem}`,
    args: { key: about, what },
  }));
  const left = wrong.length - errors.length;
  if (left > 0) errors.push({ ...(field && { field }), key: 'city.words.more', args: { count: left } });
  return { kind: 'refused', errors };
}

function here({ url }: Request): string {
  return url.pathname + url.search;
}
