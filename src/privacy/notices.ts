import { notice } from '../platform/module.ts';
import type {} from './events.ts';
import type {} from './texts.ts';

/** Whoever asks hears that it arrived, and hears the answer; after an erasure there is nobody left to write to. */
export const privacyNotices = [
  notice({
    event: 'privacy.requested',
    name: 'privacy.requested',
    compose: async (_tx, { data: { personId, kind } }) => [
      {
        personId,
        subject: 'privacy.letter.requested.subject',
        body: kind === 'erasure' ? 'privacy.letter.requested.erasure' : 'privacy.letter.requested.body',
        args: {},
        path: '/me/data',
      },
    ],
  }),
  notice({
    event: 'privacy.answered',
    name: 'privacy.answered',
    compose: async (_tx, { data: { personId, outcome } }) =>
      outcome === 'withdrawn'
        ? []
        : [
            {
              personId,
              subject: 'privacy.letter.answered.subject',
              body: 'privacy.letter.answered.body',
              args: {},
              path: '/me/data',
            },
          ],
  }),
];
