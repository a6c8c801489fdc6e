import type { Module } from '../platform/module.ts';
import { mailboxPage, mailPage } from './pages/mailbox-page.tsx';
import { messagesTexts } from './texts.ts';

export const messages: Module = {
  name: 'messages',
  texts: messagesTexts,
  pages: [mailboxPage, mailPage],
};
