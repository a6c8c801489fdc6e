import type { FastifyReply, FastifyRequest } from 'fastify';
import { h, type VNode } from 'preact';
import { quietAt } from '../blackout.ts';
import type { Tx } from '../db/database.ts';
import { readBody } from './body.ts';
import { emptyForm, type FormBody, type FormState, fieldErrors, nest, typedText } from './form.ts';
import { dropKeptForm, keepForm, keptForm, keptFormCookie, keptFormSeconds } from './kept-form.ts';
import { type Look, readLook, renderView } from './look.ts';
import { claimOnce, keepAnswer, onceKey } from './once.ts';
import type { Download, FieldError, Outcome, Page, PageRequest, Redirect } from './page.ts';
import { isClosedInPractice, isStranger } from './practice-wall.ts';
import { answerProblem, type Problem, problemStatus } from './problem.ts';
import { cityOf } from './reader.ts';
import { recentKey } from './recent.ts';
import { type Answered, send } from './send.ts';
import type { Asked } from './server.ts';
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

/** Shows a page. */
export async function answerGet(
  asked: Asked,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const city = cityOf.get(request.raw);
  if (!city) return answerProblem(asked, 'missing', request, reply);
  const { db } = asked.house;
  const look = readLook(asked, city, request, reply);
  const draw = () =>
    db.inCity(
      city.id,
      async (tx) => {
        const frame = await makeFrame(asked, look, tx, request);
        const waiting = request.cookies?.[keptFormCookie];
        const form = waiting && page.acts && (await keptForm(tx, city.id, pathOf(frame), waiting));
        return showPage(asked, frame, page, form || emptyForm, 200);
      },
      { readOnly: true },
    );
  const key = recentKey(request, look);
  const answered = key === null ? await draw() : await asked.recent.answer(key, db.writes(city.id), draw);
  return send(asked, city, answered, request, reply);
}

/** Runs the act that was pressed: one transaction, one effect for one `_once`, 422 with what was typed when refused. */
export async function answerPost(
  asked: Asked,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const city = cityOf.get(request.raw);
  if (!city) return answerProblem(asked, 'missing', request, reply);
  const { body, errors } = await readBody(request, page.largestFile);
  const { house } = asked;
  const look = readLook(asked, city, request, reply);
  try {
    const answered = await house.db.inCity(city.id, async (tx) => {
      const frame = await makeFrame(asked, look, tx, request);
      return runAct(asked, frame, page, body, errors);
    });
    return send(asked, city, answered, request, reply);
  } catch (thrown) {
    if (!(thrown instanceof Undo)) throw thrown;
    for (const line of thrown.cookies) reply.header('set-cookie', line);
    const answered = await house.db.inCity(
      city.id,
      async (tx) => {
        const frame = await makeFrame(asked, look, tx, request);
        const form = { act: String(body.act ?? ''), values: typedText(body), errors: thrown.errors };
        return showPage(asked, frame, page, form, 422);
      },
      { readOnly: true },
    );
    return send(asked, city, answered, request, reply);
  }
}

type Frame = Omit<PageRequest, 'params' | 'query'> & {
  readonly request: FastifyRequest;
  readonly notice: string | undefined;
};

async function makeFrame({ house }: Asked, look: Look, tx: Tx, request: FastifyRequest): Promise<Frame> {
  const { city } = look;
  const now = await house.clock(tx, city);
  const cookies = request.headers.cookie ?? '';
  const viewer = cookies ? await house.viewer(tx, city, cookies, now) : visitor;
  return { ...look, tx, viewer, now, address: request.ip, headers: request.headers, request };
}

async function runAct(
  asked: Asked,
  frame: Frame,
  page: Page,
  body: FormBody,
  bodyErrors: readonly FieldError[],
): Promise<Answered> {
  const act = actOf(page, body);
  const request = await parsed(page, frame);
  if (isStranger(frame.city, frame.viewer)) return showProblem(asked, frame, 'practice');
  if (!act || !request) return showProblem(asked, frame, 'missing');
  const denied = refusal(frame, page.who, ...(act.who ? [act.who] : []));
  if (denied === 'forbidden') return showProblem(asked, frame, 'forbidden');
  // A guest of a practice space proves who she is in her living city only.
  if (denied && frame.city.practice) return showProblem(asked, frame, 'practice');
  if (denied) return signInFirst(asked, frame, page, body, denied);
  if (isSilent(page, frame)) return showProblem(asked, frame, 'blackout');
  const { act: _act, _once, ...fields } = body;
  const input = act.input.safeParse(nest(fields));
  if (!input.success || bodyErrors.length > 0) {
    const told = new Set(bodyErrors.map(({ field }) => field));
    const rest = input.success ? [] : fieldErrors(input.error, asked.house.words.isKey);
    throw new Undo([...bodyErrors, ...rest.filter(({ field }) => !told.has(field))], []);
  }
  const { tx, city, viewer } = frame;
  const path = pathOf(frame);
  const key = act.repeatable ? null : onceKey({ personId: viewer.personId, path, body });
  const before = key === null ? null : await claimOnce(tx, city.id, key);
  if (before)
    return { status: 303, redirect: before === 'no-answer' ? { kind: 'redirect', to: path } : before };
  const outcome: Outcome = await act.run(request, input.data as never);
  if (outcome.kind === 'refused') throw new Undo(outcome.errors, outcome.cookies ?? []);
  if (outcome.kind === 'download') return { status: 200, download: outcome };
  if (outcome.kind === 'shown')
    return { status: 200, html: renderView(asked, frame, emptyForm, outcome.view) };
  if (key !== null) await keepAnswer(tx, city.id, key, outcome);
  const waiting = frame.request.cookies?.[keptFormCookie];
  if (waiting) await dropKeptForm(tx, city.id, path, waiting);
  return { status: 303, redirect: outcome };
}

