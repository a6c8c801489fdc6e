import type { FileRule } from '../platform/files/file-rule.ts';
import { lookOf } from './city-queries.ts';

/** The coat of arms is everybody's, for as long as the city wears it. */
export const crestRule: FileRule = {
  name: 'coats of arms',
  access: async (tx, { cityId, fileId }) => {
    const row = await tx.selectFrom('city').select('look').where('city_id', '=', cityId).executeTakeFirst();
    return row && lookOf(row.look).crest === fileId ? 'everyone' : 'nobody';
  },
};
