import { createHmac } from 'node:crypto';
import { getMigrations } from 'better-auth/db/migration';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { type Accounts, connectAccounts, openAccounts } from '../accounts.ts';
import { deriveKeys } from '../keys.ts';
import { authOptions } from './auth.ts';
import { readSessionToken, sessionCookieName } from './session-cookie.ts';
import { makeEmailCode, makeFolioAccount, openWithCode, openWithPin, setPin } from './sign-in.ts';

const secret = 'a secret of the tests, long enough';
let test: TestDatabase;
let accounts: Accounts;

beforeAll(async () => {
  test = await testDatabase();
  accounts = openAccounts({ url: test.url, secret, secure: false });
  connectAccounts(accounts);
});
afterAll(async () => {
  await accounts.close();
  await test.close();
});

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('the tables of the sign-in library', () => {
  it('are what the library expects, to the last column', async () => {
    const own = await testDatabase();
    // The library looks for its tables where the connection's search_path begins.
    const pool = new pg.Pool({ connectionString: own.ownerUrl, options: '-c search_path=auth' });
    pool.on('error', () => {});
    const migrations = await getMigrations(authOptions(pool, deriveKeys(secret), false));
    expect(migrations.toBeCreated).toEqual([]);
    expect(migrations.toBeAdded).toEqual([]);
    expect((await migrations.compileMigrations()).replace(/;/g, '').trim()).toBe('');
    // And it would notice.
    await pool.query(
      'alter table auth.session drop column "userAgent"; drop table auth.verification cascade',
    );
    const broken = await getMigrations(authOptions(pool, deriveKeys(secret), false));
    expect(broken.toBeCreated).toHaveLength(1);
    expect(broken.toBeAdded).toHaveLength(1);
    await pool.end();
    await own.close();
  });
});

describe('a code by e-mail', () => {
  it('opens one session, once', async () => {
    const code = await makeEmailCode('lucia@example.org');
    expect(code).toMatch(/^\d{6}$/);
    const session = await openWithCode('lucia@example.org', code);
    expect(session?.cookies).toHaveLength(1);
    expect(await openWithCode('lucia@example.org', code)).toBeNull();
  });

  it('opens one session for two who send it at once', async () => {
    const code = await makeEmailCode('twice@example.org');
    const both = await Promise.all([1, 2].map(() => openWithCode('twice@example.org', code)));
    expect(both.filter((session) => session !== null)).toHaveLength(1);
  });

  it('is worth nothing for another address, after a newer code, or after three wrong tries', async () => {
    const first = await makeEmailCode('rosa@example.org');
    expect(await openWithCode('iker@example.org', first)).toBeNull();
    let second = await makeEmailCode('rosa@example.org');
    while (second === first) second = await makeEmailCode('rosa@example.org');
    expect(await openWithCode('rosa@example.org', first)).toBeNull();
    const third = await makeEmailCode('rosa@example.org');
    for (let turn = 0; turn < 3; turn++)
      expect(await openWithCode('rosa@example.org', other(third))).toBeNull();
    expect(await openWithCode('rosa@example.org', third)).toBeNull();
  });

  it('is not in the database, and neither is the address of the machine that used it', async () => {
    const code = await makeEmailCode('nadia@example.org');
    const { rows } = await test.ownerPool.query('select value from auth.verification');
    expect(JSON.stringify(rows)).not.toContain(code);
    await openWithCode('nadia@example.org', code);
    const kept = await test.ownerPool.query(
      `select count(*) from auth.session where coalesce("ipAddress", '') <> '' or coalesce("userAgent", '') <> ''`,
    );
    expect(kept.rows[0].count).toBe(0);
  });
});

