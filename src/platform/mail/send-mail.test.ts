import { createServer, type Server } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { type Carrier, mailboxCarrier, smtpCarrier } from './carrier.ts';
import { type Mail, queueMail } from './queue-mail.ts';
import { sendWaitingMail } from './send-mail.ts';

let test: TestDatabase;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  test = await testDatabase();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(() => test.close());

/** A city of its own for each test: its outbox is empty. */
async function aCityOfMail(...mails: Partial<Mail>[]): Promise<number> {
  const slug = `mail-${Math.random().toString(36).slice(2, 10)}`;
  const { id } = await test.db.outside((tx) =>
    tx.insertInto('directory.city').values({ slug, name: slug }).returning('id').executeTakeFirstOrThrow(),
  );
  await test.db.inCity(id, async (tx) => {
    for (const [index, mail] of mails.entries()) await queueMail(tx, { ...letter(id, index), ...mail });
  });
  return id;
}

const letter = (cityId: number, index: number): Mail => ({
  cityId,
  cause: `event:${index}`,
  recipient: `vecina${index}@sanjacinto.example`,
  locale: 'es-MX',
  subject: `Carta ${index}`,
  text: 'Texto',
  html: '<p>Texto</p>',
  now: new Date(),
});

interface Post {
  readonly url: string;
  readonly taken: Awaited<ReturnType<typeof simpleParser>>[];
  readonly connections: () => number;
}

/** A real SMTP server; a hook that calls back with an error refuses with its code. */
async function aPostOffice(hooks: Partial<SMTPServerOptions> = {}): Promise<Post> {
  const taken: Post['taken'] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    hideSTARTTLS: true,
    onConnect: (_session, callback) => {
      connections += 1;
      callback();
    },
    onData: (stream, _session, callback) => {
      simpleParser(stream).then((mail) => {
        taken.push(mail);
        callback();
      }, callback);
    },
    ...hooks,
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise<void>((resolve) => server.close(resolve)));
  const { port } = (server.server as Server).address() as { port: number };
  return { url: `smtp://127.0.0.1:${port}`, taken, connections: () => connections };
}

function carrierTo(url: string): Carrier {
  const carrier = smtpCarrier(url, 'no-reply@sanjacinto.example');
  closing.unshift(() => carrier.close());
  return carrier;
}

const refusal = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code });
const send = (cityId: number, carrier: Carrier) =>
  sendWaitingMail(test.db, cityId, carrier, 'sanjacinto.example');
const outbox = (cityId: number) =>
  test.db.inCity(cityId, (tx) => tx.selectFrom('mail').selectAll().orderBy('id').execute());
/** As if the wait were over. */
const hurry = (cityId: number) =>
  test.db.inCity(cityId, (tx) =>
    tx
      .updateTable('mail')
      .set({ next_try_at: new Date(0) })
      .execute(),
  );

describe('mail', () => {
  it('goes out once, with every letter as it was written', async () => {
    const post = await aPostOffice();
    const text = 'Peñón de Ñandú — “¡sí!” 1 € 🌳\n\nhttps://sanjacinto.example/proposals/SJ-0001';
    const subject = 'Tu propuesta «Árboles para el año» ya está publicada 🌳';
    const html = '<p>Peñón 🌳</p>';
    const cityId = await aCityOfMail({ subject, text, html, recipient: 'lucía@sanjacinto.example' }, {}, {});
    const carrier = carrierTo(post.url);
    expect(await send(cityId, carrier)).toBe(3);
    expect(await send(cityId, carrier)).toBe(0);
    expect(post.taken).toHaveLength(3);
    expect(post.connections()).toBe(1);
    const [mail] = post.taken;
    expect(mail?.subject).toBe(subject);
    expect(mail?.text?.trim()).toBe(text);
    expect(mail?.html).toContain(html);
    expect(mail?.from?.text).toBe('no-reply@sanjacinto.example');
    expect(JSON.stringify(mail?.to)).toContain('lucía@sanjacinto.example');
    const [row] = await outbox(cityId);
    expect(mail?.messageId).toBe(row?.message_id);
    expect(row).toMatchObject({ attempts: 1, last_error: null });
  });

  it('is made once for one cause, however often it is told', async () => {
    const cityId = await aCityOfMail({ cause: 'event:1 person:7' }, { cause: 'event:1 person:7' });
    expect(await outbox(cityId)).toHaveLength(1);
  });

  it('lets no subject or address write a header of its own', async () => {
    const post = await aPostOffice();
    const cityId = await aCityOfMail({ subject: 'Hola\r\nBcc: spy@evil.example\r\n\r\nbody' });
    await send(cityId, carrierTo(post.url));
    const [mail] = post.taken;
    expect(mail?.headers.has('bcc')).toBe(false);
    expect(mail?.text?.trim()).toBe('Texto');
  });

  it('is sent once by two workers at the same time', async () => {
    const post = await aPostOffice();
    const cityId = await aCityOfMail(...Array.from({ length: 20 }, () => ({})));
    const sent = await Promise.all([send(cityId, carrierTo(post.url)), send(cityId, carrierTo(post.url))]);
    expect(sent[0] + sent[1]).toBe(20);
    expect(new Set(post.taken.map(({ messageId }) => messageId)).size).toBe(20);
    expect(post.taken).toHaveLength(20);
  });
});

