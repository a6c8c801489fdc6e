import './events.ts';
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

/** Tells the neighbours how the work goes, with a photo where there is one; followers get mail. */
export async function postUpdate(
  tx: Tx,
  { cityId, projectId, body, photo, actorId, now }: UpdateInput,
): Promise<Result<number, 'unknown-project' | PhotoProblem>> {
  const project = await tx
    .selectFrom('project')
    .select(['code', 'title'])
    .where('city_id', '=', cityId)
    .where('id', '=', projectId)
    .executeTakeFirst();
  if (!project) return refuse('unknown-project');
  const kept = photo && (await keepPhoto(tx, { cityId, bytes: photo.bytes }));
  if (kept && !kept.ok) return kept;
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
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(tx, cityId, {
    name: 'project.updated',
    subject: `project:${projectId}`,
    actorId,
    at: now,
    data: { projectId, code: project.code, title: project.title, updateId: id },
  });
  return ok(id);
}
