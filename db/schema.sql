-- The whole schema, read back from the database after all migrations: for reading and for reviews.
-- Written by "npx cabildo schema"; a test fails when it differs from the migrations. Never edit it by hand.

create table directory.city (
  id integer not null generated always as identity,
  slug text not null, -- Addresses the city as /slug where one host serves several.
  host text, -- Addresses the city by a host name of its own.
  name text not null,
  created_at timestamp with time zone not null default now(),
  constraint city_pkey PRIMARY KEY (id),
  constraint city_host_key UNIQUE (host),
  constraint city_slug_key UNIQUE (slug),
  constraint city_host_check CHECK ((host = lower(host))),
  constraint city_name_check CHECK ((name <> ''::text)),
  constraint city_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 40)))
);
grant insert, select, update (host, name) on directory.city to cabildo_app;

create table directory.migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on directory.migration to cabildo_app;

create table directory.process (
  id integer not null generated always as identity,
  kind text not null,
  pid integer not null,
  started_at timestamp with time zone not null default now(),
  beat_at timestamp with time zone not null default now(), -- The process wrote this about 2 s ago, or it is dead.
  constraint process_pkey PRIMARY KEY (id),
  constraint process_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'worker'::text])))
);
grant delete, insert, select, update (beat_at) on directory.process to cabildo_app;

-- text search cabildo_en: asciihword, asciiword, hword_asciipart with english_stem
-- text search cabildo_en: email, file, float, host, hword_numpart, int, numhword, numword, sfloat, uint, url, url_path, version with simple
-- text search cabildo_en: hword, hword_part, word with unaccent, english_stem
-- text search cabildo_es: email, file, float, host, hword_numpart, int, numhword, numword, sfloat, uint, url, url_path, version with simple
-- text search cabildo_es: asciihword, asciiword, hword_asciipart with spanish_stem
-- text search cabildo_es: hword, hword_part, word with unaccent, spanish_stem

CREATE OR REPLACE FUNCTION public.tenant(table_name text, app_grants text DEFAULT 'select, insert'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  tenant_table regclass := table_name::regclass;
begin
  if not exists (
    select from pg_attribute
    where attrelid = tenant_table and attname = 'city_id' and atttypid = 'int'::regtype and attnotnull
  ) then
    raise exception '% needs a column city_id int not null', table_name;
  end if;
  if not exists (
    select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.conrelid = tenant_table and c.contype = 'p' and a.attname = 'city_id'
  ) then
    raise exception 'the primary key of % must begin with city_id', table_name;
  end if;
  -- A table that refers to another tenant table (city_id, …) reaches the list of cities through it.
  if not exists (
    select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.conrelid = tenant_table and c.contype = 'f' and a.attname = 'city_id'
  ) then
    execute format('alter table %s add foreign key (city_id) references directory.city (id)', tenant_table);
  end if;
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy city on %s using (%2$s) with check (%2$s)',
    tenant_table,
    'city_id = nullif(current_setting(''app.city_id'', true), '''')::int'
  );
  if app_grants <> '' then
    execute format('grant %s on %s to cabildo_app', app_grants, tenant_table);
  end if;
end
$function$
; -- execute:
