-- The key to the set-up page: printed on the console, kept as a digest only, good once and for a time.
create table directory.setup_token (
  id int generated always as identity primary key,
  digest bytea not null unique check (length(digest) = 32),
  -- 'first': made by every start while there is no city; 'further': by an operator's command, for one more.
  kind text not null check (kind in ('first', 'further')),
  made_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > made_at),
  used_at timestamptz,
  -- What was opened with it.
  city_id int references directory.city (id),
  check ((used_at is null) = (city_id is null))
);
grant select, insert, update (used_at, city_id), delete on directory.setup_token to cabildo_app;

-- Lines for the foot of every page: where the office is, when it is open, its telephone.
alter table city add column contact text not null default '' check (length(contact) <= 600);
