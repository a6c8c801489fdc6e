import pg from 'pg';
import { OperatorError } from '../process/operator-error.ts';
import { type EmbeddedOptions, startEmbedded } from './embedded.ts';

/** A running PostgreSQL server with the two roles that the program uses. */
export type DatabaseServer = {
  /** Owns every table; migrations and the schema command only. */
  ownerUrl: string;
  /** Owns nothing and is bound by row level security: the application. */
  appUrl: string;
  /** The embedded server runs in the data folder; an external one is run by somebody else. */
  kind: 'embedded' | 'external';
  /** True when another process started the embedded server. */
  attached: boolean;
  stop: () => Promise<void>;
};

export type ServerSettings = {
  dataFolder: string;
  /** An owner's connection string; absent: the embedded database in `dataFolder`. */
  databaseUrl?: string | undefined;
  /** The application's own connection string; absent: the owner's connection steps down to cabildo_app. */
  databaseAppUrl?: string | undefined;
};

const appRole = 'cabildo_app';
const oldest = 15;
const newest = 18;

/** Starts or attaches to the embedded server, or reaches the one that DATABASE_URL names, and prepares its roles. */
export async function openServer(
  settings: ServerSettings,
  options: EmbeddedOptions = {},
): Promise<DatabaseServer> {
  if (settings.databaseUrl !== undefined) {
    return openExternal(settings.databaseUrl, settings.databaseAppUrl);
  }
  const server = await startEmbedded(settings.dataFolder, options);
  await prepareEmbedded(server.url);
  return {
    ownerUrl: server.url('cabildo_owner', 'cabildo'),
    appUrl: server.url(appRole, 'cabildo'),
    kind: 'embedded',
    attached: server.attached,
    stop: server.stop,
  };
}

type Url = (role: string, database: string) => string;

async function prepareEmbedded(url: Url): Promise<void> {
  await withClient(url('postgres', 'postgres'), async (client) => {
    // Two starts at once would both find the roles missing.
    await client.query('select pg_advisory_lock(1)');
    for (const role of ['cabildo_owner', appRole]) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (rowCount === 0) await client.query(`create role ${role} login nosuperuser nobypassrls`);
    }
    const { rowCount } = await client.query(`select from pg_database where datname = 'cabildo'`);
    if (rowCount === 0) await client.query('create database cabildo owner cabildo_owner');
  });
}

async function openExternal(ownerUrl: string, appUrl: string | undefined): Promise<DatabaseServer> {
  await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ server_version_num: string }>('show server_version_num');
    const version = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
    if (version < oldest || version > newest) {
      throw new OperatorError(`DATABASE_URL is PostgreSQL ${version}: Cabildo needs ${oldest} to ${newest}.`);
    }
    await ensureAppRole(client, appUrl === undefined);
  });
  return {
    ownerUrl,
    appUrl: appUrl ?? steppedDown(ownerUrl),
    kind: 'external',
    attached: false,
    stop: async () => {},
  };
}

/** The role that grants go to; `member` when the owner's own connections must be able to step down to it. */
async function ensureAppRole(client: pg.Client, member: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string; exists: boolean }>(
    'select current_user as name, exists (select from pg_roles where rolname = $1) as exists',
    [appRole],
  );
  const { name = '', exists = false } = rows[0] ?? {};
  try {
    if (!exists) await client.query(`create role ${appRole} nologin nosuperuser nobypassrls`);
    if (!member) return;
    const { rows: seen } = await client.query<{ may: boolean }>(`select pg_has_role($1, 'member') as may`, [
      appRole,
    ]);
    if (!seen[0]?.may) await client.query(`grant ${appRole} to ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    throw new OperatorError(
      `DATABASE_URL may not prepare the application's role (${error.message}): let an administrator run "create role ${appRole} nologin; grant ${appRole} to ${name};".`,
    );
  }
}

/** `options` sets the role when the session starts, so that RESET ROLE does not bring the owner back. */
function steppedDown(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  const given = url.searchParams.get('options');
  url.searchParams.set('options', `${given ? `${given} ` : ''}-c role=${appRole}`);
  return url.href;
}

/** @throws OperatorError when the application's connection could walk past row level security. */
export async function assertBoundByPolicies(appUrl: string): Promise<void> {
  const query = `
    select exists (
        select from pg_roles where rolname in (current_user, session_user) and (rolsuper or rolbypassrls)
      ) as above,
      pg_has_role(current_user, '${appRole}', 'usage') as granted,
      exists (
        select from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname in ('auth', 'directory', 'public', 'queue') and pg_get_userbyid(c.relowner) = current_user
      ) as owns,
      current_user as name`;
  await withClient(appUrl, async (client) => {
    const { rows } = await client.query<{ above: boolean; granted: boolean; owns: boolean; name: string }>(
      query,
    );
    const { above, granted, owns, name } = rows[0] ?? { above: true, granted: false, owns: true, name: '' };
    if (above) {
      throw new OperatorError(
        `The database role "${name}" is a superuser or has BYPASSRLS and would see every city at once: give the application an ordinary role in DATABASE_APP_URL ("create role cabildo login password '…'; grant ${appRole} to cabildo;").`,
      );
    }
    if (owns)
      throw new OperatorError(`DATABASE_APP_URL: the role "${name}" owns tables; use one that owns nothing.`);
    if (!granted)
      throw new OperatorError(`DATABASE_APP_URL: let an administrator run "grant ${appRole} to ${name};".`);
  });
}

async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const { host, port } = client;
    throw new OperatorError(
      `The database at ${host}:${port} does not let us in: ${(error as Error).message}`,
    );
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
