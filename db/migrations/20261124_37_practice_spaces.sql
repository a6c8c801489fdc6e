-- A practice space: a city of invented people beside a living one, made from its rules, that its staff may spoil and reset.

alter table directory.city
  add column practice_of int unique references directory.city (id) check (practice_of <> id);
comment on column directory.city.practice_of is
  'The living city whose practice space this is; given when the city is made and never changed (no grant).';

-- What a living city has ordered for its practice space; the worker does it.
create table practice_order (
  city_id int not null,
  id bigint generated always as identity,
  wish text not null check (wish in ('open', 'reset', 'remove')),
  -- Whose blueprint is copied, how many invented proposals, and which staff may enter.
  cycle_id bigint,
  proposals int not null default 0 check (proposals between 0 and 300),
  guests bigint[] not null default '{}',
  ordered_by bigint not null,
  ordered_at timestamptz not null,
  done_at timestamptz,
  -- Why it could not be done; null when it was.
  failed text,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, ordered_by) references person (city_id, id),
  check (wish = 'remove' or cycle_id is not null)
);
create unique index practice_order_one on practice_order (city_id) where done_at is null;
select tenant('practice_order', 'select, insert, update');

-- Whom somebody plays in a practice space, for the length of her own session. Rows stand in practice spaces only.
create table practice_mask (
  city_id int not null,
  session_id text not null references auth.session (id) on delete cascade,
  person_id bigint not null,
  worn_at timestamptz not null,
  primary key (city_id, session_id),
  foreign key (city_id, person_id) references person (city_id, id)
);
select tenant('practice_mask', 'select, insert, update, delete');

-- Who of the living city's staff was invited, and who each is in the space. No account is linked in a practice space.
create table practice_guest (
  city_id int not null,
  -- person.id in the living city.
  guest_id bigint not null,
  person_id bigint not null,
  primary key (city_id, guest_id),
  foreign key (city_id, person_id) references person (city_id, id)
);
select tenant('practice_guest');

-- Whose session this is in the living city, while she holds a role there, and whether she has proven her second factor:
-- asked from inside the practice space, which is the transaction's city before and after. Nothing else crosses the wall.
create function practice_visitor(the_city int, wanted_token text, in_demo boolean)
returns table (session_id text, guest_id bigint, second_factor boolean)
language plpgsql as $$
declare
  living int;
begin
  select c.practice_of into living from directory.city c where c.id = the_city;
  if living is null or nullif(current_setting('app.city_id', true), '')::int is distinct from the_city then
    return;
  end if;
  perform set_config('app.city_id', living::text, true);
  return query
    select v.session_id, v.person_id, v.second_factor
    from viewer_of(living, wanted_token, in_demo) v
    where json_array_length(v.roles) > 0;
  perform set_config('app.city_id', the_city::text, true);
end
$$;
revoke execute on function practice_visitor from public;
grant execute on function practice_visitor to cabildo_app;

-- Deletes a practice space with everything in it. A living city has no practice_of, and the application cannot give it one.
create function wipe_practice_space(the_city int) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := current_setting('app.city_id', true);
  tables regclass[];
  kept regclass[];
  one regclass;
begin
  perform from directory.city where id = the_city and practice_of is not null for update;
  if not found then
    raise exception 'city % is no practice space', the_city using errcode = 'insufficient_privilege';
  end if;
  perform set_config('app.city_id', the_city::text, true);
  select array_agg(c.oid::regclass order by c.oid desc) into tables
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity;
  -- Those that others still refer to wait for the next round; later tables mostly refer to earlier ones.
  while cardinality(tables) > 0 loop
    kept := '{}';
    foreach one in array tables loop
      begin
        execute format('delete from %s where city_id = $1', one) using the_city;
      exception when foreign_key_violation then
        kept := kept || one;
      end;
    end loop;
    if cardinality(kept) = cardinality(tables) then
      raise exception 'nothing more can be deleted of practice space %: % refer to each other', the_city, kept;
    end if;
    tables := kept;
  end loop;
  delete from directory.city where id = the_city and practice_of is not null;
  perform set_config('app.city_id', coalesce(before, ''), true);
end
$$;
revoke execute on function wipe_practice_space from public;
grant execute on function wipe_practice_space to cabildo_app;
comment on function wipe_practice_space is 'Deletes a practice space; refuses every living city.';
