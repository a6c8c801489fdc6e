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
