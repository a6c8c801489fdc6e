import type { Tx } from '../platform/db/database.ts';
import type { Redaction } from '../platform/redactions.ts';
import type {} from './texts.ts';

export interface ShownUpdate {
  readonly id: number;
  readonly at: Date;
  /** Without what was taken out. */
  readonly body: string;
  readonly fileId: number | null;
  readonly photoDescription: string;
  readonly width: number | null;
  readonly height: number | null;
  /** What was taken out of it, oldest first; the public reads when and why. */
  readonly redactions: readonly {
    readonly what: 'body' | 'photo';
    readonly at: Date;
    readonly reason: string;
  }[];
}

/** What was told of a project, newest first; with `held`, also what waits for the end of a blackout. */
export async function updatesOf(
  tx: Tx,
  cityId: number,
  projectId: number,
  { held = false }: { readonly held?: boolean } = {},
): Promise<ShownUpdate[]> {
  const updates = await tx
    .selectFrom('project_update as u')
    .leftJoin('file as f', (join) =>
      join.onRef('f.city_id', '=', 'u.city_id').onRef('f.id', '=', 'u.file_id'),
    )
    .select([
      'u.id',
      'u.at',
      'u.body',
      'u.file_id as fileId',
      'u.photo_description as photoDescription',
      'f.width',
      'f.height',
    ])
    .where('u.city_id', '=', cityId)
    .where('u.project_id', '=', projectId)
    .$if(!held, (query) => query.where('u.shown_at', 'is not', null))
    .orderBy('u.id', 'desc')
    .execute();
  if (updates.length === 0) return [];
  const taken = await tx
    .selectFrom('project_redaction')
    .select(['update_id', 'what', 'masked', 'at', 'reason'])
    .where('city_id', '=', cityId)
    .where(
      'update_id',
      'in',
      updates.map(({ id }) => id),
    )
    .orderBy('at')
    .orderBy('nth')
    .execute();
  return updates.map((update) => {
    const mine = taken.filter(({ update_id }) => update_id === update.id);
    const redactions = mine.map(({ what, at, reason }) => ({ what, at, reason }));
    const body = mine.findLast(({ what }) => what === 'body')?.masked ?? update.body;
    const photoGone = mine.some(({ what }) => what === 'photo');
    return { ...update, body, redactions, ...(photoGone && { fileId: null, photoDescription: '' }) };
  });
}

/** For the city's log of what was taken out. */
export async function projectRedactions(tx: Tx, cityId: number): Promise<Redaction[]> {
  const rows = await tx
    .selectFrom('project_redaction as r')
    .innerJoin('project_update as u', (join) =>
      join.onRef('u.city_id', '=', 'r.city_id').onRef('u.id', '=', 'r.update_id'),
    )
    .innerJoin('project as p', (join) =>
      join.onRef('p.city_id', '=', 'u.city_id').onRef('p.id', '=', 'u.project_id'),
    )
    .select(['r.what', 'p.code', 'r.reason', 'r.done_by as doneBy', 'r.at'])
    .where('r.city_id', '=', cityId)
    .execute();
  return rows.map(({ what, code, ...row }) => ({
    ...row,
    what: what === 'photo' ? 'projects.redacted.photo' : 'projects.redacted.text',
    label: code,
    href: `/desk/projects/${code}`,
  }));
}
