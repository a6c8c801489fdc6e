import type { VNode } from 'preact';
import type { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { TextArgs, TextKey, Translate } from '../i18n/texts.ts';
import type { CityFacts } from './city.ts';
import type { FormState } from './form.ts';
import type { Policy, Viewer } from './viewer.ts';

/**
 * A page is read top to bottom: where it is, who may see it, what it loads, what can be done on it, how it looks.
 * Everything happens in one transaction under the city's row level security; an act that is refused rolls back.
 */
export interface PageSpec<Params, Query, Data> {
  /** Route below the city's base, Fastify syntax: '/proposals/:folio'. */
  readonly path: string;
  /** Required: a route without a policy does not compile. */
  readonly who: Policy;
  /** Where the page is at all; elsewhere its address answers 404 to GET and POST alike. Left out: in every city. */
  readonly exists?: (city: CityFacts) => boolean;
  /** True for what tells of the city's achievements: closed to the public where a blackout says so. */
  readonly publicity?: boolean;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly load: (request: PageRequest<Params, Query>) => Promise<Data | Elsewhere>;
  /** By the value of the button that was pressed: `<Form act="support">` runs `acts.support`. */
  readonly acts?: Readonly<Record<string, Act<Params, Query>>>;
  readonly view: (data: Data) => VNode;
  /** For acts that somebody might guess at: how often one address may press; with `reads`, also look. */
  readonly limit?: { readonly max: number; readonly seconds: number; readonly reads?: boolean };
  /** True where forms carry what is kept nowhere, not even sealed, while a person signs in again: ballots, keys. */
  readonly secret?: true;
  /** Bytes of the largest file that the page's forms take; `largestFile` when left out. */
  readonly largestFile?: number;
}

export interface PageRequest<Params = unknown, Query = unknown> {
  readonly tx: Tx;
  readonly city: CityFacts;
  readonly viewer: Viewer;
  readonly params: Params;
  readonly query: Query;
  readonly t: Translate;
  readonly locale: string;
  /** The city's clock: a demo may have moved it, so verbs never ask the machine's. */
  readonly now: Date;
  /** Below the city's base, as redirects want it. */
  readonly url: URL;
  /** For rate limits and anomalies only; never stored beside a choice. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface Act<Params, Query> {
  readonly who?: Policy;
  /** True when sending the form again does no harm by the act's own doing: no key is kept then, which saves two queries. */
  readonly repeatable?: boolean;
  readonly input: z.ZodType<unknown>;
  readonly run: (request: PageRequest<Params, Query>, input: never) => Promise<Outcome>;
}

/** What an act answers: a new address, a file, a view, or a refusal that shows the form again with what was typed (422). */
export type Outcome = Redirect | Refused | Download | Shown;

export interface Redirect {
  readonly kind: 'redirect';
  readonly to: string;
  /** True where `to` is a whole address of another site, such as the city's identity provider; answers to GET only. */
  readonly outside?: boolean;
  readonly notice?: { readonly key: TextKey; readonly args?: TextArgs };
  readonly cookies?: readonly string[];
}
export interface Refused {
  readonly kind: 'refused';
  readonly errors: readonly FieldError[];
  readonly cookies?: readonly string[];
}
/** A response with a body of its own, for files made on the fly. */
export interface Download {
  readonly kind: 'download';
  readonly filename: string;
  readonly mediaType: string;
  readonly body: string | Uint8Array;
}
/**
 * A view in answer to a form, at the same address: for what may travel in the bodies of forms only and never in an
 * address, such as the choices of a ballot that is looked over before it is cast. The act must be `repeatable`.
 */
export interface Shown {
  readonly kind: 'shown';
  readonly view: VNode;
}
/** What `load` answers when there is no page here: a friendly 404, or another address. */
export type Elsewhere = { readonly kind: 'missing' } | Redirect | Download;

/** `field` is the form field's name, or undefined where the whole form is refused. */
export interface FieldError {
  readonly field?: string;
  readonly key: TextKey;
  readonly args?: TextArgs;
}

export const missing: Elsewhere = { kind: 'missing' };

export function redirect(to: string, key?: TextKey, args?: TextArgs): Redirect {
  return key ? { kind: 'redirect', to, notice: args ? { key, args } : { key } } : { kind: 'redirect', to };
}

/** Refuses an act with one sentence, about a field when one is named. */
export function refused(key: TextKey, args?: TextArgs, field?: string): Refused {
  return { kind: 'refused', errors: [{ key, ...(args && { args }), ...(field && { field }) }] };
}

export function download(filename: string, mediaType: string, body: string | Uint8Array): Download {
  return { kind: 'download', filename, mediaType, body };
}

export function show(view: VNode): Shown {
  return { kind: 'shown', view };
}

/** Ties an act's input type to its schema. */
export function act<Params, Query, Input>(spec: {
  readonly who?: Policy;
  readonly repeatable?: boolean;
  readonly input: z.ZodType<Input>;
  readonly run: (request: PageRequest<Params, Query>, input: Input) => Promise<Outcome>;
}): Act<Params, Query> {
  return spec as unknown as Act<Params, Query>;
}

/** The same buttons, for fewer people than may look at the page. */
export function pressedBy<Acts extends Readonly<Record<string, { readonly who?: Policy }>>>(
  who: Policy,
  acts: Acts,
): Acts {
  const both =
    (also: Policy | undefined): Policy =>
    (viewer) => {
      const permit = who(viewer);
      return permit === 'allowed' && also ? also(viewer) : permit;
    };
  const closed = Object.entries(acts).map(([name, one]) => [name, { ...one, who: both(one.who) }]);
  return Object.fromEntries(closed) as Acts;
}

/** A page with its types closed over, as the server takes it. */
export type Page = PageSpec<unknown, unknown, unknown>;

export function page<Params = Record<string, never>, Query = Record<string, never>, Data = unknown>(
  spec: PageSpec<Params, Query, Data>,
): Page {
  return spec as unknown as Page;
}

/** What the server hands to a view beside its data, through `usePage()`. */
export interface PageContextValue {
  readonly t: Translate;
  readonly locale: string;
  readonly city: CityFacts;
  readonly viewer: Viewer;
  readonly now: Date;
  /** As the browser shows it, with the city's base; `PageRequest.url` is without. */
  readonly url: URL;
  readonly form: FormState;
  /** The sentence after a redirect, already translated; undefined when there is none. */
  readonly notice: string | undefined;
  /** A fresh key for each form, so that a button pressed twice has one effect. */
  readonly once: () => string;
  readonly navigation: readonly NavigationItem[];
  /** Address of a built asset: asset('main.css'). */
  readonly asset: (name: string) => string;
}

export interface NavigationItem {
  readonly href: string;
  readonly label: TextKey;
  readonly who: Policy;
  /** Which bar it stands in; `demo` is the bar that only a demonstration has. */
  readonly place: 'citizen' | 'desk' | 'demo';
  /** Under which heading of the desk's menu; without one it stands on top. */
  readonly group?: DeskGroup;
}

/** The headings of the desk's menu, in the order of a cycle and then of how seldom they are opened. */
export const deskGroups = ['review', 'vote', 'works', 'people', 'setup'] as const;
export type DeskGroup = (typeof deskGroups)[number];
