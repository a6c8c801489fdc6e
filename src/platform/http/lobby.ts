import type { FastifyReply, FastifyRequest } from 'fastify';
import { h, type VNode } from 'preact';
import type { z } from 'zod';
import type { Database } from '../db/database.ts';
import type { Translate } from '../i18n/texts.ts';
import { readBody } from './body.ts';
import { lobbyCity } from './city.ts';
import { emptyForm, type FormState, fieldErrors, nest, typedText } from './form.ts';
import { type Look, readLook, renderView } from './look.ts';
import type { Redirect, Refused } from './page.ts';
import { answerProblem } from './problem.ts';
import { type CityDirectory, cityOf } from './reader.ts';
import { recentKey } from './recent.ts';
import { send } from './send.ts';
import type { Asked } from './server.ts';
import { visitor } from './viewer.ts';

/** A page that belongs to no city. Everybody may open it, so its acts ask for a proof of their own. */
export interface LobbyPage<Data = unknown> {
  /** '/' is served where the address names no city; every other one at every host. */
  readonly path: string;
  readonly limit?: { readonly max: number; readonly seconds: number };
  readonly load: (request: LobbyRequest) => Promise<Data>;
  readonly acts?: Readonly<Record<string, LobbyAct>>;
  readonly view: (data: Data) => VNode;
}

export interface LobbyRequest {
  /** Without a transaction: an act that opens a city makes its own. */
  readonly db: Database;
  readonly cities: CityDirectory;
  readonly t: Translate;
  readonly locale: string;
  readonly now: Date;
  readonly url: URL;
}

interface LobbyAct {
  readonly input: z.ZodType<unknown>;
  readonly run: (request: LobbyRequest, input: never) => Promise<Redirect | Refused>;
}

/** Ties an act's input type to its schema. */
export function lobbyAct<Input>(spec: {
  readonly input: z.ZodType<Input>;
  readonly run: (request: LobbyRequest, input: Input) => Promise<Redirect | Refused>;
}): LobbyAct {
  return spec as unknown as LobbyAct;
}

export function lobbyPage<Data>(spec: LobbyPage<Data>): LobbyPage {
  return spec as unknown as LobbyPage;
}

export async function answerLobbyGet(
  asked: Asked,
  page: LobbyPage,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (cityOf.get(request.raw) !== lobbyCity) return answerProblem(asked, 'missing', request, reply);
  const look = readLook(asked, lobbyCity, request, reply);
  const draw = async () => ({ status: 200, html: await drawn(asked, look, page, emptyForm) });
  const key = recentKey(request, look);
  const writes = asked.house.db.writes(lobbyCity.id);
  const answered = key === null ? await draw() : await asked.recent.answer(key, writes, draw);
  return send(asked, lobbyCity, answered, request, reply);
}

export async function answerLobbyPost(
  asked: Asked,
  page: LobbyPage,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { body, errors } = await readBody(request);
  const { act: name, _once, ...fields } = body;
  const act = page.acts && Object.hasOwn(page.acts, String(name)) ? page.acts[String(name)] : undefined;
  if (cityOf.get(request.raw) !== lobbyCity || !act) return answerProblem(asked, 'missing', request, reply);
  const look = readLook(asked, lobbyCity, request, reply);
  const input = act.input.safeParse(nest(fields));
  const wrong = input.success ? errors : [...errors, ...fieldErrors(input.error, asked.house.words.isKey)];
  const outcome: Redirect | Refused =
    input.success && wrong.length === 0
      ? await act.run(requestOf(asked, look), input.data as never)
      : { kind: 'refused', errors: wrong };
  if (outcome.kind === 'redirect') {
    // A city may just have been opened: the next address is inside it.
    await asked.house.cities.reload();
    return send(asked, lobbyCity, { status: 303, redirect: outcome }, request, reply);
  }
  const form = { act: String(name), values: typedText(body), errors: outcome.errors };
  const html = await drawn(asked, look, page, form);
  return send(asked, lobbyCity, { status: 422, html }, request, reply);
}

async function drawn(asked: Asked, look: Look, page: LobbyPage, form: FormState): Promise<string> {
  const data = await page.load(requestOf(asked, look));
  return renderView(
    asked,
    { ...look, viewer: visitor, now: new Date() },
    form,
    h(() => page.view(data), {}),
  );
}

function requestOf({ house }: Asked, { t, locale, url }: Look): LobbyRequest {
  return { db: house.db, cities: house.cities, t, locale, url, now: new Date() };
}
