-- The ground that every other migration stands on: three schemas outside the cities, the list of cities, the one
-- function that makes a table a city's table, and the text search configurations.

create extension if not exists unaccent with schema public;
create extension if not exists pg_trgm with schema public;

create schema directory;
create schema auth;
create schema queue;
grant usage on schema directory, auth, queue to cabildo_app;

comment on schema directory is 'What the program must know before it knows the city: no rows of any city.';
comment on schema auth is 'Sign-in accounts; a city''s side of an account is a tenant table.';
comment on schema queue is 'Jobs waiting for the worker; the payload names the city.';

create table directory.city (
  id int generated always as identity primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 40),
  host text unique check (host = lower(host)),
  name text not null check (name <> ''),
  created_at timestamptz not null default now()
);
comment on column directory.city.slug is 'Addresses the city as /slug where one host serves several.';
comment on column directory.city.host is 'Addresses the city by a host name of its own.';
grant select, insert, update (host, name) on directory.city to cabildo_app;

create table directory.migration (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default now()
);
grant select on directory.migration to cabildo_app;

create table directory.process (
  id int generated always as identity primary key,
  kind text not null check (kind in ('web', 'worker')),
  pid int not null,
  started_at timestamptz not null default now(),
  beat_at timestamptz not null default now()
);
comment on column directory.process.beat_at is 'The process wrote this about 2 s ago, or it is dead.';
grant select, insert, update (beat_at), delete on directory.process to cabildo_app;

-- Makes a table a city's own: a migration calls it for each new tenant table.
--   select tenant('proposal');
--   select tenant('support', 'select, insert, delete');
create function tenant(table_name text, app_grants text default 'select, insert') returns void
language plpgsql as $$
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
$$;
revoke execute on function tenant from public;
comment on function tenant is 'Puts a table under row level security by city and grants the application what is named.';

-- Searching without accents finds words with them, and the other way round.
create text search configuration cabildo_es (copy = pg_catalog.spanish);
alter text search configuration cabildo_es
  alter mapping for hword, hword_part, word with unaccent, spanish_stem;
create text search configuration cabildo_en (copy = pg_catalog.english);
alter text search configuration cabildo_en
  alter mapping for hword, hword_part, word with unaccent, english_stem;

-- Unaccented words have other stems than accented ones (educacion is its own, educaciones is educ): a text keeps both, and a
-- search asks for either, so that singular and plural meet with and without accents.
create function search_words(words text) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('public.cabildo_es', words) || to_tsvector('pg_catalog.spanish', words)
$$;
create function search_query(words text) returns tsquery
language sql immutable parallel safe as $$
  select websearch_to_tsquery('public.cabildo_es', words) || websearch_to_tsquery('pg_catalog.spanish', words)
$$;
