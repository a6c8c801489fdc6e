import { z } from 'zod';
import type { FieldError } from '../../platform/http/page.ts';
import type { TextArgs, Translate } from '../../platform/i18n/texts.ts';
import { parseAmount } from '../../platform/money.ts';
import type { Blueprint } from '../blueprint.ts';
import { lowestDistricts, phaseKinds } from '../cycle-section.ts';
import type { CityAnswers } from '../fill-blueprint.ts';
import type { Finding } from '../finding.ts';
import { parsePath } from '../json-path.ts';
import { genericValue, typedValue } from '../typed-value.ts';

const text = z.string().trim();
const rows = <Row extends z.ZodType>(row: Row) => z.record(z.string(), row).default({});
const ticked = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string()),
);

/** The form of a new cycle; numbered rows arrive as objects with the numbers as keys. */
export const startInput = z.object({
  name: text.min(1).max(120),
  slug: text
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'cycle.desk.bad-slug')
    .max(40)
    .refine((slug) => slug !== 'start', 'cycle.desk.bad-slug'),
  prefix: text.toUpperCase().regex(/^[A-Z0-9]{2,8}$/, 'cycle.desk.bad-prefix'),
  phases: rows(z.object({ opens: text, closes: text })),
  districts: rows(z.object({ name: text.min(1).max(120), zones: ticked, above: text.optional() })),
  total: text,
  money: rows(z.record(z.string(), text)),
  indicators: rows(z.record(z.string(), text)),
  reserved: rows(z.object({ name: text, amount: text })),
  values: z.record(z.string(), text).default({}),
  acceptLeft: z.string().optional(),
  acceptBlackout: z.string().optional(),
  takeCity: z.string().optional(),
});

/** Ticked for lists and tables, which nobody types: what the generic blueprint has there. */
export const takeGeneric = '<generic>';

/** Unknown values outside the cycle's own section, in the order of the form's fields `values.0`, `values.1` … */
export function laterValues(unknown: readonly string[]): string[] {
  return unknown.filter((path) => !path.startsWith('cycle.'));
}

/** What was typed, read as the city writes money; each amount that cannot be read is an error at its field. */
export function readAnswers(
  input: z.infer<typeof startInput>,
  blueprint: Blueprint,
  unknown: readonly string[],
  currency: string,
): { answers: CityAnswers; errors: FieldError[] } {
  const errors: FieldError[] = [];
  const amount = (typed: string | undefined, field: string): number | null => {
    if (typed === undefined || typed === '') return null;
    const read = parseAmount(typed, currency);
    if (read === undefined) errors.push({ field, key: 'cycle.desk.bad-amount' });
    return read ?? null;
  };
  const whole = (typed: string, field: string): number | null => {
    if (typed === '') return null;
    const bare = typed.replace(/[\s,]/g, '');
    const read = /^\d+$/.test(bare) ? Number(bare) : Number.NaN;
    if (Number.isSafeInteger(read)) return read;
    errors.push({ field, key: 'cycle.desk.bad-whole' });
    return null;
  };
  const inOrder = <Row>(of: Readonly<Record<string, Row>>) =>
    Object.entries(of).sort(([a], [b]) => Number(a) - Number(b));
  const values: Record<string, unknown> = {};
  laterValues(unknown).forEach((path, index) => {
    const typed = input.values[index];
    if (typed === undefined || typed === '') return;
    const value = typed === takeGeneric ? genericValue(path) : typedValue(path, typed, currency);
    if (value === undefined) errors.push({ field: `values.${index}`, key: 'cycle.desk.bad-amount' });
    else values[path] = value;
  });
  const answers: CityAnswers = {
    prefix: input.prefix,
    phases: blueprint.cycle.phases.map((_, index) => ({
      opens: input.phases[index]?.opens || null,
      closes: input.phases[index]?.closes || null,
    })),
    districts: inOrder(input.districts).map(([, { name, zones, above = '' }]) => ({
      name,
      zones,
      above: above.split('/').flatMap((one) => (one.trim() === '' ? [] : [one.trim()])),
    })),
    total: amount(input.total, 'total'),
    money: inOrder(input.money).map(([row, tracks]) =>
      inOrder(tracks).map(([column, typed]) => amount(typed, `money.${row}.${column}`)),
    ),
    indicators: inOrder(input.indicators).map(([row, values]) =>
      inOrder(values).map(([column, typed]) => whole(typed, `indicators.${row}.${column}`)),
    ),
    reserved: inOrder(input.reserved)
      .filter(([, { name, amount: typed }]) => name !== '' || typed !== '')
      .map(([row, { name, amount: typed }]) => ({ name, amount: amount(typed, `reserved.${row}.amount`) })),
    values,
  };
  return { answers, errors };
}

/** A finding of the validator at the field where it can be corrected, or with its path where there is none. */
export function fieldErrorOf(
  { path, key, args }: Finding,
  blueprint: Blueprint,
  unknown: readonly string[],
  t: Translate,
): FieldError {
  const field = fieldOf(path, blueprint, unknown);
  const words = inWords(args, t);
  return field
    ? { field, key, args: words }
    : { key: 'cycle.finding.at', args: { path, sentence: t(key, words) } };
}

function fieldOf(path: string, blueprint: Blueprint, unknown: readonly string[]): string | undefined {
  const parts = parsePath(path) ?? [];
  const [section, list, index, last] = parts;
  if (section !== 'cycle') {
    const at = laterValues(unknown).indexOf(path);
    return at < 0 ? undefined : `values.${at}`;
  }
  if (list === 'prefix') return 'prefix';
  if (list === 'phases') return `phases.${index}.${last === 'closes' ? 'closes' : 'opens'}`;
  if (list === 'districts' && typeof index === 'number') {
    const district = blueprint.cycle.districts?.[index];
    const row = district ? lowestDistricts(blueprint.cycle.districts ?? []).indexOf(district) : -1;
    if (row < 0) return undefined;
    const indicator = (blueprint.cycle.money.formula?.indicators ?? []).findIndex(
      ({ code }) => code === last,
    );
    if (indicator >= 0) return `indicators.${row}.${indicator}`;
    return `districts.${row}.${last === 'name' ? 'name' : 'zones'}`;
  }
  if (list === 'money') return 'total';
  return undefined;
}

/** Names of phases instead of their codes. */
function inWords(args: TextArgs, t: Translate): TextArgs {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => {
      const kind = phaseKinds.find((one) => one === value);
      const isPhase = kind && (name === 'kind' || name === 'other' || name === 'before');
      return [name, isPhase ? t(`cycle.phase.${kind}`) : value];
    }),
  );
}
