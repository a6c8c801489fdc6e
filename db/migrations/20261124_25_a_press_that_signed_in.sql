-- A press that opened a session, for the same press again: of a sign-in form sent twice at once the browser may keep the
-- second answer only, and it must carry the session too. Keyed by a digest of what only that browser could send.
create table auth.opened (
  key bytea not null primary key check (length(key) = 32),
  session_id text not null references auth.session (id) on delete cascade,
  at timestamptz not null default now()
);
create index opened_by_session on auth.opened (session_id);
create index opened_by_age on auth.opened (at);
grant select, insert, update, delete on auth.opened to cabildo_app;
