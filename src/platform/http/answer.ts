import type { FastifyReply, FastifyRequest } from 'fastify';
import { h, type VNode } from 'preact';
import type { Tx } from '../db/database.ts';
import { randomToken } from '../id.ts';
import { readBody } from './body.ts';
import type { CityFacts } from './city.ts';
import { emptyForm, type FormBody, type FormState, fieldErrors, nest, typedText } from './form.ts';
import type { Download, FieldError, Outcome, Page, PageRequest, Redirect } from './page.ts';
import { chooseLocale, cityOf } from './reader.ts';
import type { Asked, Problem } from './server.ts';
import { type Permit, type Policy, visitor } from './viewer.ts';

/** Thrown inside a transaction to undo it and answer with this instead. */
class Undo extends Error {
  readonly errors: readonly FieldError[];
  readonly cookies: readonly string[];
  constructor(errors: readonly FieldError[], cookies: readonly string[]) {
    super('the act was refused');
    this.errors = errors;
    this.cookies = cookies;
  }
}

interface Answered {
  readonly status: number;
  readonly html?: string;
  readonly redirect?: Redirect;
  readonly download?: Download;
}

const noticeCookie = 'cabildo_notice';

/** Shows a page, or the page of a problem; `page` is null where there is none. */
export async function answerGet(
  asked: Asked,
  page: Page | null,
  problem: Problem | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const city = cityOf.get(request.raw);
  if (!city) return reply.code(404).type('text/plain').send('No city is served at this address.');
  const answered = await asked.house.db.inCity(
    city.id,
    async (tx) => {
      const frame = await makeFrame(asked, city, tx, request, reply);
      if (!page || problem) return showProblem(asked, frame, problem ?? 'missing');
      return showPage(asked, frame, page, emptyForm, 200);
    },
    { readOnly: true },
  );
  return send(city, answered, request, reply);
}

/** Runs the act that was pressed: one transaction, one effect for one `_once`, 422 with what was typed when refused. */
export async function answerPost(
  asked: Asked,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const city = cityOf.get(request.raw);
  if (!city) return reply.code(404).type('text/plain').send('No city is served at this address.');
  const { body, errors } = await readBody(request, page.largestFile);
  const { house } = asked;
  try {
    const answered = await house.db.inCity(city.id, async (tx) => {
      const frame = await makeFrame(asked, city, tx, request, reply);
      return runAct(asked, frame, page, body, errors);
    });
    return send(city, answered, request, reply);
  } catch (thrown) {
    if (!(thrown instanceof Undo)) throw thrown;
    for (const line of thrown.cookies) reply.header('set-cookie', line);
    const answered = await house.db.inCity(
      city.id,
      async (tx) => {
        const frame = await makeFrame(asked, city, tx, request, reply);
        const form = { act: String(body.act ?? ''), values: typedText(body), errors: thrown.errors };
        return showPage(asked, frame, page, form, 422);
      },
      { readOnly: true },
    );
    return send(city, answered, request, reply);
  }
}

type Frame = Omit<PageRequest, 'params' | 'query'> & {
  readonly request: FastifyRequest;
  readonly notice: string | undefined;
};

