-- In which other cities of this server somebody is known, for herself: asked by her session, never by an account's name.
-- Under every city's row level security in turn, because nobody else may look into two cities.
create function cities_of_session(wanted_session text) returns table (slug text, name text, host text)
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here text := current_setting('app.city_id', true);
  account text;
  one record;
begin
  select s."userId" into account from auth.session s where s.id = wanted_session and s."expiresAt" > now();
  if account is null then return; end if;
  for one in
    select c.id, c.slug, c.name, c.host from directory.city c
    where c.practice_of is null and c.id::text <> coalesce(here, '') order by c.name, c.id
  loop
    perform set_config('app.city_id', one.id::text, true);
    if exists (select from person_account a where a.city_id = one.id and a.auth_user_id = account) then
      slug := one.slug;
      name := one.name;
      host := one.host;
      return next;
    end if;
  end loop;
  perform set_config('app.city_id', coalesce(here, ''), true);
end
$$;
revoke execute on function cities_of_session from public;
grant execute on function cities_of_session to cabildo_app;
comment on function cities_of_session is 'Names of the other living cities in which the account of a session is known.';
