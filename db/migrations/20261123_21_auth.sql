-- Sign-in accounts, sessions and codes, outside the cities: the tables that better-auth expects (a test compares), as its
-- compileMigrations() writes them. A city's side of an account is person_account.

create table auth."user" (
  id text not null primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  -- Of accounts that sign in with folio and PIN: city and folio.
  username text unique
);

create table auth.session (
  id text not null primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth."user" (id) on delete cascade
);
create index "session_userId_idx" on auth.session ("userId");
create index session_by_end on auth.session ("expiresAt");

create table auth.account (
  id text not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on auth.account ("userId");

create table auth.verification (
  id text not null primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index verification_identifier_idx on auth.verification (identifier);

grant select, insert, update, delete on auth."user", auth.session, auth.account, auth.verification to cabildo_app;

-- Tries at what can be guessed, by a digest of what is tried. Counted in transactions of their own: the refusal of an
-- act undoes the act, never the count.
create table auth.attempt (
  key bytea not null primary key check (length(key) = 32),
  tries int not null check (tries > 0),
  last_at timestamptz not null default now(),
  locked_until timestamptz
);
create index attempt_by_age on auth.attempt (last_at);
grant select, insert, update, delete on auth.attempt to cabildo_app;

-- A session ends with its account or when it is deleted; what it had proven in any city ends with it.
alter table session_assurance
  add foreign key (session_id) references auth.session (id) on delete cascade;

-- Who a session is in a city, asked once for every request of everybody who is signed in. A function because PL/pgSQL
-- keeps the plan of its query for each connection: planning it costs ten times what running it does.
create function viewer_of(wanted_city int, wanted_token text, in_demo boolean)
returns table (
  session_id text, person_id bigint, name text, email text, zone_id bigint, roles json, second_factor boolean
)
language plpgsql stable as $$
begin
  return query
  select s.id, a.person_id, c.name, c.email, r.zone_id,
    (select coalesce(json_agg(json_build_object('role', g.role, 'departmentId', g.department_id) order by g.id), '[]')
      from role_grant g
      where g.city_id = a.city_id and g.person_id = a.person_id and g.revoked_at is null),
    exists (select from session_assurance p
      where p.city_id = a.city_id and p.session_id = s.id and p.person_id = a.person_id
        and (p.means <> 'demo' or in_demo) and p.proven_at > now() - interval '12 hours')
  from auth.session s
  join person_account a on a.city_id = wanted_city and a.auth_user_id = s."userId"
  left join person_contact c on c.city_id = a.city_id and c.person_id = a.person_id
  left join residence r on r.city_id = a.city_id and r.person_id = a.person_id and r.revoked_at is null
  where s.token = wanted_token and s."expiresAt" > now();
end
$$;
revoke execute on function viewer_of from public;
grant execute on function viewer_of to cabildo_app;
comment on function viewer_of is 'Who a session is in a city, under the caller''s row level security.';
