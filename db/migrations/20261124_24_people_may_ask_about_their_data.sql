-- Privacy: what the city says about people's data, what people ask of it, and what it forgets by itself.

-- How many working days the city has for an answer (LGPDPPSO of 20 March 2025: 20).
alter table city add column privacy_days smallint not null default 20 check (privacy_days between 1 and 60);

-- The notice as published, word for word; an older one stays readable.
create table privacy_notice (
  city_id int not null,
  version int not null check (version >= 1),
  -- By locale: {"es-MX": "text"}; a line that begins with '## ' is a heading.
  texts jsonb not null,
  -- True where people must see it again before they go on giving data.
  material boolean not null,
  published_by bigint not null,
  published_at timestamptz not null,
  primary key (city_id, version),
  foreign key (city_id, published_by) references person (city_id, id)
);
select tenant('privacy_notice', 'select, insert');

create table privacy_acknowledgement (
  city_id int not null,
  person_id bigint not null,
  -- 0: the text that comes with the program, before the city published its own.
  version int not null check (version >= 0),
  at timestamptz not null,
  primary key (city_id, person_id, version),
  foreign key (city_id, person_id) references person (city_id, id)
);
select tenant('privacy_acknowledgement', 'select, insert');

-- A person makes use of a right: to know, to correct, to be forgotten, to object.
create table privacy_request (
  city_id int not null,
  id bigint generated always as identity,
  person_id bigint not null,
  kind text not null check (kind in ('access', 'correction', 'erasure', 'objection')),
  -- In her own words; emptied when she is forgotten.
  words text not null,
  made_at timestamptz not null,
  -- Somebody else than the person where it was made at the counter.
  made_by bigint not null,
  due_on date not null,
  primary key (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, made_by) references person (city_id, id)
);
create index privacy_request_of on privacy_request (city_id, person_id);
select tenant('privacy_request', 'select, insert, update (words)');

create table privacy_answer (
  city_id int not null,
  request_id bigint not null,
  outcome text not null check (outcome in ('granted', 'refused', 'withdrawn')),
  reason text not null check (reason <> ''),
  answered_by bigint not null,
  answered_at timestamptz not null,
  -- One answer: two civil servants cannot both give it.
  primary key (city_id, request_id),
  foreign key (city_id, request_id) references privacy_request (city_id, id),
  foreign key (city_id, answered_by) references person (city_id, id)
);
select tenant('privacy_answer', 'select, insert');

-- The person is somebody without a name from here on; acts stay. The request says why.
create table person_forgotten (
  city_id int not null,
  person_id bigint not null,
  at timestamptz not null,
  done_by bigint not null,
  primary key (city_id, person_id),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, done_by) references person (city_id, id)
);
select tenant('person_forgotten', 'select, insert');

-- Forgetting takes away what a verb of every day never takes away.
grant delete on identity_digest, counter_folio, recovery_code to cabildo_app;

-- How long each kind of data is kept, where the city keeps it shorter or longer than the program proposes.
create table retention_term (
  city_id int not null,
  kind text not null,
  days int not null check (days >= 1),
  set_by bigint not null,
  set_at timestamptz not null,
  primary key (city_id, kind),
  foreign key (city_id, set_by) references person (city_id, id)
);
select tenant('retention_term', 'select, insert, update');

-- Each day on which the worker looked: what it let go of, and how much.
create table retention_run (
  city_id int not null,
  day date not null,
  kind text not null,
  removed int not null check (removed >= 0),
  at timestamptz not null,
  primary key (city_id, day, kind)
);
select tenant('retention_run', 'select, insert');

-- An account is deleted once it is nobody's in any city. Under every city's row level security in turn, because nobody
-- else may look into two cities.
create function forget_account(account text) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := current_setting('app.city_id', true);
  one int;
  used boolean := false;
begin
  for one in select id from directory.city loop
    perform set_config('app.city_id', one::text, true);
    used := used or exists (select from person_account where city_id = one and auth_user_id = account);
  end loop;
  perform set_config('app.city_id', coalesce(here, ''), true);
  if used then return false; end if;
  delete from auth."user" where id = account;
  return true;
end
$$;
revoke execute on function forget_account from public;
grant execute on function forget_account to cabildo_app;
comment on function forget_account is 'Deletes a sign-in account that is nobody''s in any city any more; says whether it did.';
