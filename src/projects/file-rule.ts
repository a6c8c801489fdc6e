import { quietNow } from '../city/blackout-queries.ts';
import type { FileRule } from '../platform/files/file-rule.ts';

/** The photos of published progress are everybody's, except while a blackout stops pictures of works. */
export const projectFiles: FileRule = {
  name: 'projects',
  access: async (tx, { cityId, fileId, now }) => {
    const row = await tx
      .selectFrom('project_update')
      .select('id')
      .where('city_id', '=', cityId)
      .where('file_id', '=', fileId)
      .where('shown_at', 'is not', null)
      .executeTakeFirst();
    if (!row || (await quietNow(tx, cityId, now))?.images) return 'nobody';
    return 'everyone';
  },
};
