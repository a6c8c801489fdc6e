import { z } from 'zod';
import type { CitySection } from '../../city/blueprint.ts';
import { cityPartOf } from '../../city/city-part.ts';
import {
  act,
  download,
  missing,
  type Outcome,
  type PageRequest,
  page,
  pressedBy,
  redirect,
  refused,
} from '../../platform/http/page.ts';
import type { Blueprint } from '../blueprint.ts';
import type { Cycle } from '../cycle.ts';
import { mayRunCycles, maySeeSetup } from '../cycle-policy.ts';
import { cycleBySlug } from '../cycle-queries.ts';
import { type Change, diffBlueprints } from '../diff-blueprints.ts';
import { exportBlueprint } from '../export-blueprint.ts';
import { type Origin, originOf } from '../known-documents.ts';
import {
  openSections,
  type TakeableSection,
  takeableSections,
  takeOverSections,
  withSections,
} from '../take-over-sections.ts';
import { BlueprintView } from './blueprint-view.tsx';
import { findingErrors } from './finding-errors.ts';

export interface BlueprintData {
  readonly cycle: Cycle;
  /** City and cycle as they stand. */
  readonly document: Blueprint;
  readonly origin: Origin;
  readonly changes: readonly Change[];
  /** What taking over each section of the newer version would change; sections without a change are left out. */
  readonly offered: readonly { readonly section: TakeableSection; readonly changes: readonly Change[] }[];
  readonly open: readonly TakeableSection[];
  readonly rolesToFill: CitySection['roles'];
}

const params = z.object({ slug: z.string() });
type Params = z.infer<typeof params>;

/** The document of an edition: what it changed since its origin, an improved origin to take over, the file to pass on. */
export const blueprintPage = page<Params, Record<string, never>, BlueprintData>({
  path: '/desk/cycle/:slug/blueprint',
  who: maySeeSetup,
  params,
  load: async ({ tx, city, now, params: { slug } }) => {
    const cycle = await cycleBySlug(tx, city.id, slug);
    if (!cycle) return missing;
    const origin = await originOf(tx, city.id, cycle.id);
    const document = await exportBlueprint(tx, { city, cycle, now });
    const { newer } = origin;
    const next = newer && withSections(cycle.blueprint, newer, takeableSections);
    const ahead = next ? diffBlueprints(cycle.blueprint, next) : [];
    const held = await cityPartOf(tx, city.id);
    const key = ({ role, department = '' }: CitySection['roles'][number]) => `${role} ${department}`;
    const filled = new Set(held.roles.map(key));
    return {
      cycle,
      document,
      origin,
      changes: origin.document
        ? diffBlueprints(origin.document, { ...document, city: origin.document.city && document.city })
        : [],
      offered: takeableSections.flatMap((section) => {
        const changes = ahead.filter((change) => change.section === section);
        return changes.length > 0 ? [{ section, changes }] : [];
      }),
      open: await openSections(tx, cycle, now),
      rolesToFill: (cycle.blueprint.city?.roles ?? []).filter((role) => !filled.has(key(role))),
    };
  },
  acts: pressedBy(mayRunCycles, {
    'take-over': act({
      input: z.object({
        sections: z.preprocess(
          (value) => (value === undefined ? [] : [value].flat()),
          z.array(z.enum(takeableSections)).min(1, 'cycle.refused.nothing-chosen'),
        ),
      }),
      run: takeOver,
    }),
  }),
  view: (data) => <BlueprintView {...data} />,
});

async function takeOver(
  { tx, city, viewer, now, params: { slug }, t }: PageRequest<Params, unknown>,
  { sections }: { sections: readonly TakeableSection[] },
): Promise<Outcome> {
  const cycle = await cycleBySlug(tx, city.id, slug);
  if (!cycle) return refused('cycle.refused.missing');
  const { newer } = await originOf(tx, city.id, cycle.id);
  if (!newer) return refused('cycle.refused.nothing-newer');
  const act = { cityId: city.id, cycleId: cycle.id, actorId: viewer.personId as number, now };
  const done = await takeOverSections(tx, { ...act, sections, from: newer });
  if (done.ok) return redirect(`/desk/cycle/${slug}/blueprint`, 'cycle.done.sections-taken');
  if (done.reason === 'invalid')
    return { kind: 'refused', errors: findingErrors(done.findings, 'sections', t) };
  return refused(`cycle.refused.${done.reason}`, {}, 'sections');
}

/** City and cycle as one file, the same that the command exports. */
export const blueprintFilePage = page<Params>({
  path: '/desk/cycle/:slug/blueprint.json',
  who: maySeeSetup,
  params,
  load: async ({ tx, city, now, params: { slug } }) => {
    const cycle = await cycleBySlug(tx, city.id, slug);
    if (!cycle) return missing;
    const document = await exportBlueprint(tx, { city, cycle, now });
    const name = `${document.name}-${document.version}.json`;
    return download(name, 'application/json', `${JSON.stringify(document, null, 2)}\n`);
  },
  view: () => <></>,
});
