import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import type { CrestProblem } from '../platform/files/crest.ts';
import { keepCrest } from '../platform/files/keep-photo.ts';
import { ok, type Result } from '../platform/result.ts';
import { type CityColours, themeTokens } from '../ui/theme.ts';
import { type CityLook, lookOf } from './city-queries.ts';
import type {} from './events.ts';

interface Who {
  readonly cityId: number;
  readonly actorId: number;
  readonly now: Date;
}

/** The city's own colours, or null for Cabildo's. Colours on which words cannot be read are refused. */
export async function changeColours(
  tx: Tx,
  { colours, ...who }: Who & { readonly colours: CityColours | null },
): Promise<Result<undefined, 'not-a-colour' | 'primary-too-light'>> {
  if (colours) {
    const tokens = themeTokens(colours);
    if (!tokens.ok) return tokens;
  }
  const { colours: _before, ...rest } = await lockedLook(tx, who.cityId);
  await keepLook(tx, who, colours ? { ...rest, colours } : rest);
  return ok();
}

/** The coat of arms from a file, or null for none. The file is drawn anew; see `readCrest`. */
export async function changeCrest(
  tx: Tx,
  { bytes, ...who }: Who & { readonly bytes: Buffer | null },
): Promise<Result<undefined, CrestProblem>> {
  const kept = bytes ? await keepCrest(tx, { cityId: who.cityId, bytes }) : null;
  if (kept && !kept.ok) return kept;
  const { crest: _before, ...rest } = await lockedLook(tx, who.cityId);
  await keepLook(tx, who, kept ? { ...rest, crest: kept.value.fileId } : rest);
  return ok();
}

/** Two who change a part each at once must not undo each other. */
async function lockedLook(tx: Tx, cityId: number): Promise<CityLook> {
  const row = await tx
    .selectFrom('city')
    .select('look')
    .where('city_id', '=', cityId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return lookOf(row.look);
}

async function keepLook(tx: Tx, { cityId, actorId, now }: Who, look: CityLook): Promise<void> {
  await tx
    .updateTable('city')
    .set({ look: JSON.stringify(look) })
    .where('city_id', '=', cityId)
    .execute();
  const { colours, crest = null } = look;
  await record(tx, cityId, {
    name: 'city.look-changed',
    subject: `city:${cityId}`,
    actorId,
    at: now,
    data: { primary: colours?.primary ?? null, accent: colours?.accent ?? null, crest },
  });
}
