import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { assertBoundByPolicies, openServer } from './open-server.ts';

// Roles belong to the whole server, so these have names of their own.
const admin = new pg.Pool({ connectionString: as('postgres', 'postgres') });
const owner = as('town_owner', 'town');

function as(role: string, database: string): string {
  const url = new URL(inject('templateDatabaseUrl'));
  url.username = role;
  url.pathname = `/${database}`;
  return url.href;
}

const open = (databaseUrl: string, databaseAppUrl?: string) =>
  openServer({ dataFolder: '/nowhere', databaseUrl, databaseAppUrl });

beforeAll(async () => {
  await admin.query('create role town_owner login');
  await admin.query('create role town_app login');
  await admin.query('create role town_free login bypassrls');
  await admin.query('create database town owner town_owner');
});
afterAll(async () => {
  await admin.query('drop database town with (force)');
  await admin.query('drop role town_owner, town_app, town_free');
  await admin.end();
});

describe('a server of one’s own (DATABASE_URL)', () => {
  it('names the statements that an administrator must run', async () => {
    await expect(open(owner)).rejects.toThrow(/grant cabildo_app to town_owner/);
    await admin.query('grant cabildo_app to town_owner');
    await expect(open(owner)).resolves.toMatchObject({ kind: 'external', ownerUrl: owner });
  });

  it('steps down to the application’s role for good', async () => {
    const { appUrl, ownerUrl } = await open(owner);
    await migrate(ownerUrl);
    await assertBoundByPolicies(appUrl);
    const db = createDatabase(appUrl);
    const client = await db.pool.connect();
    await client.query('reset role');
    const { rows } = await client.query('select current_user as name');
    client.release();
    await db.close();
    expect(rows).toEqual([{ name: 'cabildo_app' }]);
  });

  it('signs in as the role of DATABASE_APP_URL once it may', async () => {
    const app = as('town_app', 'town');
    const { appUrl } = await open(owner, app);
    expect(appUrl).toBe(app);
    await expect(assertBoundByPolicies(appUrl)).rejects.toThrow(/grant cabildo_app to town_app/);
    await admin.query('grant cabildo_app to town_app');
    await assertBoundByPolicies(appUrl);
  });

  it('refuses connections that would walk past the policies', async () => {
    await expect(assertBoundByPolicies((await open(as('postgres', 'town'))).appUrl)).rejects.toThrow(
      /superuser/,
    );
    await expect(assertBoundByPolicies(as('town_free', 'town'))).rejects.toThrow(/BYPASSRLS/);
    await expect(assertBoundByPolicies(owner)).rejects.toThrow(/owns tables/);
  });

  it('says in one line that nobody answers', async () => {
    const closed = 'postgres://someone@127.0.0.1:1/town';
    await expect(open(closed)).rejects.toThrow(
      /^The database at 127\.0\.0\.1:1 does not let us in: .*ECONNREFUSED.*$/,
    );
  });
});
