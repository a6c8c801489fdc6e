import { addCity, checkPlace, type NewCity } from '../city/create-city.ts';
import { mexicanHolidays } from '../city/mexican-holidays.ts';
import { createPerson } from '../people/create-person.ts';
import { grantRole } from '../people/grant-role.ts';
import type { Tx } from '../platform/db/database.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import { findSetupToken, type TokenProblem } from './setup-token.ts';

/** What a city begins with; everything else is done at its desk. */
export interface CitySetup {
  readonly name: string;
  readonly slug: string;
  readonly host?: string | undefined;
  readonly timeZone: string;
  readonly currency: string;
  /** BCP 47, the default first. */
  readonly locales: readonly string[];
  readonly holidays: 'mexico' | 'none';
  /** Of the first administrator; normalised. */
  readonly email: string;
  readonly now: Date;
}

export type PlaceProblem = 'slug-taken' | 'host-taken';

/** Opens a city with its first administrator, all or nothing. `tx` must be no city's; it is the new city's afterwards. */
export async function setUpCity(tx: Tx, setup: CitySetup): Promise<Result<number, PlaceProblem>> {
  const { name, slug, host, timeZone, currency, locales, holidays, email, now } = setup;
  const place = await checkPlace(tx, { slug, ...(host && { host }) });
  if (!place.ok) return place;
  const city: NewCity = {
    name,
    slug,
    ...(host && { host }),
    timeZone,
    currency,
    locales,
    holidays: holidays === 'mexico' ? mexicanHolidays : [],
    zones: [],
    departments: [],
  };
  const cityId = await addCity(tx, city);
  const personId = await createPerson(tx, { cityId, email, how: 'invitation', now });
  await grantRole(tx, { cityId, personId, role: 'administrator', actorId: null, now });
  return ok(cityId);
}

/** The same for whoever holds the key from the console, which is spent with it. */
export async function setUpWithToken(
  tx: Tx,
  { token, ...setup }: CitySetup & { readonly token: string },
): Promise<Result<number, PlaceProblem | TokenProblem>> {
  const found = await findSetupToken(tx, token, setup.now);
  if (!found.ok) return found;
  const made = await setUpCity(tx, setup);
  if (!made.ok) return refuse(made.reason, made.details);
  await tx
    .updateTable('directory.setup_token')
    .set({ used_at: setup.now, city_id: made.value })
    .where('id', '=', found.value)
    .execute();
  return made;
}
