import { subscribe } from '../platform/events/events.ts';
import { acknowledgeNotice } from './acknowledge-notice.ts';
import type {} from './events.ts';

/** Whoever enters a city for the first time has the notice before her eyes: the sign-in page leads to it. */
export const privacySubscriptions = [
  subscribe({
    event: 'person.registered',
    name: 'privacy.first-notice',
    when: 'together',
    run: async (tx, { cityId, subject, at, data: { how } }) => {
      if (how !== 'email') return;
      const personId = Number(subject.slice('person:'.length));
      await acknowledgeNotice(tx, { cityId, personId, now: at });
    },
  }),
];
