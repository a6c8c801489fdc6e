import { anyone } from '../platform/http/viewer.ts';
import type { Module } from '../platform/module.ts';
import { mailboxPage, mailPage } from './pages/mailbox-page.tsx';
import { messagesPersonal } from './personal.ts';
import { messagesTexts } from './texts.ts';

export const messages: Module = {
  name: 'messages',
  personal: messagesPersonal,
  texts: messagesTexts,
  pages: [mailboxPage, mailPage],
  navigation: [{ href: '/demo/mailbox', label: 'messages.mailbox.navigation', who: anyone, place: 'demo' }],
};
