import { momentIn } from '../../platform/time.ts';
import { cleanLine, cleanText } from '../clean-text.ts';
import { findPlace, type Territory, whereIs } from '../place.ts';
import { type Mapping, plain } from './mapping.ts';
import type { TableRow } from './read-table.ts';
import { rowCode } from './row-code.ts';
import { type ImportProblem, RowReader } from './row-reader.ts';

export interface ImportContext {
  readonly territory: Territory;
  readonly categories: readonly { readonly code: string; readonly name: string }[];
  readonly tracks: readonly { readonly code: string; readonly name: string }[];
  readonly titleLength: number;
  readonly timeZone: string;
  readonly now: Date;
  /** Codes of this source that the city has already, with their first text. */
  readonly known: ReadonlyMap<
    string,
    { readonly title: string; readonly problem: string; readonly idea: string }
  >;
}

export interface PlannedProposal {
  readonly line: number;
  readonly code: string;
  readonly title: string;
  readonly problem: string;
  readonly idea: string;
  readonly place: string | null;
  readonly districtId: number;
  readonly zoneId: number | null;
  readonly category: string;
  readonly track: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly submittedAt: Date;
  readonly supports: number | null;
}

export interface ImportPlan {
  readonly taken: readonly PlannedProposal[];
  /** Lines whose proposal is here already with the same text. */
  readonly unchanged: readonly number[];
  /** Lines that were not taken; each has at least one problem that says why. */
  readonly refused: readonly number[];
  readonly problems: readonly ImportProblem[];
}

/** The longest text that an import brings; the form's own limit is for people who type. */
const longestText = 20_000;

