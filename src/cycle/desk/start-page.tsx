import { z } from 'zod';
import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { act, missing, type Outcome, type PageRequest, page, redirect } from '../../platform/http/page.ts';
import type { Blueprint } from '../blueprint.ts';
import { cityFindings } from '../blueprint-for-city.ts';
import { builtInBlueprints } from '../built-in-blueprints.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import { lowestDistricts } from '../cycle-section.ts';
import { fillBlueprint } from '../fill-blueprint.ts';
import { startCycle } from '../start-cycle.ts';
import { validateBlueprint } from '../validate-blueprint.ts';
import { ChooseBlueprint, type Offered } from './choose-blueprint.tsx';
import { fieldErrorOf, readAnswers, startInput } from './start-answers.ts';
import { StartForm } from './start-form.tsx';

interface Query {
  readonly blueprint?: string | undefined;
  readonly districts?: number | undefined;
}

export interface StartData {
  readonly blueprint: Blueprint;
  readonly unknown: readonly string[];
  readonly zones: readonly Omit<Zone, 'geometry'>[];
  /** How many districts hold zones: the blueprint's, or as many as were asked for. */
  readonly districtCount: number;
}

const query = z.object({
  blueprint: z.string().optional(),
  districts: z.coerce.number().int().min(1).max(80).optional().catch(undefined),
});

/** A new edition: choose a blueprint, give it the city's dates, districts and money; it begins as a draft. */
export const startPage = page<Record<string, never>, Query, StartData | { offered: Offered[] }>({
  path: '/desk/cycle/start',
  who: mayRunCycles,
  query,
  load: async ({ tx, city, query: { blueprint: name, districts } }) => {
    if (name === undefined) return { offered: offeredBlueprints() };
    const { blueprint, unknown } = validateBlueprint(builtInBlueprints[name]);
    if (!blueprint) return missing;
    const zones = await zoneNamesOf(tx, city.id);
    const own = blueprint.cycle.districts;
    const districtCount = own ? lowestDistricts(own).length : (districts ?? 2);
    return { blueprint, unknown, zones, districtCount };
  },
  acts: { start: act({ input: startInput, run: start }) },
  view: (data) => ('offered' in data ? <ChooseBlueprint {...data} /> : <StartForm {...data} />),
});

/** Those that the house can read: one whose rules no module knows would only disappoint. */
function offeredBlueprints(): Offered[] {
  return Object.values(builtInBlueprints).flatMap((document) => {
    const { blueprint, unknown } = validateBlueprint(document);
    return blueprint ? [{ blueprint, unknown }] : [];
  });
}

async function start(
  request: PageRequest<unknown, Query>,
  input: z.infer<typeof startInput>,
): Promise<Outcome> {
  const { tx, city, viewer, now, query: chosen, t } = request;
  const origin = validateBlueprint(builtInBlueprints[chosen.blueprint ?? '']);
  if (!origin.blueprint) return redirect('/desk/cycle/start');
  const { answers, errors } = readAnswers(input, origin.blueprint, origin.unknown, city.currency);
  if (errors.length > 0) return { kind: 'refused', errors };
  const blueprint = fillBlueprint(origin.blueprint, answers);
  const zones = await zoneNamesOf(tx, city.id);
  const { warnings } = cityFindings(
    blueprint.cycle,
    zones.map(({ code }) => code),
  );
  const { slug, name } = input;
  const started = await startCycle(tx, {
    cityId: city.id,
    actorId: viewer.personId,
    now,
    slug,
    name,
    blueprint,
  });
  if (!started.ok) {
    if (started.reason === 'slug-taken') {
      return { kind: 'refused', errors: [{ field: 'slug', key: 'cycle.refused.slug-taken' }] };
    }
    return {
      kind: 'refused',
      errors: started.findings.map((one) => fieldErrorOf(one, blueprint, origin.unknown, t)),
    };
  }
  if (warnings.length > 0 && input.acceptLeft === undefined) {
    return { kind: 'refused', errors: warnings.map(({ key, args }) => ({ field: 'acceptLeft', key, args })) };
  }
  return redirect(`/desk/cycle/${slug}`, 'cycle.done.started');
}
