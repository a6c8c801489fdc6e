import type pg from 'pg';

/**
 * The schemas whose tables our migrations make; whatever an extension brought into them is left out everywhere. The job
 * queue makes and upgrades its own tables.
 */
const ownSchemas = ['auth', 'directory', 'public'];

export type Column = {
  name: string;
  /** As PostgreSQL writes it: `integer`, `text[]`, `timestamp with time zone`. */
  type: string;
  notNull: boolean;
  default: string | null;
  identity: '' | 'always' | 'by default';
  /** A generated column's expression is in `default`. */
  generated: boolean;
  comment: string | null;
};
export type Constraint = { name: string; kind: 'p' | 'u' | 'f' | 'c' | 'x'; text: string };
export type Grant = { role: string; privilege: string; columns: string[] | null };
export type Policy = { name: string; text: string };

export type Relation = {
  schema: string;
  name: string;
  kind: 'table' | 'view' | 'materialized view';
  /** `partition by …` of a parent, `… for values …` of a partition. */
  partitioning: string | null;
  isPartition: boolean;
  comment: string | null;
  rowSecurity: boolean;
  forceRowSecurity: boolean;
  /** A view's query. */
  query: string | null;
  options: string[];
  columns: Column[];
  constraints: Constraint[];
  indexes: string[];
  policies: Policy[];
  triggers: string[];
  grants: Grant[];
};

/** Everything in our schemas, in an order that does not depend on when it was made. */
export async function readRelations(pool: pg.Pool): Promise<Relation[]> {
  const { rows } = await pool.query<Relation>(relationsQuery, [ownSchemas]);
  return rows;
}

export type Enum = { schema: string; name: string; labels: string[] };

export async function readEnums(pool: pg.Pool): Promise<Enum[]> {
  const { rows } = await pool.query<Enum>(
    `select n.nspname as schema, t.typname as name,
       (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid) as labels
     from pg_type t join pg_namespace n on n.oid = t.typnamespace
     where t.typtype = 'e' and n.nspname = any($1) and ${notOfExtension('pg_type', 't')} order by 1, 2`,
    [ownSchemas],
  );
  return rows;
}

/** Functions and procedures as the statements that create them, with the roles that may call them. */
export async function readFunctions(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select pg_get_functiondef(p.oid) || case when p.proacl is null then '' else
       '; -- execute: ' || (
         select coalesce(string_agg(coalesce(r.rolname, 'public'), ', ' order by r.rolname), '')
         from aclexplode(p.proacl) a left join pg_roles r on r.oid = a.grantee where a.grantee <> p.proowner
       ) end as text
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = any($1) and p.prokind in ('f', 'p') and ${notOfExtension('pg_proc', 'p')}
     order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`,
    [ownSchemas],
  );
  return rows.map((row) => row.text);
}

/** Text search configurations: which kinds of word go through which dictionaries. */
export async function readTextSearch(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select format('%s: %s with %s', configuration, string_agg(kind, ', ' order by kind), dictionaries) as line
     from (
       select c.oid::regconfig as configuration, t.alias as kind,
         string_agg(m.mapdict::regdictionary::text, ', ' order by m.mapseqno) as dictionaries
       from pg_ts_config c
       join pg_namespace n on n.oid = c.cfgnamespace
       join pg_ts_config_map m on m.mapcfg = c.oid
       join lateral ts_token_type(c.cfgparser) t on t.tokid = m.maptokentype
       where n.nspname = any($1) and ${notOfExtension('pg_ts_config', 'c')}
       group by c.oid, t.alias
     ) mapped
     group by configuration, dictionaries order by configuration::text, dictionaries`,
    [ownSchemas],
  );
  return rows.map((row) => row.line);
}

function notOfExtension(catalogue: string, alias: string): string {
  return `not exists (select from pg_depend d
    where d.classid = '${catalogue}'::regclass and d.objid = ${alias}.oid and d.deptype = 'e')`;
}

const columnsQuery = `
  select json_agg(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'notNull', a.attnotnull,
    'default', pg_get_expr(d.adbin, d.adrelid),
    'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' else '' end,
    'generated', a.attgenerated <> '',
    'comment', regexp_replace(col_description(c.oid, a.attnum), '[[:space:]]+', ' ', 'g')
  ) order by a.attnum)
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped`;

/** PostgreSQL 18 lists NOT NULL as constraints (kind n); the columns say it already. */
const constraintsQuery = `
  select json_agg(json_build_object('name', k.conname, 'kind', k.contype, 'text', pg_get_constraintdef(k.oid))
    order by array_position(array['p', 'u', 'f', 'c', 'x'], k.contype::text), k.conname)
  from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c', 'x')`;

const indexesQuery = `
  select json_agg(pg_get_indexdef(i.indexrelid) order by ic.relname)
  from pg_index i join pg_class ic on ic.oid = i.indexrelid
  where i.indrelid = c.oid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`;

const policiesQuery = `
  select json_agg(json_build_object('name', p.polname, 'text', concat_ws(' ',
    'as', case when p.polpermissive then 'permissive' else 'restrictive' end,
    'for', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
    'using ' || pg_get_expr(p.polqual, p.polrelid),
    'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)
  )) order by p.polname)
  from pg_policy p where p.polrelid = c.oid`;

const triggersQuery = `
  select json_agg(pg_get_triggerdef(t.oid) order by t.tgname) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal`;

const grantsQuery = `
  select json_agg(json_build_object('role', role, 'privilege', privilege, 'columns', columns) order by role, privilege)
  from (
    select coalesce(r.rolname, 'public') as role, lower(g.privilege_type) as privilege, null::json as columns
    from aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee where g.grantee <> c.relowner
    union all
    select coalesce(r.rolname, 'public'), lower(g.privilege_type), json_agg(a.attname order by a.attnum)
    from pg_attribute a, aclexplode(a.attacl) g left join pg_roles r on r.oid = g.grantee
    where a.attrelid = c.oid and not a.attisdropped and g.grantee <> c.relowner group by 1, 2
  ) granted`;

const relationsQuery = `
  select n.nspname as schema, c.relname as name,
    case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end as kind,
    case when c.relispartition then 'partition of ' || (select inhparent::regclass::text from pg_inherits where inhrelid = c.oid)
      || ' ' || pg_get_expr(c.relpartbound, c.oid)
      when c.relkind = 'p' then 'partition by ' || pg_get_partkeydef(c.oid) end as partitioning,
    c.relispartition as "isPartition",
    regexp_replace(obj_description(c.oid, 'pg_class'), '[[:space:]]+', ' ', 'g') as comment,
    c.relrowsecurity as "rowSecurity", c.relforcerowsecurity as "forceRowSecurity",
    case when c.relkind in ('v', 'm') then pg_get_viewdef(c.oid) end as query,
    coalesce(to_json(c.reloptions), '[]') as options,
    coalesce((${columnsQuery}), '[]') as columns,
    coalesce((${constraintsQuery}), '[]') as constraints,
    coalesce((${indexesQuery}), '[]') as indexes,
    coalesce((${policiesQuery}), '[]') as policies,
    coalesce((${triggersQuery}), '[]') as triggers,
    coalesce((${grantsQuery}), '[]') as grants
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm') and ${notOfExtension('pg_class', 'c')}
  order by n.nspname, c.relname`;
