import { z } from 'zod';
import { act, page, redirect } from '../../platform/http/page.ts';
import { signedIn } from '../../platform/http/viewer.ts';
import { accountPage, followedSubject } from '../account-slots.ts';
import { changeOwnData } from '../change-own-data.ts';
import { followsOf, unfollow } from '../follow.ts';
import { otherCitiesOf } from '../other-cities.ts';
import { ownData, residenceOf } from '../people-queries.ts';
import { signOut, signOutEverywhere } from '../sign-out.ts';
import { languageCookie } from './language-cookie.ts';
import { type Followed, type MeData, MeView } from './me-view.tsx';

export const mePage = page<Record<string, never>, Record<string, never>, MeData>({
  path: '/me',
  who: signedIn,
  load: async (request) => {
    const { tx, city, viewer } = request;
    const personId = viewer.personId as number;
    const followed: Followed[] = [];
    for (const { subject, since } of await followsOf(tx, city.id, personId)) {
      followed.push({ subject, since, shown: await followedSubject.load(request, { subject }) });
    }
    return {
      own: await ownData(tx, city.id, personId),
      residence: await residenceOf(tx, city.id, personId),
      roles: viewer.roles,
      followed,
      cities: viewer.sessionId === null ? [] : await otherCitiesOf(tx, viewer.sessionId),
      more: await accountPage.load(request, { personId }),
    };
  },
  acts: {
    save: act({
      input: z.object({
        name: z.string().trim().max(120),
        locale: z.string().max(35),
        notices: z.literal('yes').optional(),
      }),
      run: async ({ tx, city, viewer, locale: current, now }, { name, locale, notices }) => {
        const chosen = city.locales.includes(locale) ? locale : current;
        const personId = viewer.personId as number;
        const wantsNotices = notices === 'yes';
        await changeOwnData(tx, { cityId: city.id, personId, name, locale: chosen, wantsNotices, now });
        return { ...redirect('/me', 'people.me.saved'), cookies: [languageCookie(chosen)] };
      },
    }),
    unfollow: act({
      input: z.object({ subject: z.string().max(200) }),
      run: async ({ tx, city, viewer }, { subject }) => {
        await unfollow(tx, { cityId: city.id, personId: viewer.personId as number, subject });
        return redirect('/me', 'people.me.unfollowed');
      },
    }),
    'sign-out-everywhere': act({
      repeatable: true,
      input: z.object({}),
      run: async ({ tx, city, viewer }) => {
        await signOutEverywhere(tx, city.id, viewer.personId as number);
        const cookies = [await signOut(tx, viewer.sessionId)];
        return { ...redirect('/', 'people.signed-out-everywhere'), cookies };
      },
    }),
  },
  view: (data) => <MeView {...data} />,
});
