import pg from 'pg';

/** What our migrations make; the job queue makes its own tables and is copied by what waits in it. */
const schemas = ['auth', 'directory', 'public'];
/** What belongs to one running installation: its own migrations (the header has them) and who is alive now. */
const left = ['directory.migration', 'directory.process'];

export interface StoredTable {
  /** 'public.proposal' */
  readonly name: string;
  /** Quoted for SQL. */
  readonly sql: string;
  /** Without those that PostgreSQL works out itself. */
  readonly columns: readonly string[];
  /** The primary key as an order that is the same on every server: `"city_id", "code" collate "C"`. */
  readonly order: string;
  /** A city's table: its rows are read city by city, because row level security binds the owner too. */
  readonly ofCity: boolean;
}

/** Every table of ours, by name. */
export async function storedTables(client: pg.Client): Promise<StoredTable[]> {
  const { rows } = await client.query<{
    schema: string;
    table: string;
    columns: string[];
    key: { name: string; text: boolean }[] | null;
    secured: boolean;
  }>(
    `select n.nspname as schema, c.relname as table, c.relrowsecurity as secured,
       (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       (select json_agg(json_build_object('name', a.attname, 'text', a.attcollation <> 0) order by k.place)
        from pg_index i, unnest(i.indkey) with ordinality k (attnum, place), pg_attribute a
        where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum) as key
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'r' and not c.relispartition and not (n.nspname || '.' || c.relname = any($2))
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by 1, 2`,
    [schemas, left],
  );
  return rows.map(({ schema, table, columns, key, secured }) => {
    if (!key)
      throw new Error(`${schema}.${table} has no primary key: its rows have no order to be copied in`);
    return {
      name: `${schema}.${table}`,
      sql: `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`,
      columns,
      order: key
        .map(({ name, text }) => `${pg.escapeIdentifier(name)}${text ? ' collate "C"' : ''}`)
        .join(', '),
      ofCity: secured,
    };
  });
}

/** 'public.proposal_id_seq', quoted for SQL. */
export async function storedSequences(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = any($1) and c.relkind = 'S' and not (format('%s.%s', n.nspname, c.relname) = any($2))
     order by n.nspname, c.relname`,
    [schemas, left.map((table) => `${table}_id_seq`)],
  );
  return rows.map(({ name }) => name);
}

export interface ForeignKey {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
}

/** The foreign keys of our tables, quoted for SQL; tables refer to each other in circles. */
export async function foreignKeys(client: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select format('%I.%I', n.nspname, c.relname) as table, quote_ident(k.conname) as name,
       pg_get_constraintdef(k.oid) as definition
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and n.nspname = any($1) order by 1, 2`,
    [schemas],
  );
  return rows;
}

/** Values are written the same way whatever the server's settings are. */
export const plainSettings = `set local datestyle to 'ISO, MDY'; set local timezone to 'UTC'; set local intervalstyle to 'postgres';
  set local extra_float_digits to 1; set local bytea_output to 'hex'; set local client_encoding to 'UTF8';
  set local statement_timeout to 0; set local lock_timeout to 0; set local idle_in_transaction_session_timeout to 0`;

/** A connection of the tables' owner, in one transaction that is committed when `work` returns. */
export async function asOwner<Value>(
  url: string,
  begin: string,
  work: (client: pg.Client) => Promise<Value>,
): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(begin);
    await client.query(plainSettings);
    const value = await work(client);
    await client.query('commit');
    return value;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end().catch(() => {});
  }
}
