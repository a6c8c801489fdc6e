import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { addDepartment } from './add-department.ts';
import type { CitySection } from './blueprint.ts';
import { cityPartOf } from './city-part.ts';
import type {} from './events.ts';

export interface TakenPart {
  readonly departments: number;
  readonly words: number;
  readonly colours: number;
}

interface PartToTake {
  readonly cityId: number;
  readonly actorId: number | null;
  readonly now: Date;
  readonly part: CitySection;
}

/**
 * Adds to the city what a blueprint's `city` section has and the city has not. What the city has said itself stays: its
 * names of departments, its words, its colours.
 * @returns how many things were added
 */
export async function takeCityPart(tx: Tx, input: PartToTake): Promise<TakenPart> {
  const { cityId, actorId, now, part } = input;
  const own = await cityPartOf(tx, cityId);
  let departments = 0;
  for (const { code, name } of part.departments) {
    if ((await addDepartment(tx, { cityId, actorId, now, code, name })).ok) departments += 1;
  }
  const words: Record<string, Record<string, string>> = { ...own.words };
  let added = 0;
  for (const [locale, texts] of Object.entries(part.words)) {
    const before = own.words[locale] ?? {};
    added += Object.keys(texts).filter((key) => !Object.hasOwn(before, key)).length;
    words[locale] = { ...texts, ...before };
  }
  const look = { ...part.look, ...own.look };
  const colours = Object.keys(look).length - Object.keys(own.look).length;
  const taken = { departments, words: added, colours };
  if (added + colours > 0) {
    await tx
      .updateTable('city')
      .set({
        words: JSON.stringify(words),
        ...(colours > 0 && { look: JSON.stringify(look) }),
      })
      .where('city_id', '=', cityId)
      .execute();
  }
  if (departments + added + colours > 0) {
    await record(tx, cityId, {
      name: 'city.part-taken',
      subject: `city:${cityId}`,
      actorId,
      at: now,
      data: taken,
    });
  }
  return taken;
}
