import { type Category, categoriesOf, type Cycle, type District, districtsOf, tracksOf } from '../../cycle/cycle-queries.ts';
import type { Tx } from '../../platform/db/database.ts';

/** The names behind the codes of a cycle. */
export interface Labels {
  readonly districts: readonly District[];
  readonly categories: readonly Category[];
  readonly tracks: readonly { readonly code: string; readonly name: string; readonly description: string }[];
}

export async function labelsOf(tx: Tx, cycle: Cycle): Promise<Labels> {
  return { districts: await districtsOf(tx, cycle), categories: await categoriesOf(tx, cycle), tracks: tracksOf(cycle) };
}

export function districtName({ districts }: Labels, id: number): string {
  return districts.find((district) => district.id === id)?.name ?? '';
}

export function categoryName({ categories }: Labels, code: string): string {
  return categories.find((category) => category.code === code)?.name ?? code;
}

export function trackName({ tracks }: Labels, code: string): string {
  return tracks.find((track) => track.code === code)?.name ?? code;
}

/** A district and all inside it, by its code. */
export function districtAndBelow({ districts }: Labels, code: string): number[] {
  const found = districts.find((district) => district.code === code);
  if (!found) return [];
  const ids = [found.id];
  for (const { id, parentId } of districts) if (parentId !== null && ids.includes(parentId)) ids.push(id);
  return ids;
}
