import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announceBlackout, cancelBlackout, changeBlackout } from '../src/city/announce-blackout.ts';
import { setClock } from '../src/city/city.fixtures.ts';
import { cityJobs } from '../src/city/jobs.ts';
import { blackoutFindings, standingBlackouts } from '../src/cycle/blackout-preview.ts';
import { usualStops } from '../src/cycle/blackout-section.ts';
import { aCycle } from '../src/cycle/cycle.fixtures.ts';
import { phaseOf } from '../src/cycle/cycle-queries.ts';
import { aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import type { BlackoutStops } from '../src/platform/blackout.ts';
import type { Tx } from '../src/platform/db/database.ts';
import type { CarriedMail } from '../src/platform/mail/carrier.ts';
import type { MailKind } from '../src/platform/mail/hold-mail.ts';
import { queueMail } from '../src/platform/mail/queue-mail.ts';
import { sendWaitingMail } from '../src/platform/mail/send-mail.ts';
import { addDays, dayIn, momentIn } from '../src/platform/time.ts';
import { projectJobs } from '../src/projects/jobs.ts';
import { postUpdate } from '../src/projects/post-update.ts';
import { resultsJobs } from '../src/results/jobs.ts';
import { orderPublication } from '../src/results/order-publication.ts';
import { publishResults } from '../src/results/publish-results.ts';
import { aCountedElection, actOf, runIdsOf } from '../src/results/results.fixtures.ts';
import { publishedResults } from '../src/results/results-queries.ts';
import { castVote } from '../src/voting/cast-vote.ts';
import { anElection, type Election } from '../src/voting/voting.fixtures.ts';
import { type TestHouse, testHouse } from './house.ts';
import { aCity } from './page-house.ts';
import { type Story, tellStory } from './story.ts';

const zone = 'America/Monterrey';
const law = 'Artículo 134 constitucional';

/** A blackout by a coordinator, of days counted from the moment given. */
async function announce(
  tx: Tx,
  cityId: number,
  now: Date,
  [first, last]: readonly [number, number],
  stops: Partial<BlackoutStops> = {},
) {
  const actorId = await aStaffMember(tx, { cityId, role: 'coordinator', now });
  const today = dayIn(zone, now);
  const from = addDays(today, first);
  const to = addDays(today, last);
  const reason = 'Proceso electoral local';
  const wish = { cityId, actorId, now, from, to, law, reason, stops: { ...usualStops, ...stops } };
  const done = await announceBlackout(tx, wish);
  if (!done.ok) throw new Error(done.reason);
  return { ...wish, id: done.value, begins: momentIn(zone, from), ends: momentIn(zone, addDays(to, 1)) };
}

const later = (moment: Date, milliseconds: number) => new Date(moment.getTime() + milliseconds);
const jobCity = (id: number) => ({ id, timeZone: zone });

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse();
});
afterAll(() => house.close());

let cities = 0;
async function inNewCity<Value>(work: (tx: Tx, cityId: number) => Promise<Value>): Promise<Value> {
  cities += 1;
  const cityId = await aCity(house.db, { slug: `blackout-${cities}` });
  return house.db.inCity(cityId, (tx) => work(tx, cityId));
}

