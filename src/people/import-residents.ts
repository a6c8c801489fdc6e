import { sql } from 'kysely';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';
import type { Day } from '../platform/time.ts';
import type {} from './events.ts';
import type { ReadResidents, ResidentProblem, ResidentRow } from './read-residents.ts';
import { verifyResidence } from './verify-residence.ts';

export interface Staged extends ReadResidents {
  readonly cityId: number;
  readonly filename: string;
  /** Null for the command line. */
  readonly actorId: number | null;
  readonly now: Date;
}

/** Keeps a list as it was read until somebody has looked at its bad rows. @returns resident_import.id */
export async function stageResidents(
  tx: Tx,
  { cityId, filename, rows, problems, actorId, now }: Staged,
): Promise<number> {
  const { id } = await tx
    .insertInto('resident_import')
    .values({
      city_id: cityId,
      filename: filename.slice(0, 200),
      rows: JSON.stringify(rows),
      problems: JSON.stringify(problems),
      made_by: actorId,
      made_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface ResidentImport {
  readonly id: number;
  readonly filename: string;
  readonly madeAt: Date;
  readonly appliedAt: Date | null;
  readonly count: number;
  readonly problems: readonly ResidentProblem[];
}

export async function residentImport(
  tx: Tx,
  cityId: number,
  id: number,
): Promise<ResidentImport | undefined> {
  const row = await tx
    .selectFrom('resident_import')
    .select(['id', 'filename', 'made_at', 'applied_at', 'problems'])
    .select(sql<number>`jsonb_array_length(rows)`.as('count'))
    .where('city_id', '=', cityId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return undefined;
  const { filename, made_at, applied_at, problems, count } = row;
  return {
    id,
    filename,
    madeAt: made_at,
    appliedAt: applied_at,
    count,
    problems: problems as ResidentProblem[],
  };
}

export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** People of the city whom the list verified at once, because their number was known already. */
  readonly verified: number;
}

/** Takes a staged list over. The same list twice changes nothing. */
export async function applyResidents(
  tx: Tx,
  { cityId, importId, actorId, now }: { cityId: number; importId: number; actorId: number | null; now: Date },
): Promise<Result<ImportCounts, 'already-applied'>> {
  const staged = await tx
    .updateTable('resident_import')
    .set({ applied_by: actorId, applied_at: now })
    .where('city_id', '=', cityId)
    .where('id', '=', importId)
    .where('applied_at', 'is', null)
    .returning(['rows', 'problems'])
    .executeTakeFirst();
  if (!staged) return refuse('already-applied');
  const rows = staged.rows as ResidentRow[];
  const { added, changed } = await writeEntries(tx, cityId, rows, actorId, now);
  const verified = await verifyKnown(tx, cityId, actorId, now);
  const counts = { added, changed, unchanged: rows.length - added - changed };
  await record(tx, cityId, {
    name: 'residents.imported',
    subject: `resident_import:${importId}`,
    actorId,
    at: now,
    data: { ...counts, problems: (staged.problems as unknown[]).length },
  });
  return ok({ ...counts, verified });
}

async function writeEntries(
  tx: Tx,
  cityId: number,
  rows: readonly ResidentRow[],
  actorId: number | null,
  now: Date,
) {
  const done = await sql<{ made: boolean }>`
    insert into resident_list_entry as e (city_id, digest, zone_id, born_on, imported_by, imported_at)
    select ${cityId}, decode(r.digest, 'hex'), r.zone, r.born, ${actorId}::bigint, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (digest text, zone bigint, born date)
    on conflict (city_id, digest) do update
      set zone_id = excluded.zone_id, born_on = excluded.born_on,
        imported_by = excluded.imported_by, imported_at = excluded.imported_at
      where (e.zone_id, e.born_on) is distinct from (excluded.zone_id, excluded.born_on)
    returning xmax = 0 as made`.execute(tx);
  const added = done.rows.filter(({ made }) => made).length;
  return { added, changed: done.rows.length - added };
}

/** Who gave her number before the list came need not come again. */
async function verifyKnown(tx: Tx, cityId: number, actorId: number | null, now: Date): Promise<number> {
  const { rows } = await sql<{ person_id: number; zone_id: number; born_on: Day | null }>`
    select i.person_id, e.zone_id, e.born_on
    from identity_digest i
    join resident_list_entry e on e.city_id = i.city_id and e.digest = i.digest
    where i.city_id = ${cityId} and not exists (
      select from residence r where r.city_id = i.city_id and r.person_id = i.person_id)
    order by i.person_id`.execute(tx);
  for (const { person_id: personId, zone_id: zoneId, born_on: bornOn } of rows) {
    const method = 'import';
    const done = await verifyResidence(tx, { cityId, personId, zoneId, bornOn, method, actorId, now });
    if (!done.ok) throw new Error('the list names a zone that does not exist');
  }
  return rows.length;
}
