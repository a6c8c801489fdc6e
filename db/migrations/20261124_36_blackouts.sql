-- Blackouts ("veda electoral"): spans of days of the city in which the chosen things stop by themselves.

create table blackout (
  city_id int not null,
  id bigint generated always as identity,
  made_at timestamptz not null,
  primary key (city_id, id)
);
select tenant('blackout', 'select, insert');

-- Announced, changed, cancelled: the last row is what counts, the earlier ones say what was said before.
create table blackout_act (
  city_id int not null,
  id bigint generated always as identity,
  blackout_id bigint not null,
  act text not null check (act in ('announced', 'changed', 'cancelled')),
  -- Days of the city's zone, both included.
  from_day date not null,
  to_day date not null check (to_day >= from_day),
  -- The law that asks for it, as the public reads it.
  law text not null check (law <> ''),
  -- What stops, and what goes on: the shape is that of BlackoutStops in src/platform/blackout.ts.
  stops jsonb not null,
  reason text not null check (reason <> ''),
  done_by bigint not null,
  at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, blackout_id) references blackout (city_id, id),
  foreign key (city_id, done_by) references person (city_id, id)
);
create index blackout_act_of on blackout_act (city_id, blackout_id, id);
select tenant('blackout_act', 'select, insert');

-- A vote is judged by what the program knew: a blackout announced or cancelled in between is news for it too.
create or replace function voting_stamp(the_city int, the_cycle bigint, the_phase bigint, the_contest bigint) returns text
language sql stable as $$
  select concat_ws(' ',
    (select coalesce(max(id), 0) from cycle_act where city_id = the_city and cycle_id = the_cycle),
    (select coalesce(max(id), 0) from phase_act where city_id = the_city and phase_id = the_phase),
    (select count(*) from candidate_withdrawal w join candidate c on c.city_id = w.city_id and c.id = w.candidate_id
      where w.city_id = the_city and c.contest_id = the_contest),
    (select coalesce(max(id), 0) from blackout_act where city_id = the_city))
$$;

-- What a mail is to its reader: what she asked for always goes.
alter table mail
  add column kind text not null default 'asked' check (kind in ('asked', 'notice', 'promotion')),
  add column held_at timestamptz,
  -- What becomes of it when the blackout that holds it is over.
  add column held_then text check (held_then in ('send', 'drop')),
  add column dropped_at timestamptz,
  add constraint mail_held check ((held_at is null) = (held_then is null));

-- An opinion's day as it would be without any blackout; null in rows from before there were blackouts: due_on is that day.
alter table opinion add column base_due_on date;

-- A result that was ordered while publications stood still; the worker publishes it when they may go on.
create table held_publication (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  run_ids bigint[] not null,
  reason text,
  ordered_by bigint not null,
  ordered_at timestamptz not null,
  ended_at timestamptz,
  -- 'published', 'replaced', or why it could not be published.
  ended text,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, ordered_by) references person (city_id, id),
  check ((ended_at is null) = (ended is null))
);
create unique index held_publication_one on held_publication (city_id, cycle_id) where ended_at is null;
select tenant('held_publication', 'select, insert, update');

-- Progress written during a blackout is shown after it; the release before writes none that is held.
alter table project_update add column shown_at timestamptz default now();
grant update (shown_at) on project_update to cabildo_app;
create index project_update_held on project_update (city_id) where shown_at is null;