describe('the days of a blackout', () => {
  it("stop a phase from the city's midnight to the midnight after the last day, and no longer", () =>
    inNewCity(async (tx, cityId) => {
      const now = new Date('2027-02-10T18:00:00Z');
      const cycle = await aCycle(tx, cityId, { now });
      const { begins, ends } = await announce(tx, cityId, now, [2, 4]);
      expect(begins.toISOString()).toBe('2027-02-12T06:00:00.000Z');
      const state = async (moment: Date) => (await phaseOf(tx, cycle, 'proposals', moment))?.state;
      expect(await state(later(begins, -1))).toBe('open');
      expect(await state(begins)).toBe('suspended');
      expect(await state(later(ends, -1))).toBe('suspended');
      expect(await state(ends)).toBe('open');
      expect((await phaseOf(tx, cycle, 'proposals', begins))?.blackout).toEqual({ until: ends, laws: [law] });
    }));

  it('go on by each one that overlaps, until the last is over', () =>
    inNewCity(async (tx, cityId) => {
      const now = new Date('2027-02-10T18:00:00Z');
      const cycle = await aCycle(tx, cityId, { now });
      const first = await announce(tx, cityId, now, [1, 3]);
      const second = await announce(tx, cityId, now, [2, 6], { phases: ['voting'] });
      const phase = await phaseOf(tx, cycle, 'proposals', later(second.begins, 1));
      expect(phase?.blackout?.until).toEqual(second.ends);
      expect((await phaseOf(tx, cycle, 'proposals', first.ends))?.state).toBe('open');
    }));

  it('change before they begin only, end today at the earliest, and end at once when cancelled', () =>
    inNewCity(async (tx, cityId) => {
      const now = new Date('2027-02-10T18:00:00Z');
      const cycle = await aCycle(tx, cityId, { now });
      const made = await announce(tx, cityId, now, [0, 9]);
      const change = { ...made, blackoutId: made.id, now: later(now, 86_400_000) };
      const today = addDays(made.from, 1);
      expect(await changeBlackout(tx, { ...change, from: today })).toMatchObject({ reason: 'already-begun' });
      expect(await changeBlackout(tx, { ...change, to: made.from })).toMatchObject({ reason: 'in-the-past' });
      expect(await changeBlackout(tx, { ...change, to: today })).toMatchObject({ ok: true });
      const cancel = { cityId, blackoutId: made.id, actorId: made.actorId, now: change.now };
      expect(await cancelBlackout(tx, { ...cancel, reason: ' ' })).toMatchObject({ reason: 'no-reason' });
      expect(await cancelBlackout(tx, { ...cancel, reason: 'Se anuló la elección.' })).toMatchObject({
        ok: true,
      });
      expect((await phaseOf(tx, cycle, 'proposals', change.now))?.state).toBe('open');
      expect(await cancelBlackout(tx, { ...cancel, reason: 'Otra vez' })).toMatchObject({ reason: 'over' });
      const said = await tx
        .selectFrom('event')
        .select('name')
        .where('name', 'like', 'blackout.%')
        .orderBy('id')
        .execute();
      expect(said.map(({ name }) => name)).toEqual([
        'blackout.announced',
        'blackout.changed',
        'blackout.cancelled',
      ]);
      const early = await announceBlackout(tx, { ...made, now, from: addDays(made.from, -1) });
      expect(early).toMatchObject({ reason: 'in-the-past' });
    }));
});

describe('a blueprint whose phase falls into a blackout', () => {
  it('is found with the phase, the days and the law, where the blackout stops that phase', () =>
    inNewCity(async (tx, cityId) => {
      const now = new Date('2027-02-10T18:00:00Z');
      const { blueprint } = await aCycle(tx, cityId, { now });
      await announce(tx, cityId, now, [1, 60], { phases: ['voting', 'evaluation'] });
      const standing = await standingBlackouts(tx, cityId, zone, now);
      const found = blackoutFindings(blueprint.cycle, standing, zone);
      expect(found.map(({ path, key }) => [path, key])).toEqual([
        ['cycle.phases[1]', 'cycle.finding.blackout.evaluation'],
      ]);
      expect(found[0]?.args).toMatchObject({ law });
      expect(await standingBlackouts(tx, cityId, zone, later(now, 90 * 86_400_000))).toEqual([]);
    }));
});

describe('mail in a blackout', () => {
  it('is held and goes once afterwards, except what was asked for and what is dropped', async () => {
    const cityId = await aCity(house.db, { slug: 'blackout-mail' });
    const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
    const now = new Date('2027-02-10T18:00:00Z');
    const sent: string[] = [];
    const carrier = {
      carry: async ({ subject }: CarriedMail) => {
        sent.push(subject);
      },
      close: () => {},
    };
    const tickAt = (moment: Date) =>
      inCity((tx) => cityJobs[0]?.run(tx, jobCity(cityId), moment) ?? Promise.resolve());
    const quiet = async () => true;
    const write = (kind: MailKind, nth: number) =>
      inCity((tx) =>
        queueMail(tx, {
          cityId,
          kind,
          cause: `${kind} ${nth}`,
          recipient: 'lucia@sanjacinto.example',
          locale: 'es-MX',
          subject: `${kind} ${nth}`,
          text: 'x',
          html: 'x',
          now,
        }),
      );
    const { begins, ends } = await inCity((tx) => announce(tx, cityId, now, [1, 2], { promotions: 'drop' }));
    for (const kind of ['asked', 'notice', 'promotion'] as const) await write(kind, 1);
    // The very second between two ticks: nobody has marked them yet, and they do not go.
    await sendWaitingMail(house.db, cityId, carrier, 'test', quiet);
    expect(sent).toEqual(['asked 1']);
    await tickAt(later(begins, 1_000));
    await write('notice', 2);
    await tickAt(later(begins, 2_000));
    await sendWaitingMail(house.db, cityId, carrier, 'test', quiet);
    await tickAt(later(ends, -1));
    await sendWaitingMail(house.db, cityId, carrier, 'test', quiet);
    expect(sent).toEqual(['asked 1']);
    await tickAt(ends);
    await tickAt(later(ends, 1_000));
    await Promise.all([1, 2].map(() => sendWaitingMail(house.db, cityId, carrier, 'test')));
    await sendWaitingMail(house.db, cityId, carrier, 'test');
    expect([...sent].sort()).toEqual(['asked 1', 'notice 1', 'notice 2']);
    const dropped = await inCity((tx) =>
      tx.selectFrom('mail').select(['subject', 'sent_at']).where('dropped_at', 'is not', null).execute(),
    );
    expect(dropped).toEqual([{ subject: 'promotion 1', sent_at: null }]);
  });
});

