import { type Cycle, currentCycle, cycleBySlug, cyclesOf } from '../../cycle/cycle-queries.ts';
import type { PageRequest } from '../../platform/http/page.ts';

/** The cycle that the desk works on: the one asked for, the current one, else the newest; undefined in a city without any. */
export async function deskCycle(
  { tx, city }: Pick<PageRequest, 'tx' | 'city'>,
  slug?: string,
): Promise<Cycle | undefined> {
  const asked = slug === undefined ? undefined : await cycleBySlug(tx, city.id, slug);
  return asked ?? (await currentCycle(tx, city.id)) ?? (await cyclesOf(tx, city.id))[0];
}
