import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Tx } from './db/database.ts';
import type { EventName, Happened, Subscription } from './events/events.ts';
import type { FileRule } from './files/file-rule.ts';
import type { Endpoint } from './http/api.ts';
import type { LobbyPage } from './http/lobby.ts';
import type { NavigationItem, Page } from './http/page.ts';
import type { Fill } from './http/slot.ts';
import type { ModuleTexts, TextArgs, TextKey } from './i18n/texts.ts';
import type { Job } from './jobs/jobs.ts';
import type { MailKind } from './mail/hold-mail.ts';
import type { PersonalKeeper } from './personal.ts';
import type { RedactionLog } from './redactions.ts';

/** What a module gives to the house; `src/assembly.ts` joins them in the order of the cycle. */
export interface Module {
  readonly name: string;
  readonly texts: ModuleTexts;
  readonly pages: readonly Page[];
  /** Its part of the read API. */
  readonly api?: readonly Endpoint[];
  /** Pages that belong to no city. */
  readonly lobby?: readonly LobbyPage[];
  /** Its own section of the blueprint, by key. */
  readonly blueprint?: Readonly<Record<string, z.ZodType>>;
  readonly subscriptions?: readonly Subscription[];
  readonly fills?: readonly Fill[];
  readonly jobs?: readonly Job[];
  readonly notices?: readonly Notice[];
  /** Who may see the files that its rows point to. */
  readonly files?: readonly FileRule[];
  readonly navigation?: readonly NavigationItem[];
  /** What it keeps about people. */
  readonly personal?: PersonalKeeper;
  /** What was taken out of its rows because it was personal or unlawful. */
  readonly redactions?: RedactionLog;
  /** Routes that are not pages (files, feeds); each says its policy itself. */
  readonly routes?: (server: FastifyInstance) => void;
}

/** Event → who is told what. `messages` turns each letter into mail in the reader's language, once for each person. */
export interface Notice {
  readonly event: EventName;
  /** Unique in the house; names the listener in the queue. */
  readonly name: string;
  readonly compose: (tx: Tx, happened: Happened<never>) => Promise<Letter[]>;
}

export function notice<Name extends EventName>(spec: {
  readonly event: Name;
  readonly name: string;
  readonly compose: (tx: Tx, happened: Happened<Name>) => Promise<Letter[]>;
}): Notice {
  return spec as unknown as Notice;
}

export interface Letter {
  readonly personId: number;
  readonly subject: TextKey;
  readonly body: TextKey;
  readonly args: TextArgs;
  /** A notice unless said: what a person asked for goes in a blackout too, what promotes may never go after it. */
  readonly kind?: MailKind;
  /** Where the link of the mail leads, below the city's address. */
  readonly path: string;
}
