-- Results: each run of the count with what went in and what came out, and the one that was published.

create table count_run (
  city_id int not null,
  id bigint generated always as identity,
  contest_id bigint not null,
  seed text not null,
  -- SHA-256, hex, of the canonical input; the same input gives the same outcome, byte for byte.
  input_hash text not null check (input_hash ~ '^[0-9a-f]{64}$'),
  input text not null,
  outcome text not null,
  code_version text not null,
  run_by bigint not null,
  run_at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, contest_id) references contest (city_id, id)
);
create index count_run_of on count_run (city_id, contest_id, id);
select tenant('count_run', 'select, insert');

-- A wrong result is corrected by a new publication beside the old one, never over it.
create table publication (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  published_by bigint not null,
  published_at timestamptz not null,
  reason text,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
-- The first result of a cycle gives no reason: two people who publish at once make one first result.
create unique index publication_first on publication (city_id, cycle_id) where reason is null;
select tenant('publication', 'select, insert');

create table published_count (
  city_id int not null,
  publication_id bigint not null,
  contest_id bigint not null,
  count_run_id bigint not null,
  primary key (city_id, publication_id, contest_id),
  foreign key (city_id, publication_id) references publication (city_id, id),
  foreign key (city_id, contest_id) references contest (city_id, id),
  foreign key (city_id, count_run_id) references count_run (city_id, id)
);
select tenant('published_count', 'select, insert');

-- Lots are drawn from a seed that nobody could choose after seeing the ballots: recorded before the opening.
create table tie_seed (
  city_id int not null,
  cycle_id bigint not null,
  seed text not null check (length(seed) >= 8),
  source text not null check (source <> ''),
  recorded_by bigint not null,
  recorded_at timestamptz not null,
  primary key (city_id, cycle_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('tie_seed', 'select, insert');
