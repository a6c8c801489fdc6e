import { notice } from '../platform/module.ts';
import type {} from './events.ts';
import type {} from './texts.ts';

export const peopleNotices = [
  notice({
    event: 'role.granted',
    name: 'people.role-granted',
    compose: async (_tx, { data: { personId, role } }) => [
      {
        personId,
        subject: 'people.letter.role-granted.subject',
        body: 'people.letter.role-granted.body',
        args: { role },
        kind: 'asked',
        path: '/desk',
      },
    ],
  }),
  notice({
    event: 'person.verified',
    name: 'people.verified',
    compose: async (tx, { cityId, subject, data: { zoneId, method } }) => {
      // At the counter and on her own screen she has just seen it herself.
      if (method !== 'import') return [];
      const zone = await tx
        .selectFrom('zone')
        .select('name')
        .where('city_id', '=', cityId)
        .where('id', '=', zoneId)
        .executeTakeFirstOrThrow();
      return [
        {
          personId: Number(subject.slice('person:'.length)),
          subject: 'people.letter.verified.subject',
          body: 'people.letter.verified.body',
          args: { zone: zone.name },
          kind: 'asked',
          path: '/me',
        },
      ];
    },
  }),
];
