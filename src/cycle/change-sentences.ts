import type { TextKey, Translate } from '../platform/i18n/texts.ts';
import { formatMoney } from '../platform/money.ts';
import { phaseKinds } from './cycle-section.ts';
import type { Change } from './diff-blueprints.ts';
import { formatPath, type JsonPath, valueAt } from './json-path.ts';
import { cycleTexts } from './texts.ts';
import { isMoneyPath } from './typed-value.ts';
import { closingText, openingText } from './wall-clock.ts';

export interface ChangeReader {
  readonly t: Translate;
  readonly locale: string;
  /** ISO 4217, of the city that reads. */
  readonly currency: string;
  readonly was: unknown;
  readonly is: unknown;
}

/** A difference as a coordinator reads it: "Votación · abre: era 6 de agosto de 2023, 0:00, es …". */
export function changeSentence({ path, was, is }: Change, reader: ChangeReader): string {
  const { t } = reader;
  const label = labelOf(path, is === undefined ? reader.was : reader.is, reader);
  const said = (value: unknown) => valueText(value, path, reader);
  // An item is told by its name, which the label ends with already.
  const bare = (value: unknown) => label.endsWith(said(value));
  if (was === undefined) {
    return bare(is) ? t('cycle.diff.new', { label }) : t('cycle.diff.added', { label, is: said(is) });
  }
  if (is === undefined) {
    return bare(was) ? t('cycle.diff.gone', { label }) : t('cycle.diff.removed', { label, was: said(was) });
  }
  return t('cycle.diff.changed', { label, was: said(was), is: said(is) });
}

/** Names of the things on the way to a value, without its section. */
function labelOf(path: JsonPath, document: unknown, { t }: ChangeReader): string {
  return path
    .slice(1)
    .map((part, index) => {
      if (typeof part === 'string') return wordFor(part, 'label', t) ?? nameIn(document, 'tracks', part, t);
      return itemName(valueAt(document, path.slice(0, index + 2)), document, t) ?? String(part + 1);
    })
    .join(' · ');
}

function itemName(item: unknown, document: unknown, t: Translate): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { name, question, kind, track, district, role, department, code } = item as Record<string, unknown>;
  const phase = phaseKinds.find((one) => one === kind);
  if (phase) return t(`cycle.phase.${phase}`);
  for (const one of [name, question]) if (typeof one === 'string') return one;
  if (typeof role === 'string') {
    const held = wordFor(role, 'word', t) ?? role;
    return typeof department === 'string' ? `${held} (${department})` : held;
  }
  const parts = [
    typeof track === 'string' ? nameIn(document, 'tracks', track, t) : '',
    typeof district === 'string' ? nameIn(document, 'districts', district, t) : '',
  ].filter((one) => one !== '');
  if (parts.length > 0) return parts.join(', ');
  return typeof code === 'string' ? code : undefined;
}

/** The name of a track or district by its code; a code that stands for all of them by its word. */
function nameIn(document: unknown, list: 'tracks' | 'districts', code: string, t: Translate): string {
  const all = valueAt(document, ['cycle', list]);
  const found = Array.isArray(all) ? all.find((one) => one?.code === code) : undefined;
  return typeof found?.name === 'string' ? found.name : (wordFor(code, 'word', t) ?? code);
}

function valueText(value: unknown, path: JsonPath, reader: ChangeReader): string {
  const { t, locale, currency } = reader;
  if (value === null) return t('cycle.diff.unknown');
  if (typeof value === 'boolean') return t(value ? 'cycle.value.yes' : 'cycle.value.no');
  if (typeof value === 'number') {
    if (isMoneyPath(formatPath(path))) return formatMoney({ minor: value, currency }, locale);
    return new Intl.NumberFormat(locale).format(value);
  }
  if (typeof value === 'string') {
    // A wall clock has no zone; read and written in the same one it stays what it says.
    if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(value)) {
      const moment = new Date(`${value}:00Z`);
      const text = path.at(-1) === 'closes' ? closingText : openingText;
      return text(moment, locale, 'UTC');
    }
    return wordFor(value, 'word', t) ?? `“${value}”`;
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return t('cycle.diff.nothing');
    return value.map((item, index) => valueText(item, [...path, index], reader)).join(', ');
  }
  const name = itemName(value, reader.is, t);
  const inside = Object.entries(value as object)
    .filter(
      ([key]) =>
        !['code', 'name', 'question', 'kind', 'track', 'district', 'role', 'department'].includes(key),
    )
    .map(([key, one]) => `${wordFor(key, 'label', t) ?? key}: ${valueText(one, [...path, key], reader)}`)
    .join('; ');
  if (name === undefined) return inside;
  return inside === '' || 'question' in (value as object) ? name : `${name} (${inside})`;
}

function wordFor(code: string, kind: 'label' | 'word', t: Translate): string | undefined {
  const key = `cycle.${kind}.${code}`;
  return Object.hasOwn(cycleTexts.es, key) ? t(key as TextKey) : undefined;
}
