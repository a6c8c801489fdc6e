-- People: who takes part, in which role, living where. Identity lies apart from what people do.

create table person (
  city_id int not null,
  id bigint generated always as identity,
  locale text,
  made_at timestamptz not null default now(),
  primary key (city_id, id)
);
select tenant('person', 'select, insert, update');

-- The ways in: accounts of schema auth that are this person here. An e-mail account may be good in several cities; a
-- folio's account is of one city only, because its counter can set the PIN anew.
create table person_account (
  city_id int not null,
  auth_user_id text not null,
  person_id bigint not null,
  way text not null check (way in ('email', 'folio')),
  since timestamptz not null default now(),
  primary key (city_id, auth_user_id),
  foreign key (city_id, person_id) references person (city_id, id)
);
create index person_account_of on person_account (city_id, person_id);
select tenant('person_account', 'select, insert, delete');

-- Names and contacts; read for the person herself, for mail, and as a logged act with a purpose.
create table person_contact (
  city_id int not null,
  person_id bigint not null,
  name text,
  email text,
  phone text,
  -- Since when she wants no notices; a sign-in code is still sent.
  no_notices_since timestamptz,
  primary key (city_id, person_id),
  foreign key (city_id, person_id) references person (city_id, id)
);
create unique index person_contact_email on person_contact (city_id, lower(email)) where email is not null;
select tenant('person_contact', 'select, insert, update, delete');

-- An identity number is kept only as a keyed digest; one person cannot become two.
create table identity_digest (
  city_id int not null,
  digest bytea not null check (length(digest) = 32),
  -- 'curp', 'passport', …: the digest covers the kind too.
  kind text not null,
  person_id bigint not null,
  recorded_at timestamptz not null default now(),
  primary key (city_id, digest),
  foreign key (city_id, person_id) references person (city_id, id)
);
create index identity_digest_person on identity_digest (city_id, person_id);
select tenant('identity_digest', 'select, insert');

-- That a person lives in a zone was found by somebody, somehow, on a day. The latest row that stands counts.
create table residence (
  city_id int not null,
  id bigint generated always as identity,
  person_id bigint not null,
  zone_id bigint not null,
  born_on date,
  method text not null check (method in ('counter', 'list', 'import')),
  verified_by bigint,
  verified_at timestamptz not null default now(),
  revoked_by bigint,
  revoked_at timestamptz,
  revoked_reason text,
  primary key (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, zone_id) references zone (city_id, id),
  foreign key (city_id, verified_by) references person (city_id, id),
  check ((revoked_at is null) = (revoked_reason is null))
);
create unique index residence_standing on residence (city_id, person_id) where revoked_at is null;
select tenant('residence', 'select, insert, update');

-- A list of residents that the city brought: who matches a row is verified without a queue.
create table resident_list_entry (
  city_id int not null,
  digest bytea not null check (length(digest) = 32),
  zone_id bigint not null,
  born_on date,
  imported_by bigint,
  imported_at timestamptz not null default now(),
  primary key (city_id, digest),
  foreign key (city_id, zone_id) references zone (city_id, id)
);
select tenant('resident_list_entry', 'select, insert, update');

-- A list as it was read, waiting for somebody to have looked at its bad rows: [{"digest", "zone", "born"}]. Numbers are
-- digests already; a bad row is known by its line only.
create table resident_import (
  city_id int not null,
  id bigint generated always as identity,
  filename text not null,
  rows jsonb not null,
  problems jsonb not null,
  -- Null where the command line did it.
  made_by bigint,
  made_at timestamptz not null default now(),
  applied_by bigint,
  applied_at timestamptz,
  primary key (city_id, id),
  foreign key (city_id, made_by) references person (city_id, id),
  foreign key (city_id, applied_by) references person (city_id, id),
  check (applied_by is null or applied_at is not null)
);
select tenant('resident_import', 'select, insert, update');

-- A folio handed out at the counter: with its PIN (kept by the sign-in accounts) a person without e-mail takes part.
create table counter_folio (
  city_id int not null,
  folio text not null,
  person_id bigint not null,
  auth_user_id text not null,
  issued_by bigint not null,
  issued_at timestamptz not null default now(),
  revoked_at timestamptz,
  primary key (city_id, folio),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, issued_by) references person (city_id, id)
);
create unique index counter_folio_standing on counter_folio (city_id, person_id) where revoked_at is null;
select tenant('counter_folio', 'select, insert, update');

-- Staff prove a second factor. It is the city's, like the role it protects: setting it anew in one city opens no other.
create table second_factor (
  city_id int not null,
  person_id bigint not null,
  -- The TOTP secret (RFC 6238), encrypted with a key that is not in the database.
  secret bytea not null,
  made_at timestamptz not null default now(),
  -- The 30-second step of the last code that was accepted: no code is good twice.
  last_step bigint,
  primary key (city_id, person_id),
  foreign key (city_id, person_id) references person (city_id, id)
);
select tenant('second_factor', 'select, insert, update, delete');

create table recovery_code (
  city_id int not null,
  person_id bigint not null,
  digest bytea not null check (length(digest) = 32),
  used_at timestamptz,
  primary key (city_id, person_id, digest),
  foreign key (city_id, person_id) references second_factor (city_id, person_id) on delete cascade
);
select tenant('recovery_code', 'select, insert, update');

-- What a session has proven in this city beyond its cookie. Ends with the session. 'demo' counts in a demo city only.
create table session_assurance (
  city_id int not null,
  session_id text not null,
  person_id bigint not null,
  means text not null check (means in ('totp', 'recovery', 'demo')),
  proven_at timestamptz not null default now(),
  primary key (city_id, session_id),
  foreign key (city_id, person_id) references person (city_id, id)
);
create index session_assurance_of on session_assurance (city_id, person_id);
select tenant('session_assurance', 'select, insert, update, delete');

create table role_grant (
  city_id int not null,
  id bigint generated always as identity,
  person_id bigint not null,
  role text not null check (role in
    ('administrator', 'coordinator', 'evaluator', 'signer', 'booth_officer', 'project_manager', 'observer')),
  department_id bigint,
  granted_by bigint,
  granted_at timestamptz not null default now(),
  revoked_by bigint,
  revoked_at timestamptz,
  primary key (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, department_id) references department (city_id, id)
);
create unique index role_grant_standing on role_grant (city_id, person_id, role, coalesce(department_id, 0))
  where revoked_at is null;
select tenant('role_grant', 'select, insert, update');

-- Each look at a person's contact data, with its purpose.
create table contact_reveal (
  city_id int not null,
  id bigint generated always as identity,
  person_id bigint not null,
  revealed_to bigint not null,
  purpose text not null check (length(purpose) >= 5),
  at timestamptz not null default now(),
  primary key (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, revealed_to) references person (city_id, id)
);
select tenant('contact_reveal', 'select, insert');

-- Who wants to hear of what. The subject is opaque here: 'proposal:12', 'project:3', 'cycle:1'.
create table follow (
  city_id int not null,
  person_id bigint not null,
  subject text not null,
  since timestamptz not null default now(),
  primary key (city_id, person_id, subject),
  foreign key (city_id, person_id) references person (city_id, id)
);
create index follow_by_subject on follow (city_id, subject);
select tenant('follow', 'select, insert, delete');
