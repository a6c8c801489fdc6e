-- A form that was sent after the session had ended waits here, for an hour, for the person who typed it to sign in
-- again. What it holds can be read only with the key in her browser's cookie, which is kept nowhere else.
create table kept_form (
  city_id int not null,
  id bigint generated always as identity,
  sealed bytea not null check (length(sealed) <= 65536),
  at timestamptz not null default now(),
  primary key (city_id, id)
);
create index kept_form_by_age on kept_form (city_id, at);
select tenant('kept_form', 'select, insert, delete');
