-- Staff sign-in: passkeys, invitations that expire, a review of roles, the city's own identity provider, and sessions that
-- end when nobody uses them. The release before ignores what is new here; it reads viewer_of by the names of its columns.

-- Passkeys of a person in a city. The identifier and the key are public; the private half never leaves her device.
create table passkey (
  city_id int not null,
  id bigint generated always as identity,
  person_id bigint not null,
  -- The host name that the browser ties it to: it is offered nowhere else.
  rp_id text not null,
  credential_id text not null,
  public_key bytea not null,
  -- Signatures so far, as the device counts them; one that does not grow tells of a copy. 0 where a device never counts.
  counter bigint not null,
  transports text[] not null,
  name text not null check (length(name) between 1 and 60),
  made_at timestamptz not null default now(),
  last_used_at timestamptz,
  primary key (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id)
);
create unique index passkey_credential on passkey (city_id, credential_id);
create index passkey_of on passkey (city_id, person_id);
select tenant('passkey', 'select, insert, update, delete');

-- What a device is asked to sign, once, within minutes. Made by the server; a row is gone when its answer was taken.
create table passkey_challenge (
  city_id int not null,
  challenge text not null,
  purpose text not null check (purpose in ('register', 'sign-in', 'prove')),
  rp_id text not null,
  origin text not null,
  -- The session that asked; null where somebody is about to sign in.
  session_id text references auth.session (id) on delete cascade,
  expires_at timestamptz not null,
  primary key (city_id, challenge),
  check ((purpose = 'sign-in') = (session_id is null))
);
create index passkey_challenge_by_end on passkey_challenge (city_id, expires_at);
create index passkey_challenge_session on passkey_challenge (session_id);
select tenant('passkey_challenge', 'select, insert, delete');

-- An invitation to work here. The link of its mail is kept as a digest; renewing makes another one.
create table invitation (
  city_id int not null,
  id bigint generated always as identity,
  email text not null,
  name text not null,
  role text not null check (role in
    ('administrator', 'coordinator', 'evaluator', 'signer', 'booth_officer', 'project_manager', 'observer')),
  department_id bigint,
  token_digest bytea not null check (length(token_digest) = 32),
  made_by bigint not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_by bigint,
  accepted_at timestamptz,
  withdrawn_by bigint,
  withdrawn_at timestamptz,
  primary key (city_id, id),
  foreign key (city_id, department_id) references department (city_id, id),
  foreign key (city_id, made_by) references person (city_id, id),
  foreign key (city_id, accepted_by) references person (city_id, id),
  foreign key (city_id, withdrawn_by) references person (city_id, id),
  check ((accepted_at is null) = (accepted_by is null)),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check (accepted_at is null or withdrawn_at is null)
);
create unique index invitation_token on invitation (city_id, token_digest);
create unique index invitation_waiting on invitation (city_id, lower(email), role, coalesce(department_id, 0))
  where accepted_at is null and withdrawn_at is null;
select tenant('invitation', 'select, insert, update');

-- Somebody looked at a role and found it right.
create table role_review (
  city_id int not null,
  id bigint generated always as identity,
  grant_id bigint not null,
  reviewed_by bigint not null,
  reviewed_at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, grant_id) references role_grant (city_id, id),
  foreign key (city_id, reviewed_by) references person (city_id, id)
);
create index role_review_of on role_review (city_id, grant_id, reviewed_at);
select tenant('role_review', 'select, insert');

alter table role_grant add column revoked_reason text;

-- The city's own identity provider (OpenID Connect). Its secret is encrypted with a key that is not in the database.
create table oidc_provider (
  city_id int not null,
  issuer text not null,
  client_id text not null,
  sealed_secret bytea not null,
  label text not null check (length(label) between 1 and 60),
  -- Values of amr or acr that count as a second factor here; none: our own is asked for as always.
  factor_values text[] not null default '{}',
  changed_by bigint not null,
  changed_at timestamptz not null,
  primary key (city_id),
  foreign key (city_id, changed_by) references person (city_id, id)
);
select tenant('oidc_provider', 'select, insert, update, delete');

-- Whom the provider knows: bound at the first sign-in by e-mail, from then on by its own identifier.
create table oidc_subject (
  city_id int not null,
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  since timestamptz not null,
  primary key (city_id, issuer, subject),
  foreign key (city_id, person_id) references person (city_id, id)
);
create unique index oidc_subject_of on oidc_subject (city_id, person_id, issuer);
select tenant('oidc_subject', 'select, insert, delete');

alter table person_account add column last_sign_in_at timestamptz;
grant update (last_sign_in_at) on person_account to cabildo_app;

alter table session_assurance drop constraint session_assurance_means_check;
alter table session_assurance add constraint session_assurance_means_check
  check (means in ('totp', 'recovery', 'demo', 'passkey', 'oidc'));

create index session_by_use on auth.session ("updatedAt");

-- The same question as before, and: how long ago the second factor was proven, and whether the session's last use is to
-- be written down. A session of somebody with a role ends after twelve hours without use, others after thirty days.
drop function viewer_of(int, text, boolean);
create function viewer_of(wanted_city int, wanted_token text, in_demo boolean)
returns table (
  session_id text, person_id bigint, name text, email text, zone_id bigint, roles json, second_factor boolean,
  factor_age float, used_before boolean
)
language plpgsql stable as $$
begin
  return query
  select f.* from (
    select s.id, a.person_id, c.name, c.email, r.zone_id,
      (select coalesce(json_agg(json_build_object('role', g.role, 'departmentId', g.department_id) order by g.id), '[]')
        from role_grant g
        where g.city_id = a.city_id and g.person_id = a.person_id and g.revoked_at is null) as held,
      p.proven_at is not null,
      case when p.means = 'demo' then 0 else extract(epoch from now() - p.proven_at) end::float,
      s."updatedAt" < now() - interval '10 minutes' and
        (s."updatedAt" < now() - interval '1 day' or exists (select from role_grant g
          where g.city_id = a.city_id and g.person_id = a.person_id and g.revoked_at is null))
    from auth.session s
    join person_account a on a.city_id = wanted_city and a.auth_user_id = s."userId"
    left join person_contact c on c.city_id = a.city_id and c.person_id = a.person_id
    left join residence r on r.city_id = a.city_id and r.person_id = a.person_id and r.revoked_at is null
    left join session_assurance p on p.city_id = a.city_id and p.session_id = s.id and p.person_id = a.person_id
      and (p.means <> 'demo' or in_demo) and p.proven_at > now() - interval '12 hours'
    where s.token = wanted_token and s."expiresAt" > now() and s."updatedAt" > now() - case
      when exists (select from role_grant g
        where g.city_id = a.city_id and g.person_id = a.person_id and g.revoked_at is null)
      then interval '12 hours' else interval '30 days' end
  ) f;
end
$$;
revoke execute on function viewer_of from public;
grant execute on function viewer_of to cabildo_app;
comment on function viewer_of is 'Who a session is in a city, under the caller''s row level security.';
