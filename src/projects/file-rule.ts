import { quietNow } from '../city/blackout-queries.ts';
import type { FileRule } from '../platform/files/file-rule.ts';

/** The photos of published progress are everybody's, except while a blackout stops pictures of works. */
export const projectFiles: FileRule = {
  name: 'projects',
  access: async (tx, { cityId, fileId, now }) => {
    const row = await tx
      .selectFrom('project_update as u')
      .select('u.id')
      .where('u.city_id', '=', cityId)
      .where('u.file_id', '=', fileId)
      .where('u.shown_at', 'is not', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('project_redaction as r')
              .select('r.nth')
              .whereRef('r.city_id', '=', 'u.city_id')
              .whereRef('r.update_id', '=', 'u.id')
              .where('r.what', '=', 'photo'),
          ),
        ),
      )
      .executeTakeFirst();
    if (!row || (await quietNow(tx, cityId, now))?.images) return 'nobody';
    return 'everyone';
  },
};
