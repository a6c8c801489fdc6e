import type { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { TextKey, Translate } from '../i18n/texts.ts';
import type { CityFacts } from './city.ts';
import type { Policy } from './viewer.ts';

/** Below the city's base: '/api/v1/proposals'. */
export const apiRoot = '/api/v1';

export interface ApiRequest<
  Params = Readonly<Record<string, string>>,
  Query = Readonly<Record<string, string>>,
> {
  readonly tx: Tx;
  readonly city: CityFacts;
  readonly params: Params;
  readonly query: Query;
  readonly t: Translate;
  /** The city's clock. */
  readonly now: Date;
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
  /** The address, from the scheme on, of a page below the city's base. */
  readonly link: (path: string) => string;
}

export interface ApiList<Item> {
  readonly items: readonly Item[];
  /** All that match, on every page. */
  readonly total: number;
}

export const nothingHere = { kind: 'missing' } as const;
type Nothing = typeof nothingHere;

interface Common<Params, Query> {
  /** Below `apiRoot`, Fastify syntax: '/cycles/:cycle/phases'. */
  readonly path: string;
  /** Required. The API knows no session, so only what a visitor may see is ever answered. */
  readonly who: Policy;
  /** True for what a blackout closes, as on pages. */
  readonly publicity?: boolean;
  readonly summary: TextKey;
  /** The schema's name in the OpenAPI document: 'Proposal'. */
  readonly name: string;
  readonly params?: z.ZodObject & z.ZodType<Params>;
  /** Strings and choices; every one optional. Page and size come by themselves. */
  readonly query?: z.ZodObject & z.ZodType<Query>;
}

/**
 * One address of the read API. What `read` gives goes through `answer` before it leaves, so a field that no schema names
 * never does.
 */
export type Endpoint = Common<unknown, unknown> & {
  readonly answer: z.ZodType;
  readonly kind: 'list' | 'one';
  readonly read: (request: ApiRequest<never, never>) => Promise<unknown>;
};

export function listEndpoint<Params, Query, Item>(
  spec: Common<Params, Query> & {
    readonly answer: z.ZodType<unknown, Item>;
    readonly read: (request: ApiRequest<Params, Query>) => Promise<ApiList<Item> | Nothing>;
  },
): Endpoint {
  return { ...spec, kind: 'list' } as unknown as Endpoint;
}

export function oneEndpoint<Params, Query, Item>(
  spec: Common<Params, Query> & {
    readonly answer: z.ZodType<unknown, Item>;
    readonly read: (request: ApiRequest<Params, Query>) => Promise<Item | Nothing>;
  },
): Endpoint {
  return { ...spec, kind: 'one' } as unknown as Endpoint;
}

/** One page of a list that is in memory as a whole. */
export function pageOf<Item>(
  items: readonly Item[],
  { page, perPage }: Pick<ApiRequest, 'page' | 'perPage'>,
): ApiList<Item> {
  return { items: items.slice((page - 1) * perPage, page * perPage), total: items.length };
}

let endpoints: readonly Endpoint[] = [];

/** Called once with every module's endpoints, in house order. */
export function connectApi(all: readonly Endpoint[]): void {
  endpoints = all;
}

export function apiEndpoints(): readonly Endpoint[] {
  return endpoints;
}

/** The names in a path: '/cycles/:cycle' has 'cycle'. */
export function namesIn(path: string): string[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
}
