import './events.ts';
import type { Tx } from '../platform/db/database.ts';
import { record } from '../platform/events/events.ts';
import { ok, type Result, refuse } from '../platform/result.ts';

export interface UpdateRedaction {
  readonly cityId: number;
  readonly projectId: number;
  readonly updateId: number;
  readonly actorId: number;
  readonly now: Date;
  /** What to take out of the text, as it stands there, or the photo with its description. */
  readonly what: { readonly words: string; readonly mask: string } | 'photo';
  /** The public reads it beside the update. */
  readonly reason: string;
}

export type UpdateRedactionProblem = 'unknown-update' | 'words-not-there' | 'no-photo' | 'changed-meanwhile';

/** Takes personal or unlawful words, or the photo, out of an update. The update itself stays as it was written. */
export async function redactUpdate(
  tx: Tx,
  { cityId, projectId, updateId, actorId, now, what, reason }: UpdateRedaction,
): Promise<Result<undefined, UpdateRedactionProblem>> {
  const update = await tx
    .selectFrom('project_update')
    .select(['body', 'file_id'])
    .where('city_id', '=', cityId)
    .where('project_id', '=', projectId)
    .where('id', '=', updateId)
    .executeTakeFirst();
  if (!update) return refuse('unknown-update');
  const last = await tx
    .selectFrom('project_redaction')
    .select(['nth', 'masked'])
    .where('city_id', '=', cityId)
    .where('update_id', '=', updateId)
    .where('what', '=', 'body')
    .orderBy('nth', 'desc')
    .executeTakeFirst();
  const shown = last?.masked ?? update.body;
  if (what === 'photo' ? update.file_id === null : what.words === '' || !shown.includes(what.words))
    return refuse(what === 'photo' ? 'no-photo' : 'words-not-there');
  const written = await tx
    .insertInto('project_redaction')
    .values({
      city_id: cityId,
      update_id: updateId,
      what: what === 'photo' ? 'photo' : 'body',
      nth: what === 'photo' ? 1 : (last?.nth ?? 0) + 1,
      masked: what === 'photo' ? null : shown.replaceAll(what.words, what.mask),
      reason,
      done_by: actorId,
      at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('nth')
    .executeTakeFirst();
  if (!written) return refuse('changed-meanwhile');
  await record(tx, cityId, {
    name: 'project.redacted',
    subject: `project:${projectId}`,
    actorId,
    at: now,
    data: { projectId, updateId, what: what === 'photo' ? 'photo' : 'body', reason },
  });
  return ok();
}