describe('a folio and its PIN', () => {
  it('open a session until the PIN is set anew', async () => {
    const userId = await makeFolioAccount('c1-4f7k2m9p', '481516');
    const session = await openWithPin('c1-4f7k2m9p', '481516');
    expect(session?.userId).toBe(userId);
    expect(await openWithPin('c1-4f7k2m9p', '481517')).toBeNull();
    expect(await openWithPin('c1-nobody00', '481516')).toBeNull();
    await setPin(userId, '234223');
    expect(await openWithPin('c1-4f7k2m9p', '481516')).toBeNull();
    expect(await openWithPin('c1-4f7k2m9p', '234223')).not.toBeNull();
    const { rows } = await test.ownerPool.query('select count(*) from auth.session where id = $1', [
      session?.sessionId,
    ]);
    expect(rows[0].count).toBe(0);
  });
});

describe('the session cookie', () => {
  it('of the library is read by us, and only with its signature', async () => {
    const session = await openWithCode('paz@example.org', await makeEmailCode('paz@example.org'));
    const cookie = session!.cookies[0]!.split(';')[0]!;
    const { rows } = await test.ownerPool.query('select token from auth.session where id = $1', [
      session!.sessionId,
    ]);
    const read = (cookies: string) => readSessionToken(cookies, accounts.cookieName, accounts.keys.sessions);
    expect(read(`lang=es; ${cookie}; other=1`)).toBe(rows[0].token);
    const found = await accounts.auth.api.getSession({ headers: new Headers({ cookie }) });
    expect(found?.session.token).toBe(rows[0].token);
    const [name, value] = cookie.split('=') as [string, string];
    const forged = createHmac('sha256', 'another key').update(rows[0].token).digest('base64');
    for (const wrong of [
      '',
      'x',
      value.slice(0, -8),
      `${rows[0].token}.`,
      `${rows[0].token}.${forged}`,
      '%E0%A4%A',
    ]) {
      expect(read(`${name}=${wrong}`), wrong).toBeNull();
    }
  });

  it('says so to the browser: not for scripts, not for other sites, secure where the address is', async () => {
    const secure = openAccounts({ url: test.url, secret, secure: true });
    connectAccounts(secure);
    const session = await openWithCode('beto@example.org', await makeEmailCode('beto@example.org'));
    connectAccounts(accounts);
    await secure.close();
    const [cookie, ...attributes] = session!.cookies[0]!.split('; ');
    expect(cookie).toMatch(new RegExp(`^${sessionCookieName(true)}=`));
    expect(attributes.sort()).toEqual(['HttpOnly', 'Max-Age=15552000', 'Path=/', 'SameSite=Lax', 'Secure']);
  });
});

describe('tries', () => {
  it('are counted before they are made: many at once get no more than one after the other', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, () => accounts.claimTry('pin', 'c1-target00')));
    expect(many.filter((one) => one.allowed)).toHaveLength(5);
    expect(many.find((one) => !one.allowed)).toEqual({ allowed: false, minutes: 1 });
    expect(await accounts.claimTry('pin', 'c1-other000')).toEqual({ allowed: true });
  });

  it('wait longer each time, up to a limit, and are forgotten after success or a long rest', async () => {
    const key = 'c1-waiting0';
    const later = (interval: string) =>
      test.ownerPool.query(
        `update auth.attempt set last_at = last_at - $1::interval, locked_until = locked_until - $1::interval`,
        [interval],
      );
    for (let turn = 0; turn < 5; turn++) expect((await accounts.claimTry('pin', key)).allowed).toBe(true);
    for (const minutes of [1, 2, 4, 8, 16, 32, 60, 60]) {
      expect(await accounts.claimTry('pin', key)).toEqual({ allowed: false, minutes });
      await later(`${minutes} minutes`);
      expect((await accounts.claimTry('pin', key)).allowed).toBe(true);
    }
    await later('25 hours');
    for (let turn = 0; turn < 5; turn++) expect((await accounts.claimTry('pin', key)).allowed).toBe(true);
    expect((await accounts.claimTry('pin', key)).allowed).toBe(false);
    await accounts.clearTries('pin', key);
    expect((await accounts.claimTry('pin', key)).allowed).toBe(true);
  });
});
