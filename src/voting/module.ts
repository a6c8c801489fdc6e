import { anyone } from '../platform/http/viewer.ts';
import type { Module } from '../platform/module.ts';
import { votingBlueprint } from './blueprint.ts';
import { votingFills } from './fills.tsx';
import { votingNotices } from './notices.ts';
import { votingPersonal } from './personal.ts';
import { votingPages } from './routes.ts';
import { votingSubscriptions } from './subscriptions.ts';
import { votingTexts } from './texts.ts';
import { mayRunBooth, maySeeVotingDesk } from './voting-policy.ts';

export const voting: Module = {
  name: 'voting',
  personal: votingPersonal,
  texts: votingTexts,
  pages: votingPages,
  blueprint: { voting: votingBlueprint },
  subscriptions: votingSubscriptions,
  fills: votingFills,
  notices: votingNotices,
  navigation: [
    { href: '/vote', label: 'voting.navigation', who: anyone, place: 'citizen' },
    {
      href: '/desk/voting',
      label: 'voting.desk-navigation',
      who: maySeeVotingDesk,
      place: 'desk',
      group: 'vote',
    },
    {
      href: '/desk/booths',
      label: 'voting.booths-navigation',
      who: mayRunBooth,
      place: 'desk',
      group: 'vote',
    },
  ],
};