async function makeFrame(
  asked: Asked,
  city: CityFacts,
  tx: Tx,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Frame> {
  const { house } = asked;
  const url = new URL(`${request.protocol}://${request.host || 'localhost'}${request.url}`);
  const wish = url.searchParams.get('lang');
  const locale = chooseLocale(city, wish, request.cookies.lang, request.headers['accept-language']);
  if (wish)
    reply.setCookie('lang', locale, { path: '/', maxAge: 31_536_000, sameSite: 'lax', secure: house.secure });
  const now = await house.clock(tx, city);
  const cookies = request.headers.cookie ?? '';
  const viewer = cookies ? await house.viewer(tx, city, cookies, now) : visitor;
  const t = house.words.translator(city, locale);
  return {
    tx,
    city,
    viewer,
    t,
    locale,
    now,
    url,
    address: request.ip,
    headers: request.headers,
    request,
    notice: readNotice(asked, request, reply, t),
  };
}

function readNotice(
  asked: Asked,
  request: FastifyRequest,
  reply: FastifyReply,
  t: Frame['t'],
): string | undefined {
  const kept = request.cookies[noticeCookie];
  if (!kept || request.method !== 'GET') return undefined;
  reply.clearCookie(noticeCookie, { path: '/' });
  try {
    const [key, args] = JSON.parse(Buffer.from(kept, 'base64url').toString('utf8'));
    return asked.house.words.isKey(key) ? t(key, args) : undefined;
  } catch {
    return undefined;
  }
}

async function runAct(
  asked: Asked,
  frame: Frame,
  page: Page,
  body: FormBody,
  bodyErrors: readonly FieldError[],
): Promise<Answered> {
  const act = page.acts?.[String(body.act ?? '')];
  const request = await parsed(page, frame);
  if (!act || !request) return showProblem(asked, frame, 'missing');
  const denied = refusal(frame, page.who, ...(act.who ? [act.who] : []));
  if (denied) return denied === 'forbidden' ? showProblem(asked, frame, 'forbidden') : signIn(frame, denied);
  const { act: _act, _once: once, ...fields } = body;
  const input = act.input.safeParse(nest(fields));
  if (!input.success) {
    throw new Undo([...bodyErrors, ...fieldErrors(input.error, asked.house.words.isKey)], []);
  }
  if (bodyErrors.length > 0) throw new Undo(bodyErrors, []);
  const key = act.repeatable ? undefined : once;
  const before = await claimOnce(frame, key);
  if (before) return { status: 303, redirect: before };
  const outcome: Outcome = await act.run(request, input.data as never);
  if (outcome.kind === 'refused') throw new Undo(outcome.errors, outcome.cookies ?? []);
  if (outcome.kind === 'download') return { status: 200, download: outcome };
  if (outcome.kind === 'shown')
    return { status: 200, html: renderView(asked, frame, emptyForm, outcome.view) };
  await keepOnce(frame, key, outcome);
  return { status: 303, redirect: outcome };
}

/** Takes the form's key. A second press waits here for the first and then gives the first one's answer. */
async function claimOnce(frame: Frame, once: unknown): Promise<Redirect | null> {
  if (typeof once !== 'string' || once.length < 8 || once.length > 64) return null;
  const { tx, city } = frame;
  const taken = await tx
    .insertInto('once')
    .values({ city_id: city.id, key: once })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return null;
  const first = await tx
    .selectFrom('once')
    .select('answer')
    .where('city_id', '=', city.id)
    .where('key', '=', once)
    .executeTakeFirst();
  return (first?.answer as Redirect | null) ?? { kind: 'redirect', to: frame.url.pathname };
}

async function keepOnce(
  { tx, city }: Frame,
  once: unknown,
  { cookies: _, ...answer }: Redirect,
): Promise<void> {
  if (typeof once !== 'string') return;
  await tx
    .updateTable('once')
    .set({ answer: JSON.stringify(answer) })
    .where('city_id', '=', city.id)
    .where('key', '=', once)
    .execute();
}

async function showPage(
  asked: Asked,
  frame: Frame,
  page: Page,
  form: FormState,
  status: number,
): Promise<Answered> {
  const request = await parsed(page, frame);
  if (!request) return showProblem(asked, frame, 'missing');
  const denied = refusal(frame, page.who);
  if (denied) return denied === 'forbidden' ? showProblem(asked, frame, 'forbidden') : signIn(frame, denied);
  const data = await page.load(request);
  if (isElsewhere(data)) {
    if (data.kind === 'missing') return showProblem(asked, frame, 'missing');
    if (data.kind === 'download') return { status: 200, download: data };
    return { status: 303, redirect: data };
  }
  // Drawn as a component, so that a view may ask its page.
  const view: VNode = h(() => page.view(data), {});
  return { status, html: renderView(asked, frame, form, view) };
}

function isElsewhere(data: unknown): data is { kind: 'missing' } | Redirect | Download {
  const kind = (data as { kind?: unknown } | null)?.kind;
  return kind === 'missing' || kind === 'redirect' || kind === 'download';
}

/** The page's own request: parameters and query as its schemas read them; null where they make no sense, or no page is. */
async function parsed(page: Page, frame: Frame): Promise<PageRequest | null> {
  if (page.exists && !page.exists(frame.city)) return null;
  const params = page.params ? page.params.safeParse(frame.request.params) : { success: true, data: {} };
  if (!params.success) return null;
  const raw = nest(frame.request.query as FormBody);
  const query = page.query ? page.query.safeParse(raw) : { success: true, data: {} };
  if (!query.success) return null;
  const { request: _request, notice: _notice, ...rest } = frame;
  return { ...rest, params: params.data, query: query.data };
}

function refusal(frame: Frame, ...policies: readonly Policy[]): Exclude<Permit, 'allowed'> | undefined {
  for (const policy of policies) {
    const permit = policy(frame.viewer);
    if (permit !== 'allowed') return permit;
  }
  return undefined;
}

function signIn(frame: Frame, missing: 'sign-in' | 'second-factor'): Answered {
  const where = missing === 'sign-in' ? '/sign-in' : '/sign-in/second-factor';
  const back = frame.request.method === 'GET' ? frame.url.pathname + frame.url.search : frame.url.pathname;
  return { status: 303, redirect: { kind: 'redirect', to: `${where}?next=${encodeURIComponent(back)}` } };
}

const problemStatus = { missing: 404, forbidden: 403, 'too-many': 429, broken: 500, stale: 400 } as const;

function showProblem(asked: Asked, frame: Frame, problem: Problem): Answered {
  const html = renderView(asked, frame, emptyForm, asked.house.problem(problem));
  return { status: problemStatus[problem], html };
}

function renderView({ house, navigation }: Asked, frame: Frame, form: FormState, view: VNode): string {
  const { t, locale, city, viewer, now, url, notice } = frame;
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
    navigation: navigation.filter((item) => item.who(viewer) === 'allowed'),
    asset: house.asset,
  });
}

function send(
  city: CityFacts,
  answered: Answered,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  reply.code(answered.status).header('vary', 'cookie, accept-language');
  reply.header('cache-control', request.headers.cookie ? 'no-store' : 'no-cache');
  if (answered.redirect) {
    const { to, notice, cookies } = answered.redirect;
    for (const line of cookies ?? []) reply.header('set-cookie', line);
    if (notice) {
      const kept = Buffer.from(JSON.stringify([notice.key, notice.args])).toString('base64url');
      reply.setCookie(noticeCookie, kept, { path: '/', httpOnly: true, sameSite: 'lax', maxAge: 60 });
    }
    return reply.header('location', `${city.base}${to}`).send();
  }
  if (answered.download) {
    const { filename, mediaType, body } = answered.download;
    reply
      .type(mediaType)
      .header('content-disposition', `attachment; filename="${filename.replace(/[^\w.-]/g, '_')}"`);
    return reply.send(typeof body === 'string' ? body : Buffer.from(body));
  }
  return reply.type('text/html; charset=utf-8').send(answered.html);
}
