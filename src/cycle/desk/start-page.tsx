import { z } from 'zod';
import { mayRunCity } from '../../city/city-policy.ts';
import { type Zone, zoneNamesOf } from '../../city/city-queries.ts';
import { takeCityPart } from '../../city/take-city-part.ts';
import type { Blackout } from '../../platform/blackout.ts';
import type { Tx } from '../../platform/db/database.ts';
import { act, missing, type Outcome, type PageRequest, page, redirect } from '../../platform/http/page.ts';
import { blackoutFindings, standingBlackouts } from '../blackout-preview.ts';
import { cityFindings } from '../blueprint-for-city.ts';
import { mayRunCycles } from '../cycle-policy.ts';
import { lowestDistricts } from '../cycle-section.ts';
import { fillBlueprint } from '../fill-blueprint.ts';
import { knownDocuments } from '../known-documents.ts';
import { startCycle } from '../start-cycle.ts';
import { validateBlueprint } from '../validate-blueprint.ts';
import { ChooseBlueprint, type Offered } from './choose-blueprint.tsx';
import { fieldErrorOf, readAnswers, startInput } from './start-answers.ts';
import { StartForm } from './start-form.tsx';
import { type StartChoice, type StartSource, startSource } from './start-source.ts';
import { uploadAct } from './upload-act.ts';

interface Query extends StartChoice {
  readonly districts?: number | undefined;
}

export interface StartData extends StartSource {
  readonly zones: readonly Omit<Zone, 'geometry'>[];
  /** How many districts hold zones: the blueprint's, or as many as were asked for. */
  readonly districtCount: number;
  /** Announced ones that have not ended: phases may fall into them. */
  readonly blackouts: readonly Blackout[];
}

const query = z.object({
  blueprint: z.string().optional(),
  start: z.iso.date().optional().catch(undefined),
  without: z.string().optional(),
  districts: z.coerce.number().int().min(1).max(80).optional().catch(undefined),
});

/** A new edition: choose a blueprint, give it the city's dates, districts and money; it begins as a draft. */
export const startPage = page<Record<string, never>, Query, StartData | { offered: Offered[] }>({
  path: '/desk/cycle/start',
  who: mayRunCycles,
  query,
  load: async ({ tx, city, now, query: chosen }) => {
    if (chosen.blueprint === undefined) return { offered: await offeredBlueprints(tx, city.id) };
    const source = await startSource(tx, city.id, chosen);
    if (!source) return missing;
    const zones = await zoneNamesOf(tx, city.id);
    const own = source.blueprint.cycle.districts;
    const districtCount = own ? lowestDistricts(own).length : (chosen.districts ?? 2);
    const blackouts = await standingBlackouts(tx, city.id, city.timeZone, now);
    return { ...source, zones, districtCount, blackouts };
  },
  acts: { start: act({ input: startInput, run: start }), upload: uploadAct },
  view: (data) => ('offered' in data ? <ChooseBlueprint {...data} /> : <StartForm {...data} />),
});

/** Those that the house can read: one whose rules no module knows would only disappoint. */
async function offeredBlueprints(tx: Tx, cityId: number): Promise<Offered[]> {
  return (await knownDocuments(tx, cityId)).flatMap(({ document, ...known }) => {
    const { blueprint, unknown, unsupported } = validateBlueprint(document);
    return blueprint ? [{ ...known, blueprint, unknown, unsupported: unsupported.length }] : [];
  });
}

async function start(
  request: PageRequest<unknown, Query>,
  input: z.infer<typeof startInput>,
): Promise<Outcome> {
  const { tx, city, viewer, now, query: chosen, t } = request;
  const origin = await startSource(tx, city.id, chosen);
  if (!origin) return redirect('/desk/cycle/start');
  const { answers, errors } = readAnswers(input, origin.blueprint, origin.unknown, city.currency);
  if (errors.length > 0) return { kind: 'refused', errors };
  const blueprint = fillBlueprint(origin.blueprint, answers);
  const zones = await zoneNamesOf(tx, city.id);
  const { warnings } = cityFindings(
    blueprint.cycle,
    zones.map(({ code }) => code),
  );
  const silent = blackoutFindings(
    blueprint.cycle,
    await standingBlackouts(tx, city.id, city.timeZone, now),
    city.timeZone,
  );
  const { slug, name } = input;
  // A cycle's coordinator does not change the city: that is its administrator's.
  if (blueprint.city && input.takeCity !== undefined && mayRunCity(viewer) === 'allowed') {
    const part = blueprint.city;
    await takeCityPart(tx, { cityId: city.id, actorId: viewer.personId, now, part });
  }
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
  if (silent.length > 0 && input.acceptBlackout === undefined) {
    return {
      kind: 'refused',
      errors: silent.map(({ key, args }) => ({ field: 'acceptBlackout', key, args })),
    };
  }
  return redirect(`/desk/cycle/${slug}`, 'cycle.done.started');
}