describe('publications in a blackout', () => {
  it('are refused to every path but the order, which is held and done once when it is over', () =>
    inNewCity(async (tx, cityId) => {
      const election = await aCountedElection(tx, cityId);
      const { now } = actOf(election);
      const { begins, ends } = await announce(tx, cityId, now, [1, 5]);
      const within = later(begins, 1_000);
      const request = { ...actOf(election), now: within, runIds: await runIdsOf(tx, election) };
      expect(await publishResults(tx, request)).toMatchObject({ reason: 'blackout' });
      expect(await orderPublication(tx, { ...request, runIds: [] })).toMatchObject({ reason: 'stale' });
      expect(await orderPublication(tx, request)).toMatchObject({ value: 'held' });
      expect(await orderPublication(tx, request)).toMatchObject({ value: 'held' });
      const job = (moment: Date) => resultsJobs[0]?.run(tx, jobCity(cityId), moment);
      await job(later(ends, -1));
      expect(await publishedResults(tx, cityId, election.cycle.id)).toBeUndefined();
      await job(ends);
      await job(later(ends, 1_000));
      expect((await publishedResults(tx, cityId, election.cycle.id))?.publishedAt).toEqual(ends);
      expect(await tx.selectFrom('publication').select('id').execute()).toHaveLength(1);
      // Progress of a project written in another blackout.
      const next = await announce(tx, cityId, later(ends, 1_000), [0, 1]);
      const project = await tx
        .selectFrom('project')
        .select(['id', 'code'])
        .limit(1)
        .executeTakeFirstOrThrow();
      const update = { cityId, projectId: project.id, body: 'Empezó la obra.', actorId: next.actorId };
      expect(await postUpdate(tx, { ...update, now: later(ends, 2_000) })).toMatchObject({ value: 'held' });
      const told = () => tx.selectFrom('event').select('id').where('name', '=', 'project.updated').execute();
      await projectJobs[0]?.run(tx, jobCity(cityId), later(ends, 3_000));
      expect(await told()).toHaveLength(0);
      await projectJobs[0]?.run(tx, jobCity(cityId), next.ends);
      await projectJobs[0]?.run(tx, jobCity(cityId), later(next.ends, 1_000));
      expect(await told()).toHaveLength(1);
    }));
});

