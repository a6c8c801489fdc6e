-- Photos of drafts that were thrown away, arms that a city no longer wears: their rows go first, their bytes a day later, when
-- no row of any city names them.
create table file_let_go (
  city_id int not null,
  sha256 bytea not null check (length(sha256) = 32),
  at timestamptz not null default now(),
  primary key (city_id, sha256)
);
select tenant('file_let_go', 'select, delete');

create function let_go_of_files(before timestamptz) returns int
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here int := nullif(current_setting('app.city_id', true), '')::int;
  unused text := '';
  place record;
  gone int;
begin
  -- Every column that refers to a file, read from the catalogue: a table of tomorrow is asked too.
  for place in
    select c.conrelid::regclass as name, a.attname as col
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[2]
    where c.contype = 'f' and c.confrelid = 'file'::regclass
  loop
    unused := unused || format(
      ' and not exists (select from %s r where r.city_id = f.city_id and r.%I = f.id)', place.name, place.col);
  end loop;
  execute 'with gone as (
      delete from file f where f.city_id = $1 and f.stored_at < $2
        and not exists (select from city c where c.city_id = f.city_id and c.look ->> ''crest'' = f.id::text)
        and not exists (select from proposal_draft d where d.city_id = f.city_id
          and d.photos @> jsonb_build_array(jsonb_build_object(''fileId'', f.id)))
        and not exists (select from published_proposal p where p.city_id = f.city_id
          and p.photos @> jsonb_build_array(jsonb_build_object(''fileId'', f.id)))'
      || unused || ' returning f.city_id, f.sha256
    ), noted as (
      insert into file_let_go (city_id, sha256) select distinct city_id, sha256 from gone on conflict do nothing
    ) select count(*) from gone' into gone using here, before;
  return gone;
end
$$;
revoke execute on function let_go_of_files from public;
grant execute on function let_go_of_files to cabildo_app;
comment on function let_go_of_files is 'Deletes the city''s rows of file that are older and that nothing refers to; says how many.';

-- Bytes lie once for all cities: under every city's row level security in turn, because nobody else may look into two.
create function file_is_named(digest bytea) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := current_setting('app.city_id', true);
  one int;
  named boolean := false;
begin
  for one in select id from directory.city loop
    perform set_config('app.city_id', one::text, true);
    named := named or exists (select from file where city_id = one and sha256 = digest);
  end loop;
  perform set_config('app.city_id', coalesce(here, ''), true);
  return named;
end
$$;
revoke execute on function file_is_named from public;
grant execute on function file_is_named to cabildo_app;
comment on function file_is_named is 'Whether the row of any city still names these bytes.';