/** The act by the name on the button; a name that every object has is none. */
function actOf({ acts }: Page, { act }: FormBody) {
  return acts && typeof act === 'string' && Object.hasOwn(acts, act) ? acts[act] : undefined;
}

async function showPage(
  asked: Asked,
  frame: Frame,
  page: Page,
  form: FormState,
  status: number,
): Promise<Answered> {
  if (isStranger(frame.city, frame.viewer)) return showProblem(asked, frame, 'practice');
  const request = await parsed(page, frame);
  if (!request) return showProblem(asked, frame, 'missing');
  const denied = refusal(frame, page.who);
  if (denied) return deny(asked, frame, denied);
  if (isSilent(page, frame)) return showProblem(asked, frame, 'blackout');
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

/** Staff go on seeing what they will publish again. */
function isSilent(page: Page, { city, viewer, now }: Frame): boolean {
  if (!page.publicity || viewer.roles.length > 0) return false;
  return quietAt(city.blackouts, city.timeZone, now)?.pages === 'closed';
}

function isElsewhere(data: unknown): data is { kind: 'missing' } | Redirect | Download {
  const kind = (data as { kind?: unknown } | null)?.kind;
  return kind === 'missing' || kind === 'redirect' || kind === 'download';
}

/** The page's own request: parameters and query as its schemas read them; null where they make no sense, or no page is. */
async function parsed(page: Page, frame: Frame): Promise<PageRequest | null> {
  if (page.exists && !page.exists(frame.city)) return null;
  if (isClosedInPractice(frame.city, page.path)) return null;
  const given = nest(frame.request.params as FormBody);
  const params = page.params ? page.params.safeParse(given) : { success: true, data: {} };
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

function deny(asked: Asked, frame: Frame, denied: Exclude<Permit, 'allowed'>): Answered {
  if (denied === 'forbidden') return showProblem(asked, frame, 'forbidden');
  // A guest of a practice space proves who she is in her living city only.
  return frame.city.practice ? showProblem(asked, frame, 'practice') : signIn(frame, denied);
}

function signIn(frame: Frame, missing: 'sign-in' | 'second-factor'): Answered {
  const where = missing === 'sign-in' ? '/sign-in' : '/sign-in/second-factor';
  return {
    status: 303,
    redirect: { kind: 'redirect', to: `${where}?next=${encodeURIComponent(pathOf(frame))}` },
  };
}

/** The session ended while the form stood open: what was typed waits until its sender is back. */
async function signInFirst(
  { house }: Asked,
  frame: Frame,
  page: Page,
  body: FormBody,
  missing: 'sign-in' | 'second-factor',
): Promise<Answered> {
  const { redirect } = signIn(frame, missing) as Answered & { redirect: Redirect };
  if (page.secret) return { status: 303, redirect: { ...redirect, notice: { key: 'form.not-kept' } } };
  const kept = await keepForm(frame.tx, frame.city.id, pathOf(frame), body);
  if (kept === null) return { status: 303, redirect };
  const line = `${keptFormCookie}=${kept}; Max-Age=${keptFormSeconds}; Path=/; HttpOnly; SameSite=Lax`;
  return { status: 303, redirect: { ...redirect, cookies: [house.secure ? `${line}; Secure` : line] } };
}

/** Where a frame is, with its query, below the city's base. */
function pathOf({ url }: Pick<Frame, 'url'>): string {
  return url.pathname + url.search;
}

function showProblem(asked: Asked, frame: Frame, problem: Problem): Answered {
  const html = renderView(asked, frame, emptyForm, asked.house.problem(problem));
  return { status: problemStatus[problem], html };
}
