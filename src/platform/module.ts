import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Tx } from './db/database.ts';
import type { Subscription } from './events/events.ts';
import type { FileRule } from './files/file-rule.ts';
import type { NavigationItem, Page } from './http/page.ts';
import type { Fill } from './http/slot.ts';
import type { ModuleTexts } from './i18n/texts.ts';
import type { Job } from './jobs/jobs.ts';

/** What a module gives to the house; `src/assembly.ts` joins them in the order of the cycle. */
export interface Module {
  readonly name: string;
  readonly texts: ModuleTexts;
  readonly pages: readonly Page[];
  /** Its own section of the blueprint, by key. */
  readonly blueprint?: Readonly<Record<string, z.ZodType>>;
  readonly subscriptions?: readonly Subscription[];
  readonly fills?: readonly Fill[];
  readonly jobs?: readonly Job[];
  readonly notices?: readonly Notice[];
  readonly navigation?: readonly NavigationItem[];
  /** Who may see the files that its rows point to. */
  readonly files?: readonly FileRule[];
  /** Routes that are not pages (files, feeds); each says its policy itself. */
  readonly routes?: (server: FastifyInstance) => void;
}

/**
 * Event → who is told what. `messages` turns each into mail in the reader's language.
 * `audience` gives persons; the texts are keys whose arguments are `args`.
 */
export interface Notice {
  readonly event: string;
  readonly name: string;
  readonly compose: (tx: Tx, happened: never) => Promise<Letter[]>;
}

export interface Letter {
  readonly personId: number;
  readonly subject: string;
  readonly body: string;
  readonly args: Readonly<Record<string, string | number | Date>>;
  /** Where the link of the mail leads, below the city's address. */
  readonly path: string;
}
