import './events.ts';
import type { Database } from '../platform/db/database.ts';
import type { Environment } from '../platform/env.ts';
import { OperatorError } from '../platform/process/operator-error.ts';
import { demoContent } from './content/demo-content.ts';
import type { DemoPhase } from './demo-phases.ts';
import { seedDemo } from './seed-demo.ts';

/**
 * Opens the demo city in an empty house: with the embedded database, as a demo, and where no city is yet. Never with a
 * server's database and never in production.
 *
 * @returns whether the list of cities has changed
 * @throws OperatorError when an earlier start was stopped in the middle of it
 */
export async function seedIfEmpty(
  db: Database,
  environment: Pick<Environment, 'isDemo' | 'isProduction' | 'databaseUrl'>,
  phase: DemoPhase = 'proposals',
): Promise<boolean> {
  const { isDemo, isProduction, databaseUrl } = environment;
  if (!isDemo || isProduction || databaseUrl !== undefined) return false;
  const cities = await db.outside((tx) => tx.selectFrom('directory.city').select(['id', 'slug']).execute());
  const [only] = cities;
  if (!only) {
    await seedDemo(db, { now: new Date(), phase });
    return true;
  }
  if (cities.length === 1 && only.slug === demoContent.city.slug && !(await isWhole(db, only.id))) {
    throw new OperatorError(
      'The demo city was interrupted while it was made: remove the data folder (var, or CABILDO_DATA) and start again.',
    );
  }
  return false;
}

function isWhole(db: Database, cityId: number): Promise<boolean> {
  return db.inCity(cityId, async (tx) => {
    const row = await tx
      .selectFrom('event')
      .select('id')
      .where('city_id', '=', cityId)
      .where('name', '=', 'demo.seeded')
      .executeTakeFirst();
    return row !== undefined;
  });
}