/** Decides on every row of a file: taken, already here, or refused with its reasons. Nothing is written. */
export function planImport(
  context: ImportContext,
  columns: readonly string[],
  rows: readonly TableRow[],
  mapping: Mapping,
): ImportPlan {
  const taken: PlannedProposal[] = [];
  const unchanged: number[] = [];
  const refused: number[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  for (const row of rows) {
    const reader = new RowReader(row, columns, mapping);
    const planned = planRow(context, reader, mapping);
    const code = planned?.code;
    if (code !== undefined && seen.has(code)) reader.refuse('code', 'repeated-code', code);
    if (code !== undefined) seen.add(code);
    const before = code === undefined ? undefined : context.known.get(code);
    if (planned && before && !sameText(planned, before)) reader.refuse('idea', 'differs', planned.title);
    problems.push(...reader.problems);
    if (!planned || reader.isRefused) refused.push(row.line);
    else if (before) unchanged.push(row.line);
    else taken.push(planned);
  }
  return { taken, unchanged, refused, problems };
}

type Texts = Pick<PlannedProposal, 'title' | 'problem' | 'idea'>;

function sameText(a: Texts, b: Texts): boolean {
  return a.title === b.title && a.problem === b.problem && a.idea === b.idea;
}

function planRow(context: ImportContext, row: RowReader, mapping: Mapping): PlannedProposal | undefined {
  if (row.tooManyCells()) row.refuse('title', 'columns', String(row.cells));
  const texts = readTexts(context, row);
  const zone = readZone(context, row, mapping);
  const track = readTrack(context, row, mapping);
  const category = readCategory(context, row, mapping);
  if (row.isRefused || !texts || !zone || track === undefined || category === undefined) return undefined;
  const where = { zoneId: zone.id };
  const found = findPlace(context.territory, { track, where, latitude: null, longitude: null });
  if (!found.ok) {
    row.refuse('zone', 'unknown-zone', zone.name);
    return undefined;
  }
  return {
    line: row.line,
    code: row.value('code') ? cleanLine(row.value('code')).slice(0, 100) : rowCode(row.cells),
    ...texts,
    place: cleanLine(row.value('place')).slice(0, 1000) || null,
    ...found.value,
    category,
    track,
    ...readPoint(context, row, zone.id),
    submittedAt: readDate(context, row),
    supports: readCount(row),
  };
}

function readTexts({ titleLength }: ImportContext, row: RowReader): Texts | undefined {
  const title = cleanLine(row.value('title'));
  const problem = cleanText(row.value('problem'));
  const idea = cleanText(row.value('idea'));
  if (!title) row.refuse('title', 'missing', '');
  if (!idea) row.refuse('idea', 'missing', '');
  if (title.length > Math.max(titleLength, 300)) row.refuse('title', 'too-long', title);
  if (problem.length > longestText) row.refuse('problem', 'too-long', problem);
  if (idea.length > longestText) row.refuse('idea', 'too-long', idea);
  return row.isRefused ? undefined : { title, problem, idea };
}

function readZone({ territory }: ImportContext, row: RowReader, mapping: Mapping) {
  const typed = row.value('zone').trim();
  // A city that is one zone needs no column for it.
  const [only, ...others] = territory.zones;
  if (typed === '' && only && others.length === 0) return only;
  const code = mapping.zones?.[typed] ?? typed;
  const zone =
    territory.zones.find((one) => one.code === code) ??
    territory.zones.find((one) => plain(one.name) === plain(code));
  if (!zone || typed === '') {
    row.refuse('zone', typed === '' ? 'missing' : 'unknown-zone', typed);
    return undefined;
  }
  return zone;
}

function readTrack({ tracks }: ImportContext, row: RowReader, mapping: Mapping): string | undefined {
  const typed = row.value('track').trim();
  const fallback = mapping.defaultTrack ?? (tracks.length === 1 ? tracks[0]?.code : undefined);
  const wanted = typed === '' ? fallback : typed;
  const found = tracks.find(({ code, name }) => code === wanted || plain(name) === plain(wanted ?? ''))?.code;
  if (found === undefined) row.refuse('track', typed === '' ? 'missing' : 'unknown-track', typed);
  return found;
}

/** The first category of the list in the cell that is known here; the default, with a word about it, when none is. */
function readCategory({ categories }: ImportContext, row: RowReader, mapping: Mapping): string | undefined {
  const typed = row.value('category').trim();
  for (const name of [typed, ...typed.split(/[;|,]/)].map((one) => one.trim())) {
    const wanted = mapping.categories?.[name] ?? name;
    const found = categories.find((one) => one.code === wanted || plain(one.name) === plain(wanted));
    if (name !== '' && found) return found.code;
  }
  const problem = typed === '' ? 'missing' : 'unknown-category';
  const fallback = categories.find(({ code }) => code === mapping.defaultCategory)?.code;
  if (fallback === undefined) row.refuse('category', problem, typed);
  else row.note('category', problem, typed);
  return fallback;
}

function readPoint({ territory }: ImportContext, row: RowReader, zoneId: number) {
  const none = { latitude: null, longitude: null };
  const typed = [row.value('latitude').trim(), row.value('longitude').trim()] as const;
  const [first, second] = typed;
  if (first === '' && second === '') return none;
  if (first === '' || second === '') {
    row.note(first === '' ? 'latitude' : 'longitude', 'half-a-point', first || second);
    return none;
  }
  const [latitude, longitude] = typed.map(readDegrees) as [number, number];
  if (Number.isNaN(latitude) || Number.isNaN(longitude)) {
    row.note(Number.isNaN(latitude) ? 'latitude' : 'longitude', 'not-a-number', `${first}, ${second}`);
    return none;
  }
  const inside =
    Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && whereIs(territory, latitude, longitude);
  if (inside === false || inside === 'outside') {
    row.note('latitude', 'outside-city', `${first}, ${second}`);
    return none;
  }
  // Named zones win over points: people know where they live better than where they clicked.
  if (inside && inside.id !== zoneId) row.note('latitude', 'other-zone', `${first}, ${second}`);
  return { latitude, longitude };
}

/** '41.6342' and, as Spanish spreadsheets write it, '41,6342'. */
function readDegrees(typed: string): number {
  return /^[+-]?\d{1,3}(?:[.,]\d+)?$/.test(typed) ? Number(typed.replace(',', '.')) : Number.NaN;
}

/** '31/12/2026', '31-12-2026' or '2026-12-31', with or without a time, which is not read; noon of that day in the city. */
function readDate({ timeZone, now }: ImportContext, row: RowReader): Date {
  const typed = row.value('date').trim();
  if (typed === '') return now;
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D|$)/.exec(typed);
  const day = local
    ? `${local[3]}-${local[2]?.padStart(2, '0')}-${local[1]?.padStart(2, '0')}`
    : (/^\d{4}-\d{2}-\d{2}(?=\D|$)/.exec(typed)?.[0] ?? '');
  const real = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || !real.toISOString().startsWith(day)) {
    row.note('date', 'not-a-date', typed);
    return now;
  }
  const moment = momentIn(timeZone, day, '12:00');
  if (moment.getTime() > now.getTime() + 86_400_000) {
    row.note('date', 'in-the-future', typed);
    return now;
  }
  return moment;
}

function readCount(row: RowReader): number | null {
  const typed = row.value('supports').trim();
  if (typed === '') return null;
  if (!/^\d{1,9}(?:\.0+)?$/.test(typed)) {
    row.note('supports', 'not-a-count', typed);
    return null;
  }
  return Number.parseInt(typed, 10);
}
