import type { Blackout } from '../blackout.ts';

/** The facts about a city that every page needs; loaded by the city module, kept for some seconds. */
export interface CityFacts {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  /** BCP 47 locales in the city's order; the first is its default. */
  readonly locales: readonly string[];
  /** '' where the host name tells the city, '/slug' where one host serves several. */
  readonly base: string;
  /** The city's own words and languages, over the compiled texts, by locale. */
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly demo: boolean;
  /** The host name that is the city's own, once it has one. */
  readonly host?: string;
  /** Lines for the foot of every page. */
  readonly contact?: string;
  /** As the city chose them; `theme` is made of them. */
  readonly colours?: { readonly primary: string; readonly accent: string };
  /** Set in a practice space: the living city that it belongs to. */
  readonly practice?: PracticeFacts;
  /** Past, present and announced ones; `quietAt` says what they mean at a moment. */
  readonly blackouts?: readonly Blackout[];
  /** Address of the coat of arms, once the city has set one. */
  readonly crest?: string;
  /** Address of a stylesheet with the city's own colours, already checked for contrast. */
  readonly theme?: string;
}

/** What pages before any city are drawn with. It is no tenant: no transaction can be bound to it. */
export const lobbyCity: CityFacts = {
  id: 0,
  slug: '',
  name: 'Cabildo',
  base: '',
  timeZone: 'UTC',
  currency: 'MXN',
  locales: ['es-MX', 'en'],
  words: {},
  demo: false,
};
export interface PracticeFacts {
  /** The living city, where its staff sign in and run the space. */
  readonly of: number;
  readonly name: string;
  /** The living city's own base. */
  readonly base: string;
  /** Whether this installation is a demonstration, whose staff have no authenticator. */
  readonly demo: boolean;
}

/** A city of invented people: its clock moves, and its mail arrives on a page. */
export function isPlayground(city: Pick<CityFacts, 'demo' | 'practice'>): boolean {
  return city.demo || city.practice !== undefined;
}
