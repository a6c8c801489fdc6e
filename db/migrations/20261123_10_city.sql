-- The city: one tenant, its territory, its calendar, its departments.

create table city (
  city_id int primary key references directory.city (id),
  name text not null check (name <> ''),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  locales text[] not null check (cardinality(locales) > 0),
  -- ISO weekdays, 1 Monday to 7 Sunday, that are not working days.
  rest_days smallint[] not null default '{6,7}',
  -- Longitude and latitude of the box that holds the city: west, south, east, north.
  bounds double precision[] check (cardinality(bounds) = 4),
  -- The city's words over the compiled texts: {"es-MX": {"key": "text"}}.
  words jsonb not null default '{}',
  -- Colours and coat of arms: {"primary": "#…", "accent": "#…"}.
  look jsonb not null default '{}'
);
select tenant('city', 'select, insert, update');

create table zone (
  city_id int not null,
  id bigint generated always as identity,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  population int check (population >= 0),
  -- GeoJSON geometry in WGS84, or null where the city has none; a list always works without it.
  geometry jsonb,
  primary key (city_id, id),
  unique (city_id, code)
);
select tenant('zone', 'select, insert, update');

create table holiday (
  city_id int not null,
  day date not null,
  name text not null,
  primary key (city_id, day)
);
select tenant('holiday', 'select, insert, update, delete');

create table department (
  city_id int not null,
  id bigint generated always as identity,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  email text,
  primary key (city_id, id),
  unique (city_id, code)
);
select tenant('department', 'select, insert, update');

-- A demo's clock runs ahead of the real one; there is no row, and no way to make one, outside a demo.
create table demo_clock (
  city_id int primary key,
  ahead interval not null,
  set_at timestamptz not null default now()
);
select tenant('demo_clock', 'select, insert, update, delete');

create table file (
  city_id int not null,
  id bigint generated always as identity,
  -- Of the bytes as stored; the file lies under this name.
  sha256 bytea not null check (length(sha256) = 32),
  media_type text not null,
  bytes bigint not null check (bytes > 0),
  width int,
  height int,
  stored_at timestamptz not null default now(),
  primary key (city_id, id)
);
select tenant('file', 'select, insert');

-- What happened: one row for each act, written in the act's own transaction.
create table event (
  city_id int not null,
  id bigint generated always as identity,
  at timestamptz not null default now(),
  name text not null,
  -- 'proposal:12': what it happened to.
  subject text not null,
  actor_id bigint,
  data jsonb not null default '{}',
  primary key (city_id, id)
);
create index event_by_subject on event (city_id, subject, id);
select tenant('event', 'select, insert');

-- A form sent twice has one effect: the first answer is kept and given again.
create table once (
  city_id int not null,
  key text not null check (length(key) between 8 and 64),
  answer jsonb,
  at timestamptz not null default now(),
  primary key (city_id, key)
);
select tenant('once', 'select, insert, update, delete');

-- Mail waits here from the transaction that caused it until a server took it.
create table mail (
  city_id int not null,
  id bigint generated always as identity,
  -- The same mail is never made twice: 'event:812 person:7'.
  cause text not null,
  recipient text not null,
  locale text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  made_at timestamptz not null default now(),
  sent_at timestamptz,
  message_id text,
  attempts int not null default 0,
  next_try_at timestamptz not null default now(),
  last_error text,
  given_up_at timestamptz,
  primary key (city_id, id),
  unique (city_id, cause)
);
create index mail_waiting on mail (city_id, id) where sent_at is null and given_up_at is null;
select tenant('mail', 'select, insert, update');
