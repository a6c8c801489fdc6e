import { forgetFingerprints } from '../people/personal.ts';
import { letGoOfFiles } from '../platform/files/let-go-of-files.ts';
import type { PersonalKeeper } from '../platform/personal.ts';
import { privacyRequests } from './privacy-queries.ts';
import type {} from './texts.ts';

/** What a person asked about her data, and what she has seen of the notice. */
export const privacyPersonal: PersonalKeeper = {
  tell: async (tx, { cityId, personId }) => {
    const requests = await privacyRequests(tx, cityId, { personId });
    const seen = await tx
      .selectFrom('privacy_acknowledgement')
      .select(['version', 'at'])
      .where('city_id', '=', cityId)
      .where('person_id', '=', personId)
      .orderBy('version')
      .execute();
    return [
      {
        name: 'requests',
        title: 'privacy.stored.requests',
        why: 'privacy.stored.requests-why',
        columns: {
          kind: 'privacy.request.kind',
          words: 'privacy.request.words',
          made: 'privacy.request.made',
          answer: 'privacy.request.answer',
        },
        rows: requests.map(({ kind, words, madeAt, answer }) => ({
          kind,
          words,
          made: madeAt,
          answer: answer && `${answer.outcome}: ${answer.reason}`,
        })),
      },
      {
        name: 'notices',
        title: 'privacy.stored.notices',
        why: 'privacy.stored.notices-why',
        columns: { version: 'privacy.stored.version', at: 'privacy.stored.at' },
        rows: seen,
      },
    ];
  },
  retention: [
    {
      kind: 'files',
      title: 'privacy.stored.files',
      why: 'privacy.stored.files-why',
      days: 30,
      least: 7,
      most: 365,
      letGo: letGoOfFiles,
    },
    {
      kind: 'fingerprints',
      title: 'privacy.stored.fingerprints',
      why: 'privacy.stored.fingerprints-why',
      days: 365,
      least: 90,
      most: 1095,
      letGo: async (tx, cityId, before) => {
        const forgotten = await tx
          .selectFrom('person_forgotten')
          .select('person_id')
          .where('city_id', '=', cityId)
          .where('at', '<', before)
          .execute();
        return forgetFingerprints(
          tx,
          cityId,
          forgotten.map(({ person_id }) => person_id),
        );
      },
    },
  ],
};