describe('voting in a blackout', () => {
  it('is refused from its first moment, also by a process that remembers the moment before', async () => {
    const cityId = await aCity(house.db, { slug: 'blackout-vote' });
    const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
    const election: Election = await inCity((tx) => anElection(tx, cityId));
    const { now, norte, lucia } = election;
    const cast = (moment: Date, formKey: string) =>
      inCity((tx) =>
        castVote(tx, {
          cityId,
          actorId: lucia,
          now: moment,
          contestId: norte.id,
          marks: [1],
          listVersion: norte.listVersion as string,
          formKey,
        }),
      );
    expect((await cast(now, 'before-announcing')).ok).toBe(true);
    const { begins, ends } = await inCity((tx) => announce(tx, cityId, now, [1, 1]));
    expect((await cast(later(begins, -1_000), 'one-second-before')).ok).toBe(true);
    expect(await cast(later(begins, 1_000), 'one-second-after')).toMatchObject({ reason: 'closed' });
    expect((await cast(ends, 'when-it-is-over')).ok).toBe(true);
    await house.assembly.cities.reload();
    await inCity((tx) => setClock(tx, cityId, later(begins, 5_000)));
    const cookie = await inCity((tx) => signedInAs(tx, { cityId, personId: lucia }));
    const answer = await house.post(
      `/blackout-vote/vote/${norte.id}`,
      { act: 'cast', choice: ['1', '3'], list: norte.listVersion as string, key: 'on-the-page-too' },
      { headers: { cookie } },
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('La votación está en pausa por veda electoral');
    expect(answer.html).toContain(law);
    expect(answer.html).toContain('Esto habías elegido');
    expect(answer.html).toMatch(
      /<li>1 · Cancha techada de Los Nogales<\/li>\s*<li>3 · Huerto de Valle Alto<\/li>/,
    );
  });
});

describe('the pages in a blackout', () => {
  let own: TestHouse;
  let story: Story;
  let span: Awaited<ReturnType<typeof announce>>;
  let asking: { headers: { cookie: string } };
  beforeAll(async () => {
    own = await testHouse();
    story = await tellStory(own);
    asking = { headers: { cookie: await story.cookieOf(story.people.lucia) } };
    span = await own.db.inCity(story.cityId, (tx) =>
      announce(tx, story.cityId, story.days(0), [1, 3], { pages: 'closed' }),
    );
    await story.moveTo(later(span.begins, 1_000));
    await own.assembly.cities.reload();
  });
  afterAll(() => own.close());

  it('keep what somebody was writing as it began, and give it back when it is over', async () => {
    const typed = {
      act: 'write',
      title: 'Sombra en la plaza',
      problem: 'La plaza no tiene sombra y nadie se sienta ahí.',
      idea: 'Plantar encinos y poner bancas alrededor de la plaza.',
      category: 'parks',
      where: 'd:1',
      place: '',
    };
    const answer = await own.post('/proposals/new', typed, asking);
    expect([answer.status, answer.location]).toEqual([303, '/proposals/new']);
    const page = await own.get('/proposals/new', asking);
    expect(page.html).toContain('En pausa por veda electoral hasta el 13 de febrero de 2027');
    expect(page.html).toContain(law);
    expect(page.html).toContain(typed.idea);
    expect(page.html).not.toContain('name="title"');
    const half = await own.post('/proposals/new', { ...typed, idea: 'Una idea a medias', where: '' }, asking);
    expect(half.status).toBe(422);
    expect(half.html).toContain('Una idea a medias');
  });

  it('say it on every citizen page, close achievements with a neutral page, and leave privacy open', async () => {
    const front = await own.get('/');
    expect(front.status).toBe(200);
    expect(front.html).toContain('class="quiet-bar"');
    expect(front.html).not.toContain('class="arcade"');
    for (const path of ['/results', '/projects']) {
      const page = await own.get(path);
      expect(page.status).toBe(503);
      expect(page.html).toContain('Esta página está en pausa');
      expect(page.html).toContain(law);
    }
    expect((await own.get('/privacy')).status).toBe(200);
  });

  it('of the desk list it, preview a new one with what it touches, and refuse one that stops nothing', async () => {
    const maribel = { headers: { cookie: await story.cookieOf(story.people.coordinator) } };
    const list = await own.get('/desk/blackouts', maribel);
    expect(list.html).toContain('En curso');
    const form = {
      from: '2027-05-20',
      to: '2027-06-06',
      law,
      reason: 'Elección',
      phases: 'voting',
      act: 'preview',
    };
    const preview = await own.post('/desk/blackouts', form, maribel);
    expect(preview.status).toBe(200);
    expect(preview.html).toContain('Qué toca una veda del 20 de mayo de 2027 al 6 de junio de 2027');
    expect(preview.html).toContain('Anunciar la veda');
    const none = await own.post('/desk/blackouts', { ...form, phases: [], act: 'announce' }, maribel);
    expect(none.status).toBe(422);
    expect(none.html).toContain('Así la veda no detiene nada');
    expect((await own.post('/desk/blackouts', { ...form, act: 'announce' }, maribel)).status).toBe(303);
  });

  it('are as ever once it is over, with the draft in the form', async () => {
    await story.moveTo(span.ends);
    const page = await own.get('/proposals/new', asking);
    expect(page.html).toContain('value="Sombra en la plaza"');
    expect((await own.get('/projects')).status).toBe(200);
    expect((await own.get('/')).html).not.toContain('class="quiet-bar"');
  });
});
