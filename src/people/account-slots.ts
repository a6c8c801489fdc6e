import { slot } from '../platform/http/slot.ts';

/** Places on /me that later modules fill: what a person has proposed, voted on, is asked for. */
export const accountPage = slot<{ readonly personId: number }>('people.account');

/** What a follow's subject is called and where it leads; the module that knows 'proposal:12' answers for it. */
export const followedSubject = slot<{ readonly subject: string }>('people.followed-subject');
