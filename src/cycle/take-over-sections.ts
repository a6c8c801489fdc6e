import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { type Ok, ok, type Refusal, refuse } from '../platform/result.ts';
import { lockCycle } from './acts/cycle-act.ts';
import type { Blueprint, SectionName } from './blueprint.ts';
import type { Cycle } from './cycle.ts';
import { cycleById, phasesOf } from './cycle-queries.ts';
import type { PhaseKind } from './cycle-section.ts';
import type {} from './events.ts';
import type { Finding } from './finding.ts';
import { validateBlueprint } from './validate-blueprint.ts';

/** Sections that hold rules alone; calendar, territory and money of a cycle are its own from the start. */
export const takeableSections = ['proposals', 'evaluation', 'voting', 'counting', 'projects'] as const;
export type TakeableSection = (typeof takeableSections)[number];

/** The phase with whose opening a section's rules are fixed: people act on them from then on. */
const fixedBy: Readonly<Record<TakeableSection, PhaseKind>> = {
  proposals: 'proposals',
  evaluation: 'evaluation',
  voting: 'voting',
  counting: 'voting',
  projects: 'projects',
};

export interface Takeover {
  readonly cityId: number;
  readonly cycleId: number;
  readonly actorId: number;
  readonly now: Date;
  readonly sections: readonly TakeableSection[];
  /** The document that they come from, validated. */
  readonly from: Blueprint;
}

export type NotTaken = Refusal<'missing' | 'nothing-chosen' | 'already-fixed' | 'invalid'> & {
  readonly findings: readonly Finding[];
};

/**
 * Replaces whole sections of a cycle's document by those of another version. Values that the city has given stay where the
 * new section leaves them unknown. All of them or none; the document it started from is kept.
 */
export async function takeOverSections(tx: Tx, input: Takeover): Promise<Ok<undefined> | NotTaken> {
  const { cityId, cycleId, actorId, now, sections, from } = input;
  const no = (reason: NotTaken['reason'], findings: readonly Finding[] = []): NotTaken => ({
    ...refuse(reason),
    findings,
  });
  await lockCycle(tx, cityId, cycleId);
  const cycle = await cycleById(tx, cityId, cycleId);
  if (!cycle) return no('missing');
  if (sections.length === 0) return no('nothing-chosen');
  const open = await openSections(tx, cycle, now);
  if (sections.some((section) => !open.includes(section))) return no('already-fixed');
  const document = withSections(cycle.blueprint, from, sections);
  const { errors, unsupported } = validateBlueprint(document);
  if (errors.length + unsupported.length > 0) return no('invalid', [...errors, ...unsupported]);
  const last = await tx
    .selectFrom('cycle_value')
    .select(({ fn }) => fn.max<number | null>('id').as('id'))
    .where('city_id', '=', cityId)
    .where('cycle_id', '=', cycleId)
    .executeTakeFirstOrThrow();
  const origin = `${from.name} ${from.version}`;
  await tx
    .insertInto('cycle_takeover')
    .values({
      city_id: cityId,
      cycle_id: cycleId,
      sections: [...sections],
      origin,
      blueprint: JSON.stringify(document),
      last_value: last.id ?? 0,
      taken_by: actorId,
      at: now,
    })
    .execute();
  await record(tx, cityId, {
    name: 'cycle.sections-taken',
    subject: `cycle:${cycleId}`,
    actorId,
    at: now,
    data: { cycleId, origin, sections: [...sections] },
  });
  return ok();
}

/** The sections that may still change: all of a draft's, else those whose phase has not begun and no ballot holds. */
export async function openSections(tx: Tx, cycle: Cycle, now: Date): Promise<TakeableSection[]> {
  if (cycle.state === 'cancelled') return [];
  const phases = cycle.state === 'draft' ? [] : await phasesOf(tx, cycle, now);
  const frozen = await tx
    .selectFrom('event')
    .select('id')
    .where('city_id', '=', cycle.cityId)
    .where('subject', '=', `cycle:${cycle.id}`)
    .where('name', '=', 'ballot.frozen')
    .executeTakeFirst();
  return takeableSections.filter((section) => {
    if (frozen && fixedBy[section] === 'voting') return false;
    const phase = phases.find(({ kind }) => kind === fixedBy[section]);
    return phase === undefined || phase.opensAt > now;
  });
}

/** The document with sections of another one, and what the city knows in place of their unknown values. */
export function withSections(
  document: Blueprint,
  from: Blueprint,
  sections: readonly SectionName[],
): Blueprint {
  const taken = sections.map((section) => [section, knownOver(from[section], document[section])]);
  return { ...document, ...Object.fromEntries(taken) };
}

function knownOver(next: unknown, known: unknown): unknown {
  if (next === null) return known ?? null;
  if (typeof next !== 'object' || typeof known !== 'object' || known === null) return next;
  if (Array.isArray(next) !== Array.isArray(known)) return next;
  if (Array.isArray(next)) {
    return next.map((item, index) => knownOver(item, counterpart(item, index, known as readonly unknown[])));
  }
  return Object.fromEntries(
    Object.entries(next as object).map(([key, value]) => [
      key,
      knownOver(value, (known as Readonly<Record<string, unknown>>)[key]),
    ]),
  );
}

/** The same item of another list: by its code or track, or by its place where items have neither. */
function counterpart(item: unknown, index: number, list: readonly unknown[]): unknown {
  const key = nameOf(item);
  return key === undefined ? list[index] : list.find((one) => nameOf(one) === key);
}

function nameOf(item: unknown): unknown {
  if (typeof item !== 'object' || item === null) return undefined;
  const { code, track } = item as Readonly<Record<string, unknown>>;
  return code ?? track;
}
