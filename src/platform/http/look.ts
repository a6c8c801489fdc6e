import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { randomToken } from '../id.ts';
import type { CityFacts } from './city.ts';
import type { FormState } from './form.ts';
import type { PageContextValue } from './page.ts';
import { isClosedInPractice } from './practice-wall.ts';
import { chooseLocale } from './reader.ts';
import type { Asked } from './server.ts';

export const noticeCookie = 'cabildo_notice';

/** What is known of a reader without asking the database. */
export type Look = Pick<PageContextValue, 't' | 'locale' | 'city' | 'url' | 'notice'>;

/** Reads language and address off the request; keeps a language that was asked for. */
export function readLook(
  { house }: Asked,
  city: CityFacts,
  request: FastifyRequest,
  reply: FastifyReply,
): Look {
  const url = addressOf(request);
  const wish = url.searchParams.get('lang');
  const locale = chooseLocale(city, wish, request.cookies?.lang, request.headers['accept-language']);
  if (wish)
    reply.setCookie('lang', locale, { path: '/', maxAge: 31_536_000, sameSite: 'lax', secure: house.secure });
  const t = house.words.translator(city, locale);
  return { t, locale, city, url, notice: readNotice(house.words.isKey, request, t) };
}

/** The address below the city's base, without the mark of the lobby's pages. A host name that is none must not keep anybody from an answer. */
function addressOf(request: FastifyRequest): URL {
  const address = `${request.protocol}://${request.host || 'localhost'}${request.url.replace(/^\/-(?=\/)/, '')}`;
  return URL.canParse(address) ? new URL(address) : new URL('http://localhost/');
}

/** A cookie can be made by anybody: it names one of our sentences, never a text of its own. */
function readNotice(
  isKey: Asked['house']['words']['isKey'],
  request: FastifyRequest,
  t: Look['t'],
): string | undefined {
  const kept = request.cookies?.[noticeCookie];
  if (!kept || request.method !== 'GET') return undefined;
  try {
    const [key, args] = JSON.parse(Buffer.from(kept, 'base64url').toString('utf8'));
    return isKey(key) ? t(key, args) : undefined;
  } catch {
    return undefined;
  }
}

/** Draws a view with everything that `usePage()` gives to it. */
export function renderView(
  { house, navigation }: Asked,
  look: Look & Pick<PageContextValue, 'viewer' | 'now'>,
  form: FormState,
  view: VNode,
): string {
  const { t, locale, city, viewer, now, notice } = look;
  const url = new URL(`${look.url.origin}${city.base}${look.url.pathname}${look.url.search}`);
  return house.render(view, {
    t,
    locale,
    city,
    viewer,
    now,
    url,
    form,
    notice,
    once: randomToken,
    navigation: navigation.filter(
      (item) => item.who(viewer) === 'allowed' && !isClosedInPractice(city, item.href),
    ),
    asset: house.asset,
  });
}
