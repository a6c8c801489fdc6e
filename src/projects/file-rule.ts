import type { FileRule } from '../platform/files/file-rule.ts';

/** The photos of published progress are everybody's. */
export const projectFiles: FileRule = {
  name: 'projects',
  access: async (tx, { cityId, fileId }) => {
    const row = await tx
      .selectFrom('project_update')
      .select('id')
      .where('city_id', '=', cityId)
      .where('file_id', '=', fileId)
      .executeTakeFirst();
    return row ? 'everyone' : 'nobody';
  },
};