describe('a server that says "later" (4xx)', () => {
  it('is asked again after a wait, and the others are not held up', async () => {
    let busy = true;
    const post = await aPostOffice({
      onRcptTo: ({ address }, _session, callback) =>
        busy && address.startsWith('vecina0') ? callback(refusal(450, 'greylisted')) : callback(),
    });
    const cityId = await aCityOfMail({}, {});
    const carrier = carrierTo(post.url);
    expect(await send(cityId, carrier)).toBe(1);
    const [first] = await outbox(cityId);
    expect(first).toMatchObject({ sent_at: null, given_up_at: null, attempts: 1 });
    expect(first?.last_error).toContain('greylisted');
    expect(first?.next_try_at.getTime()).toBeGreaterThan(Date.now() + 2000);
    expect(await send(cityId, carrier)).toBe(0);
    busy = false;
    await hurry(cityId);
    expect(await send(cityId, carrier)).toBe(1);
    expect(post.taken).toHaveLength(2);
  });
});

describe('a server that says "never" (5xx)', () => {
  it.each([
    [
      'of the address',
      {
        onRcptTo: (_to: unknown, _s: unknown, callback: (error: Error) => void) =>
          callback(refusal(550, 'no such neighbour')),
      },
      'no such neighbour',
    ],
    [
      'of the contents',
      {
        onData: (stream: NodeJS.ReadableStream, _s: unknown, callback: (error: Error) => void) => {
          stream.resume();
          stream.on('end', () => callback(refusal(554, 'looks like spam')));
        },
      },
      'looks like spam',
    ],
  ])('%s is believed, and the reason kept', async (_what, hooks, reason) => {
    const post = await aPostOffice(hooks as unknown as Partial<SMTPServerOptions>);
    const cityId = await aCityOfMail({});
    const carrier = carrierTo(post.url);
    expect(await send(cityId, carrier)).toBe(0);
    await hurry(cityId);
    expect(await send(cityId, carrier)).toBe(0);
    const [mail] = await outbox(cityId);
    expect(mail).toMatchObject({ sent_at: null, attempts: 1 });
    expect(mail?.given_up_at).toBeInstanceOf(Date);
    expect(mail?.last_error).toContain(reason);
    expect(post.taken).toEqual([]);
  });

  it('also gives up an address that is none, without asking', async () => {
    const post = await aPostOffice();
    const cityId = await aCityOfMail({ recipient: 'nobody' }, {});
    expect(await send(cityId, carrierTo(post.url))).toBe(1);
    expect((await outbox(cityId))[0]?.given_up_at).toBeInstanceOf(Date);
  });
});

describe('a server that takes nothing at all', () => {
  /** Mail waits whole and goes out when the server is back. */
  async function expectToWait(cityId: number, carrier: Carrier): Promise<void> {
    expect(await send(cityId, carrier)).toBe(0);
    const waiting = await outbox(cityId);
    expect(waiting.map(({ given_up_at, sent_at }) => [given_up_at, sent_at])).toEqual(
      waiting.map(() => [null, null]),
    );
    // One was tried; the others only waited, so that each round costs one try and not one for each mail.
    expect(waiting.map(({ attempts }) => attempts)).toEqual([1, 0, 0]);
    expect(waiting[0]?.last_error).toMatch(/./);
  }

  it('is waited for when nobody answers', async () => {
    const cityId = await aCityOfMail({}, {}, {});
    await expectToWait(cityId, carrierTo('smtp://127.0.0.1:1'));
    const post = await aPostOffice();
    await hurry(cityId);
    expect(await send(cityId, carrierTo(post.url))).toBe(3);
  });

  it('is waited for when our password is wrong: that is no fault of the mails', async () => {
    const post = await aPostOffice({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(refusal(535, 'wrong password')),
    });
    const cityId = await aCityOfMail({}, {}, {});
    await expectToWait(cityId, carrierTo(post.url.replace('//', '//user:wrong@')));
  });

  it('is waited for when it answers with noise', async () => {
    const noise = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => noise.listen(0, '127.0.0.1', resolve));
    closing.push(() => noise.close());
    const { port } = noise.address() as { port: number };
    await expectToWait(await aCityOfMail({}, {}, {}), carrierTo(`smtp://127.0.0.1:${port}`));
  });

  it('is asked for four days at the least', async () => {
    const cityId = await aCityOfMail({});
    const carrier = carrierTo('smtp://127.0.0.1:1');
    let waited = 0;
    for (let tries = 0; ; tries += 1) {
      await send(cityId, carrier);
      const [mail] = await outbox(cityId);
      expect(tries).toBeLessThan(100);
      if (mail?.given_up_at) break;
      waited += (mail?.next_try_at.getTime() ?? 0) - Date.now();
      await hurry(cityId);
    }
    expect(waited / 86_400_000).toBeGreaterThan(4);
  });
});

describe('a crash between the yes of the server and ours', () => {
  it('sends the same mail again under the same Message-ID, so that the reader sees one', async () => {
    const post = await aPostOffice();
    const cityId = await aCityOfMail({});
    const real = carrierTo(post.url);
    const crashing: Carrier = {
      ...real,
      carry: async (mail) => {
        await real.carry(mail);
        // The connection of the worker dies here, as the worker would: nothing of ours is written.
        const { rowCount } = await test.db.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
             and query like 'select % from "mail"%'`,
        );
        expect(rowCount).toBe(1);
      },
    };
    await expect(send(cityId, crashing)).rejects.toThrow();
    expect((await outbox(cityId))[0]).toMatchObject({ sent_at: null, attempts: 0 });
    expect(await send(cityId, real)).toBe(1);
    expect(post.taken.map(({ messageId }) => messageId)).toEqual([
      post.taken[0]?.messageId,
      post.taken[0]?.messageId,
    ]);
    expect(await send(cityId, real)).toBe(0);
  });
});

describe('the mailbox of a demo', () => {
  it('takes everything and sends nothing', async () => {
    const cityId = await aCityOfMail({}, {});
    expect(await send(cityId, mailboxCarrier)).toBe(2);
    expect((await outbox(cityId)).every(({ sent_at }) => sent_at !== null)).toBe(true);
  });
});
