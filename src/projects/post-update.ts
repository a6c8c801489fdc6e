import './events.ts';
import { quietNow } from '../city/blackout-queries.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { keepPhoto } from '../platform/files/keep-photo.ts';
import type { PhotoProblem } from '../platform/files/photo.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

export interface UpdateInput {
  readonly cityId: number;
  readonly projectId: number;
  readonly body: string;
  readonly photo?: { readonly bytes: Buffer; readonly description: string };
  readonly actorId: number;
  readonly now: Date;
}

/**
 * Tells the neighbours how the work goes, with a photo where there is one; followers get mail. Where a blackout stops
 * publications it is held, and shown when that is over.
 */
export async function postUpdate(
  tx: Tx,
  { cityId, projectId, body, photo, actorId, now }: UpdateInput,
): Promise<Result<'shown' | 'held', 'unknown-project' | PhotoProblem>> {
  const project = await tx
    .selectFrom('project')
    .select(['code', 'title'])
    .where('city_id', '=', cityId)
    .where('id', '=', projectId)
    .executeTakeFirst();
  if (!project) return refuse('unknown-project');
  const kept = photo && (await keepPhoto(tx, { cityId, bytes: photo.bytes }));
  if (kept && !kept.ok) return kept;
  const held = (await quietNow(tx, cityId, now))?.publications ?? false;
  const { id } = await tx
    .insertInto('project_update')
    .values({
      city_id: cityId,
      project_id: projectId,
      body,
      file_id: kept?.value.fileId ?? null,
      photo_description: photo?.description ?? '',
      written_by: actorId,
      at: now,
      shown_at: held ? null : now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (held) return ok('held');
  await record(tx, cityId, {
    name: 'project.updated',
    subject: `project:${projectId}`,
    actorId,
    at: now,
    data: { projectId, code: project.code, title: project.title, updateId: id },
  });
  return ok('shown');
}

/** Shows what was written during a blackout, once publications may go on, and tells those who follow. */
export async function showHeldUpdates(tx: Tx, cityId: number, now: Date): Promise<void> {
  const held = await tx
    .selectFrom('project_update as u')
    .innerJoin('project as p', (join) =>
      join.onRef('p.city_id', '=', 'u.city_id').onRef('p.id', '=', 'u.project_id'),
    )
    .select(['u.id', 'u.project_id', 'u.written_by', 'p.code', 'p.title'])
    .where('u.city_id', '=', cityId)
    .where('u.shown_at', 'is', null)
    .orderBy('u.id')
    .execute();
  if (held.length === 0 || (await quietNow(tx, cityId, now))?.publications) return;
  for (const { id, project_id: projectId, written_by: actorId, code, title } of held) {
    const shown = await tx
      .updateTable('project_update')
      .set({ shown_at: now })
      .where('city_id', '=', cityId)
      .where('id', '=', id)
      .where('shown_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!shown) continue;
    await record(tx, cityId, {
      name: 'project.updated',
      subject: `project:${projectId}`,
      actorId,
      at: now,
      data: { projectId, code, title, updateId: id },
    });
  }
}
