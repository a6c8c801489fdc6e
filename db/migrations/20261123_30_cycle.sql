-- The cycle: one edition of participatory budgeting, made from a blueprint.

create table cycle (
  city_id int not null,
  id bigint generated always as identity,
  slug text not null check (slug ~ '^[a-z0-9-]+$'),
  name text not null check (name <> ''),
  -- The blueprint as it was when the cycle was made, with the city's values filled in.
  blueprint jsonb not null,
  -- 'san-pedro-2023', the built-in or exported document it came from.
  origin text not null,
  made_by bigint,
  made_at timestamptz not null default now(),
  primary key (city_id, id),
  unique (city_id, slug),
  foreign key (city_id, made_by) references person (city_id, id)
);
-- Folios begin with the prefix: two cycles of a city must not give out the same folio.
create unique index cycle_prefix on cycle (city_id, (blueprint -> 'cycle' ->> 'prefix'));
select tenant('cycle', 'select, insert');

-- A value that was unknown when the cycle started and that the city has given since, over the null in the blueprint.
create table cycle_value (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  -- 'voting.ballots.community.maximum'
  path text not null,
  value jsonb not null,
  given_by bigint not null,
  at timestamptz not null default now(),
  primary key (city_id, id),
  unique (city_id, cycle_id, path),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, given_by) references person (city_id, id)
);
select tenant('cycle_value', 'select, insert');

-- What happened to the cycle as a whole; the last row is its state.
create table cycle_act (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  act text not null check (act in ('published', 'suspended', 'resumed', 'cancelled')),
  reason text not null check (reason <> ''),
  done_by bigint,
  at timestamptz not null default now(),
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, done_by) references person (city_id, id)
);
create index cycle_act_of on cycle_act (city_id, cycle_id, id);
select tenant('cycle_act', 'select, insert');

create table phase (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  kind text not null check (kind in ('proposals', 'review', 'evaluation', 'voting', 'results', 'projects')),
  position int not null,
  -- As first announced; a move is a phase_act, and the row here is never changed.
  opens_at timestamptz not null,
  closes_at timestamptz not null check (closes_at > opens_at),
  primary key (city_id, id),
  unique (city_id, cycle_id, kind),
  unique (city_id, cycle_id, position),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('phase', 'select, insert');

-- Moves, suspensions and cancellations by hand, each with who and why. The dates that count are those of the last move.
create table phase_act (
  city_id int not null,
  id bigint generated always as identity,
  phase_id bigint not null,
  act text not null check (act in ('moved', 'suspended', 'resumed', 'cancelled')),
  opens_at timestamptz,
  closes_at timestamptz,
  reason text not null check (reason <> ''),
  done_by bigint not null,
  at timestamptz not null default now(),
  primary key (city_id, id),
  foreign key (city_id, phase_id) references phase (city_id, id),
  foreign key (city_id, done_by) references person (city_id, id),
  check ((act = 'moved') = (opens_at is not null and closes_at is not null)),
  check (closes_at > opens_at)
);
create index phase_act_of on phase_act (city_id, phase_id, id);
select tenant('phase_act', 'select, insert');

-- That the clock has opened or closed a phase is done once, whoever sees it first.
create table phase_tick (
  city_id int not null,
  phase_id bigint not null,
  edge text not null check (edge in ('opened', 'closed')),
  at timestamptz not null,
  primary key (city_id, phase_id, edge, at),
  foreign key (city_id, phase_id) references phase (city_id, id)
);
select tenant('phase_tick', 'select, insert');

create table district (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  parent_id bigint,
  code text not null check (code <> ''),
  name text not null check (name <> ''),
  primary key (city_id, id),
  unique (city_id, cycle_id, code),
  unique (city_id, cycle_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, cycle_id, parent_id) references district (city_id, cycle_id, id)
);
select tenant('district', 'select, insert');

-- A zone lies in one district of the lowest level only; the levels above follow from the nesting.
create table district_zone (
  city_id int not null,
  cycle_id bigint not null,
  zone_id bigint not null,
  district_id bigint not null,
  primary key (city_id, cycle_id, zone_id),
  foreign key (city_id, cycle_id, district_id) references district (city_id, cycle_id, id),
  foreign key (city_id, zone_id) references zone (city_id, id)
);
create index district_zone_of on district_zone (city_id, district_id);
select tenant('district_zone', 'select, insert');

-- Money of a district for one track of the blueprint ('community', 'sector'): the money of a contest to be.
create table allotment (
  city_id int not null,
  cycle_id bigint not null,
  district_id bigint not null,
  track text not null,
  amount bigint not null check (amount >= 0),
  primary key (city_id, district_id, track),
  foreign key (city_id, cycle_id, district_id) references district (city_id, cycle_id, id)
);
select tenant('allotment', 'select, insert');

create table category (
  city_id int not null,
  cycle_id bigint not null,
  code text not null,
  name text not null,
  position int not null,
  primary key (city_id, cycle_id, code),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('category', 'select, insert');
