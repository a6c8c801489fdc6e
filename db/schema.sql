-- The whole schema, read back from the database after all migrations: for reading and for reviews.
-- Written by "npx cabildo schema"; a test fails when it differs from the migrations. Never edit it by hand.

create table auth.account (
  id text not null,
  accountId text not null,
  providerId text not null,
  userId text not null,
  accessToken text,
  refreshToken text,
  idToken text,
  accessTokenExpiresAt timestamp with time zone,
  refreshTokenExpiresAt timestamp with time zone,
  scope text,
  password text,
  createdAt timestamp with time zone not null default CURRENT_TIMESTAMP,
  updatedAt timestamp with time zone not null,
  constraint account_pkey PRIMARY KEY (id),
  constraint account_userId_fkey FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX "account_userId_idx" ON auth.account USING btree ("userId");
grant delete, insert, select, update on auth.account to cabildo_app;

create table auth.attempt (
  key bytea not null,
  tries integer not null,
  last_at timestamp with time zone not null default now(),
  locked_until timestamp with time zone,
  constraint attempt_pkey PRIMARY KEY (key),
  constraint attempt_key_check CHECK ((length(key) = 32)),
  constraint attempt_tries_check CHECK ((tries > 0))
);
CREATE INDEX attempt_by_age ON auth.attempt USING btree (last_at);
grant delete, insert, select, update on auth.attempt to cabildo_app;

create table auth.opened (
  key bytea not null,
  session_id text not null,
  at timestamp with time zone not null default now(),
  constraint opened_pkey PRIMARY KEY (key),
  constraint opened_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth.session(id) ON DELETE CASCADE,
  constraint opened_key_check CHECK ((length(key) = 32))
);
CREATE INDEX opened_by_age ON auth.opened USING btree (at);
CREATE INDEX opened_by_session ON auth.opened USING btree (session_id);
grant delete, insert, select, update on auth.opened to cabildo_app;

create table auth.session (
  id text not null,
  expiresAt timestamp with time zone not null,
  token text not null,
  createdAt timestamp with time zone not null default CURRENT_TIMESTAMP,
  updatedAt timestamp with time zone not null,
  ipAddress text,
  userAgent text,
  userId text not null,
  constraint session_pkey PRIMARY KEY (id),
  constraint session_token_key UNIQUE (token),
  constraint session_userId_fkey FOREIGN KEY ("userId") REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_by_end ON auth.session USING btree ("expiresAt");
CREATE INDEX session_by_use ON auth.session USING btree ("updatedAt");
CREATE INDEX "session_userId_idx" ON auth.session USING btree ("userId");
grant delete, insert, select, update on auth.session to cabildo_app;

create table auth.user (
  id text not null,
  name text not null,
  email text not null,
  emailVerified boolean not null,
  image text,
  createdAt timestamp with time zone not null default CURRENT_TIMESTAMP,
  updatedAt timestamp with time zone not null default CURRENT_TIMESTAMP,
  username text,
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_key UNIQUE (email),
  constraint user_username_key UNIQUE (username)
);
grant delete, insert, select, update on auth.user to cabildo_app;

create table auth.verification (
  id text not null,
  identifier text not null,
  value text not null,
  expiresAt timestamp with time zone not null,
  createdAt timestamp with time zone not null default CURRENT_TIMESTAMP,
  updatedAt timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_identifier_idx ON auth.verification USING btree (identifier);
grant delete, insert, select, update on auth.verification to cabildo_app;

create table directory.city (
  id integer not null generated always as identity,
  slug text not null, -- Addresses the city as /slug where one host serves several.
  host text, -- Addresses the city by a host name of its own.
  name text not null,
  created_at timestamp with time zone not null default now(),
  practice_of integer, -- The living city whose practice space this is; given when the city is made and never changed (no grant).
  constraint city_pkey PRIMARY KEY (id),
  constraint city_host_key UNIQUE (host),
  constraint city_practice_of_key UNIQUE (practice_of),
  constraint city_slug_key UNIQUE (slug),
  constraint city_practice_of_fkey FOREIGN KEY (practice_of) REFERENCES directory.city(id),
  constraint city_check CHECK ((practice_of <> id)),
  constraint city_host_check CHECK ((host = lower(host))),
  constraint city_name_check CHECK ((name <> ''::text)),
  constraint city_slug_check CHECK (((slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text) AND (length(slug) <= 40)))
);
grant insert, select, update (host, name) on directory.city to cabildo_app;

create table directory.migration (
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone not null default now(),
  constraint migration_pkey PRIMARY KEY (name)
);
grant select on directory.migration to cabildo_app;

create table directory.process (
  id integer not null generated always as identity,
  kind text not null,
  pid integer not null,
  started_at timestamp with time zone not null default now(),
  beat_at timestamp with time zone not null default now(), -- The process wrote this about 2 s ago, or it is dead.
  constraint process_pkey PRIMARY KEY (id),
  constraint process_kind_check CHECK ((kind = ANY (ARRAY['web'::text, 'worker'::text])))
);
grant delete, insert, select, update (beat_at) on directory.process to cabildo_app;

create table directory.setup_token (
  id integer not null generated always as identity,
  digest bytea not null,
  kind text not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  city_id integer,
  constraint setup_token_pkey PRIMARY KEY (id),
  constraint setup_token_digest_key UNIQUE (digest),
  constraint setup_token_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint setup_token_check CHECK ((expires_at > made_at)),
  constraint setup_token_check1 CHECK (((used_at IS NULL) = (city_id IS NULL))),
  constraint setup_token_digest_check CHECK ((length(digest) = 32)),
  constraint setup_token_kind_check CHECK ((kind = ANY (ARRAY['first'::text, 'further'::text])))
);
grant delete, insert, select, update (used_at, city_id) on directory.setup_token to cabildo_app;

create table allotment (
  city_id integer not null,
  cycle_id bigint not null,
  district_id bigint not null,
  track text not null,
  amount bigint not null,
  constraint allotment_pkey PRIMARY KEY (city_id, district_id, track),
  constraint allotment_city_id_cycle_id_district_id_fkey FOREIGN KEY (city_id, cycle_id, district_id) REFERENCES district(city_id, cycle_id, id),
  constraint allotment_amount_check CHECK ((amount >= 0))
);
alter table allotment enable row level security;
alter table allotment force row level security;
create policy city on allotment as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on allotment to cabildo_app;

create table ballot_key (
  city_id integer not null,
  cycle_id bigint not null,
  key_id text not null,
  public_key bytea not null,
  custody text not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  constraint ballot_key_pkey PRIMARY KEY (city_id, cycle_id, key_id),
  constraint ballot_key_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint ballot_key_custody_check CHECK ((custody = ANY (ARRAY['holder'::text, 'demo'::text]))),
  constraint ballot_key_key_id_check CHECK ((key_id ~ '^[0-9a-f]{16}$'::text)),
  constraint ballot_key_public_key_check CHECK ((length(public_key) = 65))
);
alter table ballot_key enable row level security;
alter table ballot_key force row level security;
create policy city on ballot_key as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on ballot_key to cabildo_app;

create table ballot_key_check (
  city_id integer not null,
  cycle_id bigint not null,
  key_id text not null,
  checked_by bigint not null,
  checked_at timestamp with time zone not null,
  constraint ballot_key_check_pkey PRIMARY KEY (city_id, cycle_id),
  constraint ballot_key_check_city_id_cycle_id_key_id_fkey FOREIGN KEY (city_id, cycle_id, key_id) REFERENCES ballot_key(city_id, cycle_id, key_id)
);
alter table ballot_key_check enable row level security;
alter table ballot_key_check force row level security;
create policy city on ballot_key_check as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on ballot_key_check to cabildo_app;

create table ballot_publication (
  city_id integer not null,
  count_run_id bigint not null,
  seed text not null,
  ballots integer not null,
  file text not null,
  sha256 text not null,
  transcript text,
  published_by bigint not null,
  published_at timestamp with time zone not null,
  constraint ballot_publication_pkey PRIMARY KEY (city_id, count_run_id),
  constraint ballot_publication_city_id_count_run_id_fkey FOREIGN KEY (city_id, count_run_id) REFERENCES count_run(city_id, id),
  constraint ballot_publication_ballots_check CHECK ((ballots > 0)),
  constraint ballot_publication_sha256_check CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
);
alter table ballot_publication enable row level security;
alter table ballot_publication force row level security;
create policy city on ballot_publication as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on ballot_publication to cabildo_app;

create table blackout (
  city_id integer not null,
  id bigint not null generated always as identity,
  made_at timestamp with time zone not null,
  constraint blackout_pkey PRIMARY KEY (city_id, id),
  constraint blackout_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id)
);
alter table blackout enable row level security;
alter table blackout force row level security;
create policy city on blackout as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on blackout to cabildo_app;

create table blackout_act (
  city_id integer not null,
  id bigint not null generated always as identity,
  blackout_id bigint not null,
  act text not null,
  from_day date not null,
  to_day date not null,
  law text not null,
  stops jsonb not null,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null,
  constraint blackout_act_pkey PRIMARY KEY (city_id, id),
  constraint blackout_act_city_id_blackout_id_fkey FOREIGN KEY (city_id, blackout_id) REFERENCES blackout(city_id, id),
  constraint blackout_act_city_id_done_by_fkey FOREIGN KEY (city_id, done_by) REFERENCES person(city_id, id),
  constraint blackout_act_act_check CHECK ((act = ANY (ARRAY['announced'::text, 'changed'::text, 'cancelled'::text]))),
  constraint blackout_act_check CHECK ((to_day >= from_day)),
  constraint blackout_act_law_check CHECK ((law <> ''::text)),
  constraint blackout_act_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX blackout_act_of ON public.blackout_act USING btree (city_id, blackout_id, id);
alter table blackout_act enable row level security;
alter table blackout_act force row level security;
create policy city on blackout_act as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on blackout_act to cabildo_app;

create table blueprint_upload (
  city_id integer not null,
  id bigint not null generated always as identity,
  name text not null,
  version integer not null,
  document jsonb not null,
  uploaded_by bigint not null,
  at timestamp with time zone not null,
  constraint blueprint_upload_pkey PRIMARY KEY (city_id, id),
  constraint blueprint_upload_city_id_uploaded_by_fkey FOREIGN KEY (city_id, uploaded_by) REFERENCES person(city_id, id),
  constraint blueprint_upload_name_check CHECK ((name <> ''::text)),
  constraint blueprint_upload_version_check CHECK ((version > 0))
);
CREATE INDEX blueprint_upload_of ON public.blueprint_upload USING btree (city_id, name, version);
alter table blueprint_upload enable row level security;
alter table blueprint_upload force row level security;
create policy city on blueprint_upload as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on blueprint_upload to cabildo_app;

create table booth (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  name text not null,
  place text not null default ''::text,
  constraint booth_pkey PRIMARY KEY (city_id, id),
  constraint booth_city_id_cycle_id_name_key UNIQUE (city_id, cycle_id, name),
  constraint booth_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint booth_name_check CHECK ((name <> ''::text))
);
alter table booth enable row level security;
alter table booth force row level security;
create policy city on booth as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on booth to cabildo_app;

create table candidate (
  city_id integer not null,
  id bigint not null generated always as identity,
  contest_id bigint not null,
  number integer not null,
  title text not null,
  summary text not null,
  cost bigint not null,
  department_id bigint,
  constraint candidate_pkey PRIMARY KEY (city_id, id),
  constraint candidate_city_id_contest_id_number_key UNIQUE (city_id, contest_id, number),
  constraint candidate_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint candidate_city_id_department_id_fkey FOREIGN KEY (city_id, department_id) REFERENCES department(city_id, id),
  constraint candidate_cost_check CHECK ((cost > 0)),
  constraint candidate_number_check CHECK ((number > 0))
);
alter table candidate enable row level security;
alter table candidate force row level security;
create policy city on candidate as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on candidate to cabildo_app;

create table candidate_proposal (
  city_id integer not null,
  proposal_id bigint not null,
  candidate_id bigint not null,
  constraint candidate_proposal_pkey PRIMARY KEY (city_id, proposal_id),
  constraint candidate_proposal_city_id_candidate_id_fkey FOREIGN KEY (city_id, candidate_id) REFERENCES candidate(city_id, id),
  constraint candidate_proposal_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id)
);
CREATE INDEX candidate_proposal_of ON public.candidate_proposal USING btree (city_id, candidate_id);
alter table candidate_proposal enable row level security;
alter table candidate_proposal force row level security;
create policy city on candidate_proposal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on candidate_proposal to cabildo_app;

create table candidate_withdrawal (
  city_id integer not null,
  candidate_id bigint not null,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null,
  constraint candidate_withdrawal_pkey PRIMARY KEY (city_id, candidate_id),
  constraint candidate_withdrawal_city_id_candidate_id_fkey FOREIGN KEY (city_id, candidate_id) REFERENCES candidate(city_id, id),
  constraint candidate_withdrawal_reason_check CHECK ((reason <> ''::text))
);
alter table candidate_withdrawal enable row level security;
alter table candidate_withdrawal force row level security;
create policy city on candidate_withdrawal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on candidate_withdrawal to cabildo_app;

create table case_evaluator (
  city_id integer not null,
  case_id bigint not null,
  person_id bigint not null,
  since timestamp with time zone not null,
  constraint case_evaluator_pkey PRIMARY KEY (city_id, case_id, person_id),
  constraint case_evaluator_city_id_case_id_fkey FOREIGN KEY (city_id, case_id) REFERENCES evaluation_case(city_id, id),
  constraint case_evaluator_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
alter table case_evaluator enable row level security;
alter table case_evaluator force row level security;
create policy city on case_evaluator as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on case_evaluator to cabildo_app;

create table case_transition (
  city_id integer not null,
  id bigint not null generated always as identity,
  case_id bigint not null,
  from_state text,
  to_state text not null,
  reason text,
  done_by bigint,
  at timestamp with time zone not null,
  constraint case_transition_pkey PRIMARY KEY (city_id, id),
  constraint case_transition_city_id_case_id_fkey FOREIGN KEY (city_id, case_id) REFERENCES evaluation_case(city_id, id)
);
CREATE INDEX case_transition_of ON public.case_transition USING btree (city_id, case_id, id);
alter table case_transition enable row level security;
alter table case_transition force row level security;
create policy city on case_transition as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on case_transition to cabildo_app;

create table category (
  city_id integer not null,
  cycle_id bigint not null,
  code text not null,
  name text not null,
  position integer not null,
  constraint category_pkey PRIMARY KEY (city_id, cycle_id, code),
  constraint category_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id)
);
alter table category enable row level security;
alter table category force row level security;
create policy city on category as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on category to cabildo_app;

create table check_in (
  city_id integer not null,
  roll_entry_id bigint not null,
  booth_id bigint not null,
  officer_id bigint not null,
  at timestamp with time zone not null,
  constraint check_in_pkey PRIMARY KEY (city_id, roll_entry_id),
  constraint check_in_city_id_booth_id_fkey FOREIGN KEY (city_id, booth_id) REFERENCES booth(city_id, id),
  constraint check_in_city_id_officer_id_fkey FOREIGN KEY (city_id, officer_id) REFERENCES person(city_id, id),
  constraint check_in_city_id_roll_entry_id_fkey FOREIGN KEY (city_id, roll_entry_id) REFERENCES roll_entry(city_id, id)
);
CREATE INDEX check_in_of_booth ON public.check_in USING btree (city_id, booth_id);
CREATE TRIGGER check_in_ends_envelopes BEFORE INSERT ON public.check_in FOR EACH ROW EXECUTE FUNCTION check_in_ends_envelopes();
alter table check_in enable row level security;
alter table check_in force row level security;
create policy city on check_in as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on check_in to cabildo_app;

create table checklist_item (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  scope text not null,
  category text,
  department_id bigint,
  position integer not null,
  code text not null,
  question text not null,
  help text not null default ''::text,
  legal_basis text not null default ''::text,
  blocking boolean not null,
  correctable boolean not null,
  refusal text not null default ''::text,
  constraint checklist_item_pkey PRIMARY KEY (city_id, id),
  constraint checklist_item_city_id_cycle_id_code_key UNIQUE (city_id, cycle_id, code),
  constraint checklist_item_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint checklist_item_city_id_department_id_fkey FOREIGN KEY (city_id, department_id) REFERENCES department(city_id, id),
  constraint checklist_item_check CHECK (((NOT blocking) OR (refusal <> ''::text))),
  constraint checklist_item_scope_check CHECK ((scope = ANY (ARRAY['formal'::text, 'substantive'::text])))
);
alter table checklist_item enable row level security;
alter table checklist_item force row level security;
create policy city on checklist_item as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on checklist_item to cabildo_app;

create table city (
  city_id integer not null,
  name text not null,
  time_zone text not null,
  currency text not null,
  locales text[] not null,
  rest_days smallint[] not null default '{6,7}'::smallint[],
  bounds double precision[],
  words jsonb not null default '{}'::jsonb,
  look jsonb not null default '{}'::jsonb,
  contact text not null default ''::text,
  privacy_days smallint not null default 20,
  constraint city_pkey PRIMARY KEY (city_id),
  constraint city_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint city_bounds_check CHECK ((cardinality(bounds) = 4)),
  constraint city_contact_check CHECK ((length(contact) <= 600)),
  constraint city_currency_check CHECK ((currency ~ '^[A-Z]{3}$'::text)),
  constraint city_locales_check CHECK ((cardinality(locales) > 0)),
  constraint city_name_check CHECK ((name <> ''::text)),
  constraint city_privacy_days_check CHECK (((privacy_days >= 1) AND (privacy_days <= 60)))
);
alter table city enable row level security;
alter table city force row level security;
create policy city on city as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on city to cabildo_app;

create table contact_reveal (
  city_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  revealed_to bigint not null,
  purpose text not null,
  at timestamp with time zone not null default now(),
  constraint contact_reveal_pkey PRIMARY KEY (city_id, id),
  constraint contact_reveal_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint contact_reveal_city_id_revealed_to_fkey FOREIGN KEY (city_id, revealed_to) REFERENCES person(city_id, id),
  constraint contact_reveal_purpose_check CHECK ((length(purpose) >= 5))
);
alter table contact_reveal enable row level security;
alter table contact_reveal force row level security;
create policy city on contact_reveal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on contact_reveal to cabildo_app;

create table contest (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  district_id bigint not null,
  track text not null,
  title text not null,
  money bigint not null,
  ballot jsonb not null,
  rule jsonb not null,
  list_version text not null,
  list_order text not null,
  plaintext_bytes integer not null,
  frozen_at timestamp with time zone not null,
  frozen_by bigint not null,
  constraint contest_pkey PRIMARY KEY (city_id, id),
  constraint contest_city_id_cycle_id_district_id_track_key UNIQUE (city_id, cycle_id, district_id, track),
  constraint contest_city_id_cycle_id_district_id_fkey FOREIGN KEY (city_id, cycle_id, district_id) REFERENCES district(city_id, cycle_id, id),
  constraint contest_list_order_check CHECK (((list_order = 'folio'::text) OR (list_order ~ '^lot:.{8,}$'::text))),
  constraint contest_money_check CHECK ((money >= 0)),
  constraint contest_plaintext_bytes_check CHECK (((plaintext_bytes >= 8) AND (plaintext_bytes <= 4096)))
);
alter table contest enable row level security;
alter table contest force row level security;
create policy city on contest as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on contest to cabildo_app;

create table contest_zone (
  city_id integer not null,
  contest_id bigint not null,
  zone_id bigint not null,
  constraint contest_zone_pkey PRIMARY KEY (city_id, contest_id, zone_id),
  constraint contest_zone_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint contest_zone_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES zone(city_id, id)
);
CREATE INDEX contest_zone_of ON public.contest_zone USING btree (city_id, zone_id);
alter table contest_zone enable row level security;
alter table contest_zone force row level security;
create policy city on contest_zone as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on contest_zone to cabildo_app;

create table cost_line (
  city_id integer not null,
  opinion_id bigint not null,
  position integer not null,
  concept text not null,
  unit text not null,
  quantity_milli bigint not null,
  unit_price bigint not null,
  constraint cost_line_pkey PRIMARY KEY (city_id, opinion_id, "position"),
  constraint cost_line_city_id_opinion_id_fkey FOREIGN KEY (city_id, opinion_id) REFERENCES opinion(city_id, id),
  constraint cost_line_concept_check CHECK ((concept <> ''::text)),
  constraint cost_line_quantity_milli_check CHECK ((quantity_milli > 0)),
  constraint cost_line_unit_price_check CHECK ((unit_price >= 0))
);
alter table cost_line enable row level security;
alter table cost_line force row level security;
create policy city on cost_line as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on cost_line to cabildo_app;

create table count_explanation (
  city_id integer not null,
  count_run_id bigint not null,
  candidate text not null,
  explanation text,
  constraint count_explanation_pkey PRIMARY KEY (city_id, count_run_id, candidate),
  constraint count_explanation_city_id_count_run_id_fkey FOREIGN KEY (city_id, count_run_id) REFERENCES count_run(city_id, id)
);
CREATE INDEX count_explanation_waiting ON public.count_explanation USING btree (city_id, count_run_id) WHERE (explanation IS NULL);
alter table count_explanation enable row level security;
alter table count_explanation force row level security;
create policy city on count_explanation as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on count_explanation to cabildo_app;

create table count_run (
  city_id integer not null,
  id bigint not null generated always as identity,
  contest_id bigint not null,
  seed text not null,
  input_hash text not null,
  input text not null,
  outcome text not null,
  code_version text not null,
  run_by bigint not null,
  run_at timestamp with time zone not null,
  constraint count_run_pkey PRIMARY KEY (city_id, id),
  constraint count_run_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint count_run_input_hash_check CHECK ((input_hash ~ '^[0-9a-f]{64}$'::text))
);
CREATE INDEX count_run_of ON public.count_run USING btree (city_id, contest_id, id);
alter table count_run enable row level security;
alter table count_run force row level security;
create policy city on count_run as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on count_run to cabildo_app;

create table count_transcript (
  city_id integer not null,
  count_run_id bigint not null,
  transcript text not null,
  constraint count_transcript_pkey PRIMARY KEY (city_id, count_run_id),
  constraint count_transcript_city_id_count_run_id_fkey FOREIGN KEY (city_id, count_run_id) REFERENCES count_run(city_id, id)
);
alter table count_transcript enable row level security;
alter table count_transcript force row level security;
create policy city on count_transcript as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on count_transcript to cabildo_app;

create table counter_folio (
  city_id integer not null,
  folio text not null,
  person_id bigint not null,
  auth_user_id text not null,
  issued_by bigint not null,
  issued_at timestamp with time zone not null default now(),
  revoked_at timestamp with time zone,
  constraint counter_folio_pkey PRIMARY KEY (city_id, folio),
  constraint counter_folio_city_id_issued_by_fkey FOREIGN KEY (city_id, issued_by) REFERENCES person(city_id, id),
  constraint counter_folio_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
CREATE UNIQUE INDEX counter_folio_standing ON public.counter_folio USING btree (city_id, person_id) WHERE (revoked_at IS NULL);
alter table counter_folio enable row level security;
alter table counter_folio force row level security;
create policy city on counter_folio as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on counter_folio to cabildo_app;

create table cycle (
  city_id integer not null,
  id bigint not null generated always as identity,
  slug text not null,
  name text not null,
  blueprint jsonb not null,
  origin text not null,
  made_by bigint,
  made_at timestamp with time zone not null default now(),
  constraint cycle_pkey PRIMARY KEY (city_id, id),
  constraint cycle_city_id_slug_key UNIQUE (city_id, slug),
  constraint cycle_city_id_made_by_fkey FOREIGN KEY (city_id, made_by) REFERENCES person(city_id, id),
  constraint cycle_name_check CHECK ((name <> ''::text)),
  constraint cycle_slug_check CHECK ((slug ~ '^[a-z0-9-]+$'::text))
);
CREATE UNIQUE INDEX cycle_prefix ON public.cycle USING btree (city_id, (((blueprint -> 'cycle'::text) ->> 'prefix'::text)));
alter table cycle enable row level security;
alter table cycle force row level security;
create policy city on cycle as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on cycle to cabildo_app;

create table cycle_act (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  act text not null,
  reason text not null,
  done_by bigint,
  at timestamp with time zone not null default now(),
  constraint cycle_act_pkey PRIMARY KEY (city_id, id),
  constraint cycle_act_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint cycle_act_city_id_done_by_fkey FOREIGN KEY (city_id, done_by) REFERENCES person(city_id, id),
  constraint cycle_act_act_check CHECK ((act = ANY (ARRAY['published'::text, 'suspended'::text, 'resumed'::text, 'cancelled'::text]))),
  constraint cycle_act_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX cycle_act_of ON public.cycle_act USING btree (city_id, cycle_id, id);
alter table cycle_act enable row level security;
alter table cycle_act force row level security;
create policy city on cycle_act as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on cycle_act to cabildo_app;

create table cycle_takeover (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  sections text[] not null,
  origin text not null,
  blueprint jsonb not null,
  last_value bigint not null,
  taken_by bigint not null,
  at timestamp with time zone not null,
  constraint cycle_takeover_pkey PRIMARY KEY (city_id, id),
  constraint cycle_takeover_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint cycle_takeover_city_id_taken_by_fkey FOREIGN KEY (city_id, taken_by) REFERENCES person(city_id, id),
  constraint cycle_takeover_sections_check CHECK ((cardinality(sections) > 0))
);
CREATE INDEX cycle_takeover_of ON public.cycle_takeover USING btree (city_id, cycle_id, id);
alter table cycle_takeover enable row level security;
alter table cycle_takeover force row level security;
create policy city on cycle_takeover as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on cycle_takeover to cabildo_app;

create table cycle_value (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  path text not null,
  value jsonb not null,
  given_by bigint not null,
  at timestamp with time zone not null default now(),
  constraint cycle_value_pkey PRIMARY KEY (city_id, id),
  constraint cycle_value_city_id_cycle_id_path_key UNIQUE (city_id, cycle_id, path),
  constraint cycle_value_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint cycle_value_city_id_given_by_fkey FOREIGN KEY (city_id, given_by) REFERENCES person(city_id, id)
);
alter table cycle_value enable row level security;
alter table cycle_value force row level security;
create policy city on cycle_value as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on cycle_value to cabildo_app;

create table decision (
  city_id integer not null,
  id bigint not null generated always as identity,
  case_id bigint not null,
  outcome text not null,
  reasons text not null default ''::text,
  effects text not null default ''::text,
  cost bigint,
  departments_cost bigint not null default 0,
  cost_reason text not null default ''::text,
  joined_to bigint,
  prepared_by bigint not null,
  prepared_at timestamp with time zone not null,
  signed_by bigint,
  signed_at timestamp with time zone,
  signed_department_id bigint,
  sent_back_by bigint,
  sent_back_at timestamp with time zone,
  sent_back_reason text,
  hash bytea,
  revealed_at timestamp with time zone,
  constraint decision_pkey PRIMARY KEY (city_id, id),
  constraint decision_city_id_case_id_fkey FOREIGN KEY (city_id, case_id) REFERENCES evaluation_case(city_id, id),
  constraint decision_city_id_joined_to_fkey FOREIGN KEY (city_id, joined_to) REFERENCES proposal(city_id, id),
  constraint decision_city_id_signed_department_id_fkey FOREIGN KEY (city_id, signed_department_id) REFERENCES department(city_id, id),
  constraint decision_check CHECK ((signed_by <> prepared_by)),
  constraint decision_check1 CHECK (((outcome <> 'joined'::text) OR ((joined_to IS NOT NULL) AND (reasons <> ''::text)))),
  constraint decision_check2 CHECK (((outcome <> 'feasible'::text) OR (cost = departments_cost) OR (cost_reason <> ''::text))),
  constraint decision_check3 CHECK (((outcome <> 'infeasible'::text) OR (reasons <> ''::text))),
  constraint decision_check4 CHECK (((outcome <> 'feasible'::text) OR ((cost IS NOT NULL) AND (effects <> ''::text)))),
  constraint decision_check5 CHECK ((((signed_at IS NULL) = (signed_by IS NULL)) AND ((signed_at IS NULL) = (hash IS NULL)))),
  constraint decision_check6 CHECK (((revealed_at IS NULL) OR (signed_at IS NOT NULL))),
  constraint decision_check7 CHECK (((sent_back_at IS NULL) OR (signed_at IS NULL))),
  constraint decision_cost_check CHECK ((cost > 0)),
  constraint decision_departments_cost_check CHECK ((departments_cost >= 0)),
  constraint decision_outcome_check CHECK ((outcome = ANY (ARRAY['feasible'::text, 'infeasible'::text, 'joined'::text])))
);
CREATE UNIQUE INDEX decision_standing ON public.decision USING btree (city_id, case_id) WHERE (sent_back_at IS NULL);
CREATE INDEX decision_to_reveal ON public.decision USING btree (city_id, id) WHERE ((signed_at IS NOT NULL) AND (revealed_at IS NULL));
CREATE TRIGGER decision_is_signed_by_another BEFORE INSERT OR UPDATE ON public.decision FOR EACH ROW EXECUTE FUNCTION decision_is_signed_by_another();
alter table decision enable row level security;
alter table decision force row level security;
create policy city on decision as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on decision to cabildo_app;

create table demo_clock (
  city_id integer not null,
  ahead interval not null,
  set_at timestamp with time zone not null default now(),
  constraint demo_clock_pkey PRIMARY KEY (city_id),
  constraint demo_clock_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id)
);
alter table demo_clock enable row level security;
alter table demo_clock force row level security;
create policy city on demo_clock as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on demo_clock to cabildo_app;

create table department (
  city_id integer not null,
  id bigint not null generated always as identity,
  code text not null,
  name text not null,
  email text,
  constraint department_pkey PRIMARY KEY (city_id, id),
  constraint department_city_id_code_key UNIQUE (city_id, code),
  constraint department_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint department_code_check CHECK ((code <> ''::text)),
  constraint department_name_check CHECK ((name <> ''::text))
);
alter table department enable row level security;
alter table department force row level security;
create policy city on department as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on department to cabildo_app;

create table district (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  parent_id bigint,
  code text not null,
  name text not null,
  constraint district_pkey PRIMARY KEY (city_id, id),
  constraint district_city_id_cycle_id_code_key UNIQUE (city_id, cycle_id, code),
  constraint district_city_id_cycle_id_id_key UNIQUE (city_id, cycle_id, id),
  constraint district_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint district_city_id_cycle_id_parent_id_fkey FOREIGN KEY (city_id, cycle_id, parent_id) REFERENCES district(city_id, cycle_id, id),
  constraint district_code_check CHECK ((code <> ''::text)),
  constraint district_name_check CHECK ((name <> ''::text))
);
alter table district enable row level security;
alter table district force row level security;
create policy city on district as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on district to cabildo_app;

create table district_zone (
  city_id integer not null,
  cycle_id bigint not null,
  zone_id bigint not null,
  district_id bigint not null,
  constraint district_zone_pkey PRIMARY KEY (city_id, cycle_id, zone_id),
  constraint district_zone_city_id_cycle_id_district_id_fkey FOREIGN KEY (city_id, cycle_id, district_id) REFERENCES district(city_id, cycle_id, id),
  constraint district_zone_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES zone(city_id, id)
);
CREATE INDEX district_zone_of ON public.district_zone USING btree (city_id, district_id);
alter table district_zone enable row level security;
alter table district_zone force row level security;
create policy city on district_zone as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on district_zone to cabildo_app;

create table envelope (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  contest_id bigint not null,
  roll_entry_id bigint not null,
  pseudonym uuid not null,
  key_id text not null,
  list_version text not null,
  sealed bytea not null,
  channel text not null,
  cast_at timestamp with time zone not null,
  receipt text not null,
  form_key text not null,
  ended text,
  ended_at timestamp with time zone,
  constraint envelope_pkey PRIMARY KEY (city_id, id),
  constraint envelope_city_id_pseudonym_key UNIQUE (city_id, pseudonym),
  constraint envelope_city_id_receipt_key UNIQUE (city_id, receipt),
  constraint envelope_city_id_roll_entry_id_contest_id_form_key_key UNIQUE (city_id, roll_entry_id, contest_id, form_key),
  constraint envelope_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint envelope_city_id_cycle_id_key_id_fkey FOREIGN KEY (city_id, cycle_id, key_id) REFERENCES ballot_key(city_id, cycle_id, key_id),
  constraint envelope_city_id_roll_entry_id_fkey FOREIGN KEY (city_id, roll_entry_id) REFERENCES roll_entry(city_id, id),
  constraint envelope_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'kiosk'::text]))),
  constraint envelope_check CHECK (((ended IS NULL) = (ended_at IS NULL))),
  constraint envelope_ended_check CHECK ((ended = ANY (ARRAY['replaced'::text, 'paper'::text]))),
  constraint envelope_form_key_check CHECK (((length(form_key) >= 8) AND (length(form_key) <= 64))),
  constraint envelope_receipt_check CHECK ((receipt ~ '^[0-9A-HJKMNP-TV-Z]{12}$'::text))
);
CREATE UNIQUE INDEX envelope_live ON public.envelope USING btree (city_id, roll_entry_id, contest_id) WHERE (ended IS NULL);
CREATE INDEX envelope_of_contest ON public.envelope USING btree (city_id, contest_id) WHERE (ended IS NULL);
CREATE TRIGGER envelope_ends_once BEFORE UPDATE ON public.envelope FOR EACH ROW EXECUTE FUNCTION envelope_ends_once();
CREATE TRIGGER envelope_may_enter BEFORE INSERT ON public.envelope FOR EACH ROW EXECUTE FUNCTION envelope_may_enter();
alter table envelope enable row level security;
alter table envelope force row level security;
create policy city on envelope as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update (ended, ended_at) on envelope to cabildo_app;

create table evaluation_case (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  proposal_id bigint not null,
  state text not null default 'received'::text,
  opened_at timestamp with time zone not null,
  revision integer not null default 1,
  search tsvector not null default ''::tsvector,
  constraint evaluation_case_pkey PRIMARY KEY (city_id, id),
  constraint evaluation_case_city_id_proposal_id_key UNIQUE (city_id, proposal_id),
  constraint evaluation_case_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint evaluation_case_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint evaluation_case_state_check CHECK ((state = ANY (ARRAY['received'::text, 'formal_check'::text, 'waiting'::text, 'with_departments'::text, 'consolidation'::text, 'prepared'::text, 'signed'::text, 'revealed'::text, 'closed'::text])))
);
CREATE INDEX evaluation_case_by_state ON public.evaluation_case USING btree (city_id, cycle_id, state, id);
CREATE INDEX evaluation_case_search ON public.evaluation_case USING gin (search);
alter table evaluation_case enable row level security;
alter table evaluation_case force row level security;
create policy city on evaluation_case as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on evaluation_case to cabildo_app;

create table event (
  city_id integer not null,
  id bigint not null generated always as identity,
  at timestamp with time zone not null default now(),
  name text not null,
  subject text not null,
  actor_id bigint,
  data jsonb not null default '{}'::jsonb,
  constraint event_pkey PRIMARY KEY (city_id, id),
  constraint event_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id)
);
CREATE INDEX event_by_subject ON public.event USING btree (city_id, subject, id);
alter table event enable row level security;
alter table event force row level security;
create policy city on event as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on event to cabildo_app;

create table file (
  city_id integer not null,
  id bigint not null generated always as identity,
  sha256 bytea not null,
  media_type text not null,
  bytes bigint not null,
  width integer,
  height integer,
  stored_at timestamp with time zone not null default now(),
  constraint file_pkey PRIMARY KEY (city_id, id),
  constraint file_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint file_bytes_check CHECK ((bytes > 0)),
  constraint file_sha256_check CHECK ((length(sha256) = 32))
);
alter table file enable row level security;
alter table file force row level security;
create policy city on file as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on file to cabildo_app;

create table file_let_go (
  city_id integer not null,
  sha256 bytea not null,
  at timestamp with time zone not null default now(),
  constraint file_let_go_pkey PRIMARY KEY (city_id, sha256),
  constraint file_let_go_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint file_let_go_sha256_check CHECK ((length(sha256) = 32))
);
alter table file_let_go enable row level security;
alter table file_let_go force row level security;
create policy city on file_let_go as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, select on file_let_go to cabildo_app;

create table folio_counter (
  city_id integer not null,
  prefix text not null,
  last integer not null,
  constraint folio_counter_pkey PRIMARY KEY (city_id, prefix),
  constraint folio_counter_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint folio_counter_last_check CHECK ((last >= 1))
);
alter table folio_counter enable row level security;
alter table folio_counter force row level security;
create policy city on folio_counter as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on folio_counter to cabildo_app;

create table follow (
  city_id integer not null,
  person_id bigint not null,
  subject text not null,
  since timestamp with time zone not null default now(),
  constraint follow_pkey PRIMARY KEY (city_id, person_id, subject),
  constraint follow_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
CREATE INDEX follow_by_subject ON public.follow USING btree (city_id, subject);
alter table follow enable row level security;
alter table follow force row level security;
create policy city on follow as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on follow to cabildo_app;

create table formal_answer (
  city_id integer not null,
  case_id bigint not null,
  item_id bigint not null,
  answer text not null,
  comment text not null default ''::text,
  answered_by bigint not null,
  answered_at timestamp with time zone not null,
  constraint formal_answer_pkey PRIMARY KEY (city_id, case_id, item_id),
  constraint formal_answer_city_id_case_id_fkey FOREIGN KEY (city_id, case_id) REFERENCES evaluation_case(city_id, id),
  constraint formal_answer_city_id_item_id_fkey FOREIGN KEY (city_id, item_id) REFERENCES checklist_item(city_id, id),
  constraint formal_answer_answer_check CHECK ((answer = ANY (ARRAY['met'::text, 'not_met'::text, 'not_applicable'::text])))
);
alter table formal_answer enable row level security;
alter table formal_answer force row level security;
create policy city on formal_answer as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on formal_answer to cabildo_app;

create table held_publication (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  run_ids bigint[] not null,
  reason text,
  ordered_by bigint not null,
  ordered_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended text,
  constraint held_publication_pkey PRIMARY KEY (city_id, id),
  constraint held_publication_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint held_publication_city_id_ordered_by_fkey FOREIGN KEY (city_id, ordered_by) REFERENCES person(city_id, id),
  constraint held_publication_check CHECK (((ended_at IS NULL) = (ended IS NULL)))
);
CREATE UNIQUE INDEX held_publication_one ON public.held_publication USING btree (city_id, cycle_id) WHERE (ended_at IS NULL);
alter table held_publication enable row level security;
alter table held_publication force row level security;
create policy city on held_publication as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on held_publication to cabildo_app;

create table holiday (
  city_id integer not null,
  day date not null,
  name text not null,
  constraint holiday_pkey PRIMARY KEY (city_id, day),
  constraint holiday_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id)
);
alter table holiday enable row level security;
alter table holiday force row level security;
create policy city on holiday as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on holiday to cabildo_app;

create table identity_digest (
  city_id integer not null,
  digest bytea not null,
  kind text not null,
  person_id bigint not null,
  recorded_at timestamp with time zone not null default now(),
  constraint identity_digest_pkey PRIMARY KEY (city_id, digest),
  constraint identity_digest_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint identity_digest_digest_check CHECK ((length(digest) = 32))
);
CREATE INDEX identity_digest_person ON public.identity_digest USING btree (city_id, person_id);
alter table identity_digest enable row level security;
alter table identity_digest force row level security;
create policy city on identity_digest as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on identity_digest to cabildo_app;

create table import_problem (
  city_id integer not null,
  run_id bigint not null,
  line integer not null,
  position integer not null,
  field text not null,
  problem text not null,
  value text not null,
  refused boolean not null,
  constraint import_problem_pkey PRIMARY KEY (city_id, run_id, line, "position"),
  constraint import_problem_city_id_run_id_fkey FOREIGN KEY (city_id, run_id) REFERENCES import_run(city_id, id)
);
alter table import_problem enable row level security;
alter table import_problem force row level security;
create policy city on import_problem as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on import_problem to cabildo_app;

create table import_run (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  source text not null,
  digest bytea not null,
  done_by bigint,
  at timestamp with time zone not null,
  rows integer not null,
  taken integer not null,
  unchanged integer not null,
  refused integer not null,
  constraint import_run_pkey PRIMARY KEY (city_id, id),
  constraint import_run_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint import_run_check CHECK ((rows = ((taken + unchanged) + refused))),
  constraint import_run_digest_check CHECK ((length(digest) = 32))
);
CREATE INDEX import_run_of_file ON public.import_run USING btree (city_id, cycle_id, digest);
alter table import_run enable row level security;
alter table import_run force row level security;
create policy city on import_run as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on import_run to cabildo_app;

create table import_upload (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  filename text not null,
  content bytea not null,
  uploaded_by bigint not null,
  uploaded_at timestamp with time zone not null,
  constraint import_upload_pkey PRIMARY KEY (city_id, id),
  constraint import_upload_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint import_upload_city_id_uploaded_by_fkey FOREIGN KEY (city_id, uploaded_by) REFERENCES person(city_id, id),
  constraint import_upload_content_check CHECK ((length(content) <= 10485760))
);
alter table import_upload enable row level security;
alter table import_upload force row level security;
create policy city on import_upload as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on import_upload to cabildo_app;

create table imported_supports (
  city_id integer not null,
  proposal_id bigint not null,
  amount integer not null,
  constraint imported_supports_pkey PRIMARY KEY (city_id, proposal_id),
  constraint imported_supports_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint imported_supports_amount_check CHECK ((amount >= 0))
);
alter table imported_supports enable row level security;
alter table imported_supports force row level security;
create policy city on imported_supports as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on imported_supports to cabildo_app;

create table invitation (
  city_id integer not null,
  id bigint not null generated always as identity,
  email text not null,
  name text not null,
  role text not null,
  department_id bigint,
  token_digest bytea not null,
  made_by bigint not null,
  made_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  accepted_by bigint,
  accepted_at timestamp with time zone,
  withdrawn_by bigint,
  withdrawn_at timestamp with time zone,
  constraint invitation_pkey PRIMARY KEY (city_id, id),
  constraint invitation_city_id_accepted_by_fkey FOREIGN KEY (city_id, accepted_by) REFERENCES person(city_id, id),
  constraint invitation_city_id_department_id_fkey FOREIGN KEY (city_id, department_id) REFERENCES department(city_id, id),
  constraint invitation_city_id_made_by_fkey FOREIGN KEY (city_id, made_by) REFERENCES person(city_id, id),
  constraint invitation_city_id_withdrawn_by_fkey FOREIGN KEY (city_id, withdrawn_by) REFERENCES person(city_id, id),
  constraint invitation_check CHECK (((accepted_at IS NULL) = (accepted_by IS NULL))),
  constraint invitation_check1 CHECK (((withdrawn_at IS NULL) = (withdrawn_by IS NULL))),
  constraint invitation_check2 CHECK (((accepted_at IS NULL) OR (withdrawn_at IS NULL))),
  constraint invitation_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'coordinator'::text, 'evaluator'::text, 'signer'::text, 'booth_officer'::text, 'project_manager'::text, 'observer'::text, 'support'::text]))),
  constraint invitation_token_digest_check CHECK ((length(token_digest) = 32))
);
CREATE UNIQUE INDEX invitation_token ON public.invitation USING btree (city_id, token_digest);
CREATE UNIQUE INDEX invitation_waiting ON public.invitation USING btree (city_id, lower(email), role, COALESCE(department_id, (0)::bigint)) WHERE ((accepted_at IS NULL) AND (withdrawn_at IS NULL));
alter table invitation enable row level security;
alter table invitation force row level security;
create policy city on invitation as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on invitation to cabildo_app;

create table kept_form (
  city_id integer not null,
  id bigint not null generated always as identity,
  sealed bytea not null,
  at timestamp with time zone not null default now(),
  constraint kept_form_pkey PRIMARY KEY (city_id, id),
  constraint kept_form_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint kept_form_sealed_check CHECK ((length(sealed) <= 65536))
);
CREATE INDEX kept_form_by_age ON public.kept_form USING btree (city_id, at);
alter table kept_form enable row level security;
alter table kept_form force row level security;
create policy city on kept_form as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on kept_form to cabildo_app;

create table mail (
  city_id integer not null,
  id bigint not null generated always as identity,
  cause text not null,
  recipient text not null,
  locale text not null,
  subject text not null,
  body_text text not null,
  body_html text not null,
  made_at timestamp with time zone not null default now(),
  sent_at timestamp with time zone,
  message_id text,
  attempts integer not null default 0,
  next_try_at timestamp with time zone not null default now(),
  last_error text,
  given_up_at timestamp with time zone,
  kind text not null default 'asked'::text,
  held_at timestamp with time zone,
  held_then text,
  dropped_at timestamp with time zone,
  constraint mail_pkey PRIMARY KEY (city_id, id),
  constraint mail_city_id_cause_key UNIQUE (city_id, cause),
  constraint mail_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint mail_held CHECK (((held_at IS NULL) = (held_then IS NULL))),
  constraint mail_held_then_check CHECK ((held_then = ANY (ARRAY['send'::text, 'drop'::text]))),
  constraint mail_kind_check CHECK ((kind = ANY (ARRAY['asked'::text, 'notice'::text, 'promotion'::text])))
);
CREATE INDEX mail_waiting ON public.mail USING btree (city_id, id) WHERE ((sent_at IS NULL) AND (given_up_at IS NULL));
alter table mail enable row level security;
alter table mail force row level security;
create policy city on mail as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on mail to cabildo_app;

create table milestone (
  city_id integer not null,
  id bigint not null generated always as identity,
  project_id bigint not null,
  stage text not null,
  position integer not null,
  promised_on date not null,
  expected_on date not null,
  done_on date,
  constraint milestone_pkey PRIMARY KEY (city_id, id),
  constraint milestone_city_id_project_id_position_key UNIQUE (city_id, project_id, "position"),
  constraint milestone_city_id_project_id_fkey FOREIGN KEY (city_id, project_id) REFERENCES project(city_id, id)
);
alter table milestone enable row level security;
alter table milestone force row level security;
create policy city on milestone as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on milestone to cabildo_app;

create table milestone_change (
  city_id integer not null,
  id bigint not null generated always as identity,
  milestone_id bigint not null,
  field text not null,
  was date,
  now_is date,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null,
  constraint milestone_change_pkey PRIMARY KEY (city_id, id),
  constraint milestone_change_city_id_milestone_id_fkey FOREIGN KEY (city_id, milestone_id) REFERENCES milestone(city_id, id),
  constraint milestone_change_field_check CHECK ((field = ANY (ARRAY['expected_on'::text, 'done_on'::text]))),
  constraint milestone_change_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX milestone_change_of ON public.milestone_change USING btree (city_id, milestone_id, id);
alter table milestone_change enable row level security;
alter table milestone_change force row level security;
create policy city on milestone_change as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on milestone_change to cabildo_app;

create table oidc_provider (
  city_id integer not null,
  issuer text not null,
  client_id text not null,
  sealed_secret bytea not null,
  label text not null,
  factor_values text[] not null default '{}'::text[],
  changed_by bigint not null,
  changed_at timestamp with time zone not null,
  constraint oidc_provider_pkey PRIMARY KEY (city_id),
  constraint oidc_provider_city_id_changed_by_fkey FOREIGN KEY (city_id, changed_by) REFERENCES person(city_id, id),
  constraint oidc_provider_label_check CHECK (((length(label) >= 1) AND (length(label) <= 60)))
);
alter table oidc_provider enable row level security;
alter table oidc_provider force row level security;
create policy city on oidc_provider as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on oidc_provider to cabildo_app;

create table oidc_subject (
  city_id integer not null,
  issuer text not null,
  subject text not null,
  person_id bigint not null,
  since timestamp with time zone not null,
  constraint oidc_subject_pkey PRIMARY KEY (city_id, issuer, subject),
  constraint oidc_subject_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
CREATE UNIQUE INDEX oidc_subject_of ON public.oidc_subject USING btree (city_id, person_id, issuer);
alter table oidc_subject enable row level security;
alter table oidc_subject force row level security;
create policy city on oidc_subject as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on oidc_subject to cabildo_app;

create table once (
  city_id integer not null,
  key text not null,
  answer jsonb,
  at timestamp with time zone not null default now(),
  constraint once_pkey PRIMARY KEY (city_id, key),
  constraint once_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint once_key_check CHECK (((length(key) >= 8) AND (length(key) <= 64)))
);
alter table once enable row level security;
alter table once force row level security;
create policy city on once as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on once to cabildo_app;

create table opened_ballot (
  city_id integer not null,
  contest_id bigint not null,
  position integer not null,
  marks integer[] not null,
  validity text not null,
  void_reason text,
  constraint opened_ballot_pkey PRIMARY KEY (city_id, contest_id, "position"),
  constraint opened_ballot_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint opened_ballot_validity_check CHECK ((validity = ANY (ARRAY['valid'::text, 'blank'::text, 'void'::text])))
);
alter table opened_ballot enable row level security;
alter table opened_ballot force row level security;
create policy city on opened_ballot as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on opened_ballot to cabildo_app;

create table opening (
  city_id integer not null,
  cycle_id bigint not null,
  opened_by bigint not null,
  opened_at timestamp with time zone not null,
  envelopes integer not null,
  constraint opening_pkey PRIMARY KEY (city_id, cycle_id),
  constraint opening_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id)
);
alter table opening enable row level security;
alter table opening force row level security;
create policy city on opening as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on opening to cabildo_app;

create table opinion (
  city_id integer not null,
  id bigint not null generated always as identity,
  case_id bigint not null,
  department_id bigint not null,
  evaluator_id bigint,
  asked_by bigint not null,
  asked_at timestamp with time zone not null,
  due_on date,
  verdict text,
  comment text not null default ''::text,
  effects text not null default ''::text,
  minutes integer,
  submitted_by bigint,
  submitted_at timestamp with time zone,
  returned_reason text,
  taken_back_by bigint,
  taken_back_at timestamp with time zone,
  taken_back_reason text,
  revision integer not null default 1,
  base_due_on date,
  constraint opinion_pkey PRIMARY KEY (city_id, id),
  constraint opinion_city_id_case_id_department_id_key UNIQUE (city_id, case_id, department_id),
  constraint opinion_city_id_case_id_fkey FOREIGN KEY (city_id, case_id) REFERENCES evaluation_case(city_id, id),
  constraint opinion_city_id_department_id_fkey FOREIGN KEY (city_id, department_id) REFERENCES department(city_id, id),
  constraint opinion_city_id_evaluator_id_fkey FOREIGN KEY (city_id, evaluator_id) REFERENCES person(city_id, id),
  constraint opinion_check CHECK (((submitted_at IS NULL) = (submitted_by IS NULL))),
  constraint opinion_check1 CHECK (((submitted_at IS NULL) OR (verdict IS NOT NULL))),
  constraint opinion_check2 CHECK (((taken_back_at IS NULL) = (taken_back_reason IS NULL))),
  constraint opinion_check3 CHECK (((taken_back_at IS NULL) OR (submitted_at IS NULL))),
  constraint opinion_minutes_check CHECK ((minutes >= 0)),
  constraint opinion_verdict_check CHECK ((verdict = ANY (ARRAY['feasible'::text, 'infeasible'::text])))
);
CREATE INDEX opinion_of_department ON public.opinion USING btree (city_id, department_id, case_id);
alter table opinion enable row level security;
alter table opinion force row level security;
create policy city on opinion as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on opinion to cabildo_app;

create table opinion_answer (
  city_id integer not null,
  opinion_id bigint not null,
  item_id bigint not null,
  answer text not null,
  comment text not null default ''::text,
  constraint opinion_answer_pkey PRIMARY KEY (city_id, opinion_id, item_id),
  constraint opinion_answer_city_id_item_id_fkey FOREIGN KEY (city_id, item_id) REFERENCES checklist_item(city_id, id),
  constraint opinion_answer_city_id_opinion_id_fkey FOREIGN KEY (city_id, opinion_id) REFERENCES opinion(city_id, id),
  constraint opinion_answer_answer_check CHECK ((answer = ANY (ARRAY['met'::text, 'not_met'::text, 'not_applicable'::text])))
);
alter table opinion_answer enable row level security;
alter table opinion_answer force row level security;
create policy city on opinion_answer as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on opinion_answer to cabildo_app;

create table opinion_submission (
  city_id integer not null,
  id bigint not null generated always as identity,
  opinion_id bigint not null,
  verdict text not null,
  comment text not null,
  effects text not null,
  cost bigint not null,
  content jsonb not null,
  submitted_by bigint not null,
  submitted_at timestamp with time zone not null,
  constraint opinion_submission_pkey PRIMARY KEY (city_id, id),
  constraint opinion_submission_city_id_opinion_id_fkey FOREIGN KEY (city_id, opinion_id) REFERENCES opinion(city_id, id),
  constraint opinion_submission_cost_check CHECK ((cost >= 0)),
  constraint opinion_submission_verdict_check CHECK ((verdict = ANY (ARRAY['feasible'::text, 'infeasible'::text])))
);
CREATE INDEX opinion_submission_of ON public.opinion_submission USING btree (city_id, opinion_id, id);
alter table opinion_submission enable row level security;
alter table opinion_submission force row level security;
create policy city on opinion_submission as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on opinion_submission to cabildo_app;

create table paper_ballot (
  city_id integer not null,
  id bigint not null generated always as identity,
  booth_id bigint not null,
  contest_id bigint not null,
  marks integer[] not null,
  validity text not null,
  void_reason text,
  entered_by bigint not null,
  entered_at timestamp with time zone not null,
  removed_by bigint,
  removed_at timestamp with time zone,
  removed_reason text,
  constraint paper_ballot_pkey PRIMARY KEY (city_id, id),
  constraint paper_ballot_city_id_booth_id_fkey FOREIGN KEY (city_id, booth_id) REFERENCES booth(city_id, id),
  constraint paper_ballot_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint paper_ballot_check CHECK (((validity = 'void'::text) = (void_reason IS NOT NULL))),
  constraint paper_ballot_check1 CHECK ((((removed_by IS NULL) = (removed_reason IS NULL)) AND ((removed_by IS NULL) = (removed_at IS NULL)))),
  constraint paper_ballot_removed_reason_check CHECK ((removed_reason <> ''::text)),
  constraint paper_ballot_validity_check CHECK ((validity = ANY (ARRAY['valid'::text, 'blank'::text, 'void'::text])))
);
CREATE INDEX paper_ballot_of ON public.paper_ballot USING btree (city_id, contest_id, booth_id) WHERE (removed_by IS NULL);
CREATE TRIGGER paper_may_enter BEFORE INSERT OR UPDATE ON public.paper_ballot FOR EACH ROW EXECUTE FUNCTION paper_may_enter();
alter table paper_ballot enable row level security;
alter table paper_ballot force row level security;
create policy city on paper_ballot as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update (removed_by, removed_at, removed_reason) on paper_ballot to cabildo_app;

create table passkey (
  city_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  rp_id text not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  name text not null,
  made_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  constraint passkey_pkey PRIMARY KEY (city_id, id),
  constraint passkey_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint passkey_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);
CREATE UNIQUE INDEX passkey_credential ON public.passkey USING btree (city_id, credential_id);
CREATE INDEX passkey_of ON public.passkey USING btree (city_id, person_id);
alter table passkey enable row level security;
alter table passkey force row level security;
create policy city on passkey as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on passkey to cabildo_app;

create table passkey_challenge (
  city_id integer not null,
  challenge text not null,
  purpose text not null,
  rp_id text not null,
  origin text not null,
  session_id text,
  expires_at timestamp with time zone not null,
  constraint passkey_challenge_pkey PRIMARY KEY (city_id, challenge),
  constraint passkey_challenge_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint passkey_challenge_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth.session(id) ON DELETE CASCADE,
  constraint passkey_challenge_check CHECK (((purpose = 'sign-in'::text) = (session_id IS NULL))),
  constraint passkey_challenge_purpose_check CHECK ((purpose = ANY (ARRAY['register'::text, 'sign-in'::text, 'prove'::text])))
);
CREATE INDEX passkey_challenge_by_end ON public.passkey_challenge USING btree (city_id, expires_at);
CREATE INDEX passkey_challenge_session ON public.passkey_challenge USING btree (session_id);
alter table passkey_challenge enable row level security;
alter table passkey_challenge force row level security;
create policy city on passkey_challenge as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on passkey_challenge to cabildo_app;

create table person (
  city_id integer not null,
  id bigint not null generated always as identity,
  locale text,
  made_at timestamp with time zone not null default now(),
  constraint person_pkey PRIMARY KEY (city_id, id),
  constraint person_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id)
);
alter table person enable row level security;
alter table person force row level security;
create policy city on person as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on person to cabildo_app;

create table person_account (
  city_id integer not null,
  auth_user_id text not null,
  person_id bigint not null,
  way text not null,
  since timestamp with time zone not null default now(),
  last_sign_in_at timestamp with time zone,
  constraint person_account_pkey PRIMARY KEY (city_id, auth_user_id),
  constraint person_account_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint person_account_way_check CHECK ((way = ANY (ARRAY['email'::text, 'folio'::text])))
);
CREATE INDEX person_account_of ON public.person_account USING btree (city_id, person_id);
alter table person_account enable row level security;
alter table person_account force row level security;
create policy city on person_account as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update (last_sign_in_at) on person_account to cabildo_app;

create table person_contact (
  city_id integer not null,
  person_id bigint not null,
  name text,
  email text,
  phone text,
  no_notices_since timestamp with time zone,
  constraint person_contact_pkey PRIMARY KEY (city_id, person_id),
  constraint person_contact_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
CREATE UNIQUE INDEX person_contact_email ON public.person_contact USING btree (city_id, lower(email)) WHERE (email IS NOT NULL);
alter table person_contact enable row level security;
alter table person_contact force row level security;
create policy city on person_contact as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on person_contact to cabildo_app;

create table person_forgotten (
  city_id integer not null,
  person_id bigint not null,
  at timestamp with time zone not null,
  done_by bigint not null,
  constraint person_forgotten_pkey PRIMARY KEY (city_id, person_id),
  constraint person_forgotten_city_id_done_by_fkey FOREIGN KEY (city_id, done_by) REFERENCES person(city_id, id),
  constraint person_forgotten_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
alter table person_forgotten enable row level security;
alter table person_forgotten force row level security;
create policy city on person_forgotten as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on person_forgotten to cabildo_app;

create table phase (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  kind text not null,
  position integer not null,
  opens_at timestamp with time zone not null,
  closes_at timestamp with time zone not null,
  constraint phase_pkey PRIMARY KEY (city_id, id),
  constraint phase_city_id_cycle_id_kind_key UNIQUE (city_id, cycle_id, kind),
  constraint phase_city_id_cycle_id_position_key UNIQUE (city_id, cycle_id, "position"),
  constraint phase_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint phase_check CHECK ((closes_at > opens_at)),
  constraint phase_kind_check CHECK ((kind = ANY (ARRAY['proposals'::text, 'review'::text, 'evaluation'::text, 'voting'::text, 'results'::text, 'projects'::text])))
);
alter table phase enable row level security;
alter table phase force row level security;
create policy city on phase as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on phase to cabildo_app;

create table phase_act (
  city_id integer not null,
  id bigint not null generated always as identity,
  phase_id bigint not null,
  act text not null,
  opens_at timestamp with time zone,
  closes_at timestamp with time zone,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null default now(),
  constraint phase_act_pkey PRIMARY KEY (city_id, id),
  constraint phase_act_city_id_done_by_fkey FOREIGN KEY (city_id, done_by) REFERENCES person(city_id, id),
  constraint phase_act_city_id_phase_id_fkey FOREIGN KEY (city_id, phase_id) REFERENCES phase(city_id, id),
  constraint phase_act_act_check CHECK ((act = ANY (ARRAY['moved'::text, 'suspended'::text, 'resumed'::text, 'cancelled'::text]))),
  constraint phase_act_check CHECK (((act = 'moved'::text) = ((opens_at IS NOT NULL) AND (closes_at IS NOT NULL)))),
  constraint phase_act_check1 CHECK ((closes_at > opens_at)),
  constraint phase_act_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX phase_act_of ON public.phase_act USING btree (city_id, phase_id, id);
alter table phase_act enable row level security;
alter table phase_act force row level security;
create policy city on phase_act as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on phase_act to cabildo_app;

create table phase_tick (
  city_id integer not null,
  phase_id bigint not null,
  edge text not null,
  at timestamp with time zone not null,
  constraint phase_tick_pkey PRIMARY KEY (city_id, phase_id, edge, at),
  constraint phase_tick_city_id_phase_id_fkey FOREIGN KEY (city_id, phase_id) REFERENCES phase(city_id, id),
  constraint phase_tick_edge_check CHECK ((edge = ANY (ARRAY['opened'::text, 'closed'::text])))
);
alter table phase_tick enable row level security;
alter table phase_tick force row level security;
create policy city on phase_tick as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on phase_tick to cabildo_app;

create table practice_guest (
  city_id integer not null,
  guest_id bigint not null,
  person_id bigint not null,
  constraint practice_guest_pkey PRIMARY KEY (city_id, guest_id),
  constraint practice_guest_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
alter table practice_guest enable row level security;
alter table practice_guest force row level security;
create policy city on practice_guest as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on practice_guest to cabildo_app;

create table practice_mask (
  city_id integer not null,
  session_id text not null,
  person_id bigint not null,
  worn_at timestamp with time zone not null,
  constraint practice_mask_pkey PRIMARY KEY (city_id, session_id),
  constraint practice_mask_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint practice_mask_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth.session(id) ON DELETE CASCADE
);
alter table practice_mask enable row level security;
alter table practice_mask force row level security;
create policy city on practice_mask as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on practice_mask to cabildo_app;

create table practice_order (
  city_id integer not null,
  id bigint not null generated always as identity,
  wish text not null,
  cycle_id bigint,
  proposals integer not null default 0,
  guests bigint[] not null default '{}'::bigint[],
  ordered_by bigint not null,
  ordered_at timestamp with time zone not null,
  done_at timestamp with time zone,
  failed text,
  constraint practice_order_pkey PRIMARY KEY (city_id, id),
  constraint practice_order_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint practice_order_city_id_ordered_by_fkey FOREIGN KEY (city_id, ordered_by) REFERENCES person(city_id, id),
  constraint practice_order_check CHECK (((wish = 'remove'::text) OR (cycle_id IS NOT NULL))),
  constraint practice_order_proposals_check CHECK (((proposals >= 0) AND (proposals <= 300))),
  constraint practice_order_wish_check CHECK ((wish = ANY (ARRAY['open'::text, 'reset'::text, 'remove'::text])))
);
CREATE UNIQUE INDEX practice_order_one ON public.practice_order USING btree (city_id) WHERE (done_at IS NULL);
alter table practice_order enable row level security;
alter table practice_order force row level security;
create policy city on practice_order as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on practice_order to cabildo_app;

create table privacy_acknowledgement (
  city_id integer not null,
  person_id bigint not null,
  version integer not null,
  at timestamp with time zone not null,
  constraint privacy_acknowledgement_pkey PRIMARY KEY (city_id, person_id, version),
  constraint privacy_acknowledgement_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint privacy_acknowledgement_version_check CHECK ((version >= 0))
);
alter table privacy_acknowledgement enable row level security;
alter table privacy_acknowledgement force row level security;
create policy city on privacy_acknowledgement as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on privacy_acknowledgement to cabildo_app;

create table privacy_answer (
  city_id integer not null,
  request_id bigint not null,
  outcome text not null,
  reason text not null,
  answered_by bigint not null,
  answered_at timestamp with time zone not null,
  constraint privacy_answer_pkey PRIMARY KEY (city_id, request_id),
  constraint privacy_answer_city_id_answered_by_fkey FOREIGN KEY (city_id, answered_by) REFERENCES person(city_id, id),
  constraint privacy_answer_city_id_request_id_fkey FOREIGN KEY (city_id, request_id) REFERENCES privacy_request(city_id, id),
  constraint privacy_answer_outcome_check CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text]))),
  constraint privacy_answer_reason_check CHECK ((reason <> ''::text))
);
alter table privacy_answer enable row level security;
alter table privacy_answer force row level security;
create policy city on privacy_answer as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on privacy_answer to cabildo_app;

create table privacy_notice (
  city_id integer not null,
  version integer not null,
  texts jsonb not null,
  material boolean not null,
  published_by bigint not null,
  published_at timestamp with time zone not null,
  constraint privacy_notice_pkey PRIMARY KEY (city_id, version),
  constraint privacy_notice_city_id_published_by_fkey FOREIGN KEY (city_id, published_by) REFERENCES person(city_id, id),
  constraint privacy_notice_version_check CHECK ((version >= 1))
);
alter table privacy_notice enable row level security;
alter table privacy_notice force row level security;
create policy city on privacy_notice as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on privacy_notice to cabildo_app;

create table privacy_request (
  city_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  kind text not null,
  words text not null,
  made_at timestamp with time zone not null,
  made_by bigint not null,
  due_on date not null,
  constraint privacy_request_pkey PRIMARY KEY (city_id, id),
  constraint privacy_request_city_id_made_by_fkey FOREIGN KEY (city_id, made_by) REFERENCES person(city_id, id),
  constraint privacy_request_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint privacy_request_kind_check CHECK ((kind = ANY (ARRAY['access'::text, 'correction'::text, 'erasure'::text, 'objection'::text])))
);
CREATE INDEX privacy_request_of ON public.privacy_request USING btree (city_id, person_id);
alter table privacy_request enable row level security;
alter table privacy_request force row level security;
create policy city on privacy_request as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update (words) on privacy_request to cabildo_app;

create table project (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  candidate_id bigint not null,
  code text not null,
  title text not null,
  promised bigint not null,
  department_id bigint,
  opened_at timestamp with time zone not null,
  constraint project_pkey PRIMARY KEY (city_id, id),
  constraint project_city_id_candidate_id_key UNIQUE (city_id, candidate_id),
  constraint project_city_id_code_key UNIQUE (city_id, code),
  constraint project_city_id_candidate_id_fkey FOREIGN KEY (city_id, candidate_id) REFERENCES candidate(city_id, id),
  constraint project_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint project_city_id_department_id_fkey FOREIGN KEY (city_id, department_id) REFERENCES department(city_id, id),
  constraint project_promised_check CHECK ((promised > 0))
);
alter table project enable row level security;
alter table project force row level security;
create policy city on project as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on project to cabildo_app;

create table project_correction (
  city_id integer not null,
  id bigint not null generated always as identity,
  project_id bigint not null,
  publication_id bigint not null,
  act text not null,
  at timestamp with time zone not null,
  constraint project_correction_pkey PRIMARY KEY (city_id, id),
  constraint project_correction_city_id_project_id_publication_id_key UNIQUE (city_id, project_id, publication_id),
  constraint project_correction_city_id_project_id_fkey FOREIGN KEY (city_id, project_id) REFERENCES project(city_id, id),
  constraint project_correction_city_id_publication_id_fkey FOREIGN KEY (city_id, publication_id) REFERENCES publication(city_id, id),
  constraint project_correction_act_check CHECK ((act = ANY (ARRAY['lost'::text, 'restored'::text])))
);
alter table project_correction enable row level security;
alter table project_correction force row level security;
create policy city on project_correction as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on project_correction to cabildo_app;

create table project_money (
  city_id integer not null,
  id bigint not null generated always as identity,
  project_id bigint not null,
  kind text not null,
  amount bigint not null,
  concept text not null,
  on_day date not null,
  fiscal_year integer not null,
  entered_by bigint not null,
  entered_at timestamp with time zone not null,
  constraint project_money_pkey PRIMARY KEY (city_id, id),
  constraint project_money_city_id_project_id_fkey FOREIGN KEY (city_id, project_id) REFERENCES project(city_id, id),
  constraint project_money_kind_check CHECK ((kind = ANY (ARRAY['approved'::text, 'committed'::text, 'accrued'::text, 'paid'::text])))
);
CREATE INDEX project_money_of ON public.project_money USING btree (city_id, project_id, kind);
alter table project_money enable row level security;
alter table project_money force row level security;
create policy city on project_money as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on project_money to cabildo_app;

create table project_redaction (
  city_id integer not null,
  update_id bigint not null,
  what text not null,
  nth integer not null,
  masked text,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null,
  constraint project_redaction_pkey PRIMARY KEY (city_id, update_id, what, nth),
  constraint project_redaction_city_id_done_by_fkey FOREIGN KEY (city_id, done_by) REFERENCES person(city_id, id),
  constraint project_redaction_city_id_update_id_fkey FOREIGN KEY (city_id, update_id) REFERENCES project_update(city_id, id),
  constraint project_redaction_check CHECK (((nth >= 1) AND ((what = 'body'::text) OR (nth = 1)))),
  constraint project_redaction_check1 CHECK (((what = 'body'::text) = (masked IS NOT NULL))),
  constraint project_redaction_reason_check CHECK ((reason <> ''::text)),
  constraint project_redaction_what_check CHECK ((what = ANY (ARRAY['body'::text, 'photo'::text])))
);
alter table project_redaction enable row level security;
alter table project_redaction force row level security;
create policy city on project_redaction as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on project_redaction to cabildo_app;

create table project_update (
  city_id integer not null,
  id bigint not null generated always as identity,
  project_id bigint not null,
  body text not null,
  file_id bigint,
  photo_description text not null default ''::text,
  written_by bigint not null,
  at timestamp with time zone not null,
  shown_at timestamp with time zone default now(),
  constraint project_update_pkey PRIMARY KEY (city_id, id),
  constraint project_update_city_id_file_id_fkey FOREIGN KEY (city_id, file_id) REFERENCES file(city_id, id),
  constraint project_update_city_id_project_id_fkey FOREIGN KEY (city_id, project_id) REFERENCES project(city_id, id),
  constraint project_update_body_check CHECK ((body <> ''::text))
);
CREATE INDEX project_update_held ON public.project_update USING btree (city_id) WHERE (shown_at IS NULL);
CREATE INDEX project_update_of ON public.project_update USING btree (city_id, project_id, id);
alter table project_update enable row level security;
alter table project_update force row level security;
create policy city on project_update as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update (shown_at) on project_update to cabildo_app;

create table proposal (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  folio text not null,
  author_id bigint,
  track text not null,
  district_id bigint not null,
  zone_id bigint,
  category text not null,
  place text,
  latitude double precision,
  longitude double precision,
  channel text not null,
  submitted_at timestamp with time zone not null,
  source text,
  source_code text,
  constraint proposal_pkey PRIMARY KEY (city_id, id),
  constraint proposal_city_id_cycle_id_source_source_code_key UNIQUE (city_id, cycle_id, source, source_code),
  constraint proposal_city_id_folio_key UNIQUE (city_id, folio),
  constraint proposal_city_id_author_id_fkey FOREIGN KEY (city_id, author_id) REFERENCES person(city_id, id),
  constraint proposal_city_id_cycle_id_category_fkey FOREIGN KEY (city_id, cycle_id, category) REFERENCES category(city_id, cycle_id, code),
  constraint proposal_city_id_cycle_id_district_id_fkey FOREIGN KEY (city_id, cycle_id, district_id) REFERENCES district(city_id, cycle_id, id),
  constraint proposal_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES zone(city_id, id),
  constraint proposal_channel_check CHECK ((channel = ANY (ARRAY['web'::text, 'counter'::text, 'import'::text]))),
  constraint proposal_check CHECK (((latitude IS NULL) = (longitude IS NULL))),
  constraint proposal_check1 CHECK (((source IS NULL) = (source_code IS NULL))),
  constraint proposal_check2 CHECK (((author_id IS NOT NULL) OR (channel = 'import'::text))),
  constraint proposal_latitude_check CHECK (((latitude >= ('-90'::integer)::double precision) AND (latitude <= (90)::double precision))),
  constraint proposal_longitude_check CHECK (((longitude >= ('-180'::integer)::double precision) AND (longitude <= (180)::double precision)))
);
CREATE INDEX proposal_by_author ON public.proposal USING btree (city_id, cycle_id, author_id);
CREATE INDEX proposal_by_district ON public.proposal USING btree (city_id, cycle_id, district_id);
alter table proposal enable row level security;
alter table proposal force row level security;
create policy city on proposal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on proposal to cabildo_app;

create table proposal_allowance (
  city_id integer not null,
  cycle_id bigint not null,
  person_id bigint not null,
  track text not null,
  nth integer not null,
  folio text not null,
  constraint proposal_allowance_pkey PRIMARY KEY (city_id, cycle_id, person_id, track, nth),
  constraint proposal_allowance_city_id_folio_fkey FOREIGN KEY (city_id, folio) REFERENCES proposal(city_id, folio) DEFERRABLE INITIALLY DEFERRED,
  constraint proposal_allowance_nth_check CHECK ((nth >= 1))
);
CREATE INDEX proposal_allowance_of ON public.proposal_allowance USING btree (city_id, folio);
alter table proposal_allowance enable row level security;
alter table proposal_allowance force row level security;
create policy city on proposal_allowance as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on proposal_allowance to cabildo_app;

create table proposal_draft (
  city_id integer not null,
  cycle_id bigint not null,
  person_id bigint not null,
  answers jsonb not null,
  photos jsonb not null default '[]'::jsonb,
  saved_at timestamp with time zone not null,
  constraint proposal_draft_pkey PRIMARY KEY (city_id, cycle_id, person_id),
  constraint proposal_draft_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint proposal_draft_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
alter table proposal_draft enable row level security;
alter table proposal_draft force row level security;
create policy city on proposal_draft as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on proposal_draft to cabildo_app;

create table proposal_outcome (
  city_id integer not null,
  proposal_id bigint not null,
  stage text not null,
  reason text,
  cost bigint,
  joined_to bigint,
  revealed_at timestamp with time zone not null,
  id bigint not null generated always as identity,
  again integer not null default 0,
  constraint proposal_outcome_pkey PRIMARY KEY (city_id, proposal_id, stage, again),
  constraint proposal_outcome_city_id_joined_to_fkey FOREIGN KEY (city_id, joined_to) REFERENCES proposal(city_id, id),
  constraint proposal_outcome_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint proposal_outcome_again_check CHECK ((again >= 0)),
  constraint proposal_outcome_check CHECK (((stage <> 'infeasible'::text) OR (reason IS NOT NULL))),
  constraint proposal_outcome_check1 CHECK (((stage <> 'feasible'::text) OR (cost IS NOT NULL))),
  constraint proposal_outcome_cost_check CHECK ((cost >= 0)),
  constraint proposal_outcome_stage_check CHECK ((stage = ANY (ARRAY['feasible'::text, 'infeasible'::text, 'joined'::text, 'on_ballot'::text, 'won'::text, 'not_won'::text])))
);
alter table proposal_outcome enable row level security;
alter table proposal_outcome force row level security;
create policy city on proposal_outcome as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on proposal_outcome to cabildo_app;

create table proposal_photo (
  city_id integer not null,
  id bigint not null generated always as identity,
  proposal_id bigint not null,
  file_id bigint not null,
  description text not null default ''::text,
  removed_by bigint,
  removed_at timestamp with time zone,
  removed_reason text,
  constraint proposal_photo_pkey PRIMARY KEY (city_id, id),
  constraint proposal_photo_city_id_file_id_fkey FOREIGN KEY (city_id, file_id) REFERENCES file(city_id, id),
  constraint proposal_photo_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id)
);
CREATE INDEX proposal_photo_of ON public.proposal_photo USING btree (city_id, proposal_id);
alter table proposal_photo enable row level security;
alter table proposal_photo force row level security;
create policy city on proposal_photo as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on proposal_photo to cabildo_app;

create table proposal_redaction (
  city_id integer not null,
  proposal_id bigint not null,
  version integer not null,
  field text not null,
  nth integer not null,
  masked text not null,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null,
  constraint proposal_redaction_pkey PRIMARY KEY (city_id, proposal_id, version, field, nth),
  constraint proposal_redaction_city_id_done_by_fkey FOREIGN KEY (city_id, done_by) REFERENCES person(city_id, id),
  constraint proposal_redaction_city_id_proposal_id_version_fkey FOREIGN KEY (city_id, proposal_id, version) REFERENCES proposal_version(city_id, proposal_id, version),
  constraint proposal_redaction_field_check CHECK ((field = ANY (ARRAY['title'::text, 'problem'::text, 'idea'::text, 'place'::text]))),
  constraint proposal_redaction_nth_check CHECK ((nth >= 1)),
  constraint proposal_redaction_reason_check CHECK ((reason <> ''::text))
);
alter table proposal_redaction enable row level security;
alter table proposal_redaction force row level security;
create policy city on proposal_redaction as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on proposal_redaction to cabildo_app;

create table proposal_release (
  city_id integer not null,
  proposal_id bigint not null,
  nth integer not null,
  decision text not null,
  reason text,
  done_by bigint,
  at timestamp with time zone not null,
  constraint proposal_release_pkey PRIMARY KEY (city_id, proposal_id, nth),
  constraint proposal_release_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint proposal_release_check CHECK (((decision = 'released'::text) OR (reason IS NOT NULL))),
  constraint proposal_release_check1 CHECK (((done_by IS NOT NULL) OR (reason IS NOT NULL))),
  constraint proposal_release_decision_check CHECK ((decision = ANY (ARRAY['released'::text, 'held'::text]))),
  constraint proposal_release_nth_check CHECK ((nth >= 1))
);
alter table proposal_release enable row level security;
alter table proposal_release force row level security;
create policy city on proposal_release as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on proposal_release to cabildo_app;

create table proposal_version (
  city_id integer not null,
  proposal_id bigint not null,
  version integer not null,
  title text not null,
  problem text not null,
  idea text not null,
  written_by bigint,
  written_at timestamp with time zone not null,
  reason text,
  constraint proposal_version_pkey PRIMARY KEY (city_id, proposal_id, version),
  constraint proposal_version_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint proposal_version_city_id_written_by_fkey FOREIGN KEY (city_id, written_by) REFERENCES person(city_id, id),
  constraint proposal_version_check CHECK (((version = 1) OR (reason IS NOT NULL))),
  constraint proposal_version_title_check CHECK ((title <> ''::text)),
  constraint proposal_version_version_check CHECK ((version >= 1))
);
alter table proposal_version enable row level security;
alter table proposal_version force row level security;
create policy city on proposal_version as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on proposal_version to cabildo_app;

create table proposal_withdrawal (
  city_id integer not null,
  proposal_id bigint not null,
  reason text not null,
  done_by bigint not null,
  at timestamp with time zone not null,
  constraint proposal_withdrawal_pkey PRIMARY KEY (city_id, proposal_id),
  constraint proposal_withdrawal_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id)
);
alter table proposal_withdrawal enable row level security;
alter table proposal_withdrawal force row level security;
create policy city on proposal_withdrawal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on proposal_withdrawal to cabildo_app;

create table publication (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  published_by bigint not null,
  published_at timestamp with time zone not null,
  reason text,
  settlement_id bigint,
  constraint publication_pkey PRIMARY KEY (city_id, id),
  constraint publication_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint publication_settlement FOREIGN KEY (city_id, settlement_id) REFERENCES settlement(city_id, id)
);
CREATE UNIQUE INDEX publication_first ON public.publication USING btree (city_id, cycle_id) WHERE (reason IS NULL);
alter table publication enable row level security;
alter table publication force row level security;
create policy city on publication as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on publication to cabildo_app;

create table published_count (
  city_id integer not null,
  publication_id bigint not null,
  contest_id bigint not null,
  count_run_id bigint not null,
  constraint published_count_pkey PRIMARY KEY (city_id, publication_id, contest_id),
  constraint published_count_city_id_contest_id_fkey FOREIGN KEY (city_id, contest_id) REFERENCES contest(city_id, id),
  constraint published_count_city_id_count_run_id_fkey FOREIGN KEY (city_id, count_run_id) REFERENCES count_run(city_id, id),
  constraint published_count_city_id_publication_id_fkey FOREIGN KEY (city_id, publication_id) REFERENCES publication(city_id, id)
);
alter table published_count enable row level security;
alter table published_count force row level security;
create policy city on published_count as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on published_count to cabildo_app;

create table published_proposal (
  city_id integer not null,
  proposal_id bigint not null,
  cycle_id bigint not null,
  folio text not null,
  track text not null,
  district_id bigint not null,
  zone_id bigint,
  category text not null,
  place text,
  latitude double precision,
  longitude double precision,
  submitted_at timestamp with time zone not null,
  version integer not null,
  title text not null,
  problem text not null,
  idea text not null,
  photos jsonb not null default '[]'::jsonb,
  stage text not null,
  cost bigint,
  supports integer not null default 0,
  imported_supports integer not null default 0,
  search tsvector generated always as ((setweight(search_words(title), 'A'::"char") || setweight(search_words(((problem || ' '::text) || idea)), 'B'::"char"))) stored,
  constraint published_proposal_pkey PRIMARY KEY (city_id, proposal_id),
  constraint published_proposal_city_id_folio_key UNIQUE (city_id, folio),
  constraint published_proposal_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint published_proposal_stage_check CHECK ((stage = ANY (ARRAY['published'::text, 'in_evaluation'::text, 'feasible'::text, 'infeasible'::text, 'joined'::text, 'on_ballot'::text, 'won'::text, 'not_won'::text, 'withdrawn'::text]))),
  constraint published_proposal_supports_check CHECK ((supports >= 0))
);
CREATE INDEX published_proposal_filters ON public.published_proposal USING btree (city_id, cycle_id, stage, district_id, category, track);
CREATE INDEX published_proposal_newest ON public.published_proposal USING btree (city_id, cycle_id, submitted_at DESC, proposal_id DESC);
CREATE INDEX published_proposal_search ON public.published_proposal USING gin (search);
alter table published_proposal enable row level security;
alter table published_proposal force row level security;
create policy city on published_proposal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on published_proposal to cabildo_app;

create table recovery_code (
  city_id integer not null,
  person_id bigint not null,
  digest bytea not null,
  used_at timestamp with time zone,
  constraint recovery_code_pkey PRIMARY KEY (city_id, person_id, digest),
  constraint recovery_code_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES second_factor(city_id, person_id) ON DELETE CASCADE,
  constraint recovery_code_digest_check CHECK ((length(digest) = 32))
);
alter table recovery_code enable row level security;
alter table recovery_code force row level security;
create policy city on recovery_code as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on recovery_code to cabildo_app;

create table residence (
  city_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  zone_id bigint not null,
  born_on date,
  method text not null,
  verified_by bigint,
  verified_at timestamp with time zone not null default now(),
  revoked_by bigint,
  revoked_at timestamp with time zone,
  revoked_reason text,
  constraint residence_pkey PRIMARY KEY (city_id, id),
  constraint residence_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint residence_city_id_verified_by_fkey FOREIGN KEY (city_id, verified_by) REFERENCES person(city_id, id),
  constraint residence_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES zone(city_id, id),
  constraint residence_check CHECK (((revoked_at IS NULL) = (revoked_reason IS NULL))),
  constraint residence_method_check CHECK ((method = ANY (ARRAY['counter'::text, 'list'::text, 'import'::text])))
);
CREATE UNIQUE INDEX residence_standing ON public.residence USING btree (city_id, person_id) WHERE (revoked_at IS NULL);
alter table residence enable row level security;
alter table residence force row level security;
create policy city on residence as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on residence to cabildo_app;

create table resident_import (
  city_id integer not null,
  id bigint not null generated always as identity,
  filename text not null,
  rows jsonb not null,
  problems jsonb not null,
  made_by bigint,
  made_at timestamp with time zone not null default now(),
  applied_by bigint,
  applied_at timestamp with time zone,
  constraint resident_import_pkey PRIMARY KEY (city_id, id),
  constraint resident_import_city_id_applied_by_fkey FOREIGN KEY (city_id, applied_by) REFERENCES person(city_id, id),
  constraint resident_import_city_id_made_by_fkey FOREIGN KEY (city_id, made_by) REFERENCES person(city_id, id),
  constraint resident_import_check CHECK (((applied_by IS NULL) OR (applied_at IS NOT NULL)))
);
alter table resident_import enable row level security;
alter table resident_import force row level security;
create policy city on resident_import as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on resident_import to cabildo_app;

create table resident_list_entry (
  city_id integer not null,
  digest bytea not null,
  zone_id bigint not null,
  born_on date,
  imported_by bigint,
  imported_at timestamp with time zone not null default now(),
  constraint resident_list_entry_pkey PRIMARY KEY (city_id, digest),
  constraint resident_list_entry_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES zone(city_id, id),
  constraint resident_list_entry_digest_check CHECK ((length(digest) = 32))
);
alter table resident_list_entry enable row level security;
alter table resident_list_entry force row level security;
create policy city on resident_list_entry as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on resident_list_entry to cabildo_app;

create table retention_run (
  city_id integer not null,
  day date not null,
  kind text not null,
  removed integer not null,
  at timestamp with time zone not null,
  constraint retention_run_pkey PRIMARY KEY (city_id, day, kind),
  constraint retention_run_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint retention_run_removed_check CHECK ((removed >= 0))
);
alter table retention_run enable row level security;
alter table retention_run force row level security;
create policy city on retention_run as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on retention_run to cabildo_app;

create table retention_term (
  city_id integer not null,
  kind text not null,
  days integer not null,
  set_by bigint not null,
  set_at timestamp with time zone not null,
  constraint retention_term_pkey PRIMARY KEY (city_id, kind),
  constraint retention_term_city_id_set_by_fkey FOREIGN KEY (city_id, set_by) REFERENCES person(city_id, id),
  constraint retention_term_days_check CHECK ((days >= 1))
);
alter table retention_term enable row level security;
alter table retention_term force row level security;
create policy city on retention_term as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on retention_term to cabildo_app;

create table reveal (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  at timestamp with time zone not null,
  set_by bigint not null,
  set_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  decisions integer,
  constraint reveal_pkey PRIMARY KEY (city_id, id),
  constraint reveal_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id)
);
CREATE UNIQUE INDEX reveal_planned ON public.reveal USING btree (city_id, cycle_id) WHERE (done_at IS NULL);
alter table reveal enable row level security;
alter table reveal force row level security;
create policy city on reveal as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on reveal to cabildo_app;

create table role_grant (
  city_id integer not null,
  id bigint not null generated always as identity,
  person_id bigint not null,
  role text not null,
  department_id bigint,
  granted_by bigint,
  granted_at timestamp with time zone not null default now(),
  revoked_by bigint,
  revoked_at timestamp with time zone,
  revoked_reason text,
  constraint role_grant_pkey PRIMARY KEY (city_id, id),
  constraint role_grant_city_id_department_id_fkey FOREIGN KEY (city_id, department_id) REFERENCES department(city_id, id),
  constraint role_grant_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint role_grant_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'coordinator'::text, 'evaluator'::text, 'signer'::text, 'booth_officer'::text, 'project_manager'::text, 'observer'::text, 'support'::text])))
);
CREATE UNIQUE INDEX role_grant_standing ON public.role_grant USING btree (city_id, person_id, role, COALESCE(department_id, (0)::bigint)) WHERE (revoked_at IS NULL);
alter table role_grant enable row level security;
alter table role_grant force row level security;
create policy city on role_grant as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on role_grant to cabildo_app;

create table role_review (
  city_id integer not null,
  id bigint not null generated always as identity,
  grant_id bigint not null,
  reviewed_by bigint not null,
  reviewed_at timestamp with time zone not null,
  constraint role_review_pkey PRIMARY KEY (city_id, id),
  constraint role_review_city_id_grant_id_fkey FOREIGN KEY (city_id, grant_id) REFERENCES role_grant(city_id, id),
  constraint role_review_city_id_reviewed_by_fkey FOREIGN KEY (city_id, reviewed_by) REFERENCES person(city_id, id)
);
CREATE INDEX role_review_of ON public.role_review USING btree (city_id, grant_id, reviewed_at);
alter table role_review enable row level security;
alter table role_review force row level security;
create policy city on role_review as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on role_review to cabildo_app;

create table roll_entry (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  person_id bigint not null,
  zone_id bigint not null,
  web_allowed boolean not null,
  added_by bigint,
  added_at timestamp with time zone not null,
  how text not null,
  constraint roll_entry_pkey PRIMARY KEY (city_id, id),
  constraint roll_entry_city_id_cycle_id_person_id_key UNIQUE (city_id, cycle_id, person_id),
  constraint roll_entry_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint roll_entry_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint roll_entry_city_id_zone_id_fkey FOREIGN KEY (city_id, zone_id) REFERENCES zone(city_id, id),
  constraint roll_entry_how_check CHECK ((how = ANY (ARRAY['residence'::text, 'import'::text, 'counter'::text, 'booth'::text])))
);
alter table roll_entry enable row level security;
alter table roll_entry force row level security;
create policy city on roll_entry as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on roll_entry to cabildo_app;

create table second_factor (
  city_id integer not null,
  person_id bigint not null,
  secret bytea not null,
  made_at timestamp with time zone not null default now(),
  last_step bigint,
  constraint second_factor_pkey PRIMARY KEY (city_id, person_id),
  constraint second_factor_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id)
);
alter table second_factor enable row level security;
alter table second_factor force row level security;
create policy city on second_factor as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on second_factor to cabildo_app;

create table session_assurance (
  city_id integer not null,
  session_id text not null,
  person_id bigint not null,
  means text not null,
  proven_at timestamp with time zone not null default now(),
  constraint session_assurance_pkey PRIMARY KEY (city_id, session_id),
  constraint session_assurance_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint session_assurance_session_id_fkey FOREIGN KEY (session_id) REFERENCES auth.session(id) ON DELETE CASCADE,
  constraint session_assurance_means_check CHECK ((means = ANY (ARRAY['totp'::text, 'recovery'::text, 'demo'::text, 'passkey'::text, 'oidc'::text])))
);
CREATE INDEX session_assurance_of ON public.session_assurance USING btree (city_id, person_id);
alter table session_assurance enable row level security;
alter table session_assurance force row level security;
create policy city on session_assurance as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select, update on session_assurance to cabildo_app;

create table settlement (
  city_id integer not null,
  id bigint not null generated always as identity,
  cycle_id bigint not null,
  run_ids bigint[] not null,
  input text not null,
  outcome text not null,
  run_by bigint not null,
  run_at timestamp with time zone not null,
  constraint settlement_pkey PRIMARY KEY (city_id, id),
  constraint settlement_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint settlement_run_ids_check CHECK ((cardinality(run_ids) > 0))
);
CREATE INDEX settlement_of ON public.settlement USING btree (city_id, cycle_id, id);
alter table settlement enable row level security;
alter table settlement force row level security;
create policy city on settlement as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on settlement to cabildo_app;

create table support (
  city_id integer not null,
  proposal_id bigint not null,
  person_id bigint not null,
  cycle_id bigint not null,
  nth integer,
  at timestamp with time zone not null,
  constraint support_pkey PRIMARY KEY (city_id, proposal_id, person_id),
  constraint support_city_id_cycle_id_person_id_nth_key UNIQUE (city_id, cycle_id, person_id, nth),
  constraint support_city_id_person_id_fkey FOREIGN KEY (city_id, person_id) REFERENCES person(city_id, id),
  constraint support_city_id_proposal_id_fkey FOREIGN KEY (city_id, proposal_id) REFERENCES proposal(city_id, id),
  constraint support_nth_check CHECK ((nth >= 1))
);
CREATE INDEX support_by_person ON public.support USING btree (city_id, person_id);
alter table support enable row level security;
alter table support force row level security;
create policy city on support as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant delete, insert, select on support to cabildo_app;

create table tie_seed (
  city_id integer not null,
  cycle_id bigint not null,
  seed text not null,
  source text not null,
  recorded_by bigint not null,
  recorded_at timestamp with time zone not null,
  constraint tie_seed_pkey PRIMARY KEY (city_id, cycle_id),
  constraint tie_seed_city_id_cycle_id_fkey FOREIGN KEY (city_id, cycle_id) REFERENCES cycle(city_id, id),
  constraint tie_seed_seed_check CHECK ((length(seed) >= 8)),
  constraint tie_seed_source_check CHECK ((source <> ''::text))
);
alter table tie_seed enable row level security;
alter table tie_seed force row level security;
create policy city on tie_seed as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select on tie_seed to cabildo_app;

create table zone (
  city_id integer not null,
  id bigint not null generated always as identity,
  code text not null,
  name text not null,
  population integer,
  geometry jsonb,
  constraint zone_pkey PRIMARY KEY (city_id, id),
  constraint zone_city_id_code_key UNIQUE (city_id, code),
  constraint zone_city_id_fkey FOREIGN KEY (city_id) REFERENCES directory.city(id),
  constraint zone_code_check CHECK ((code <> ''::text)),
  constraint zone_name_check CHECK ((name <> ''::text)),
  constraint zone_population_check CHECK ((population >= 0))
);
alter table zone enable row level security;
alter table zone force row level security;
create policy city on zone as permissive for all using (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer) with check (city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::integer);
grant insert, select, update on zone to cabildo_app;

-- text search cabildo_en: asciihword, asciiword, hword_asciipart with english_stem
-- text search cabildo_en: email, file, float, host, hword_numpart, int, numhword, numword, sfloat, uint, url, url_path, version with simple
-- text search cabildo_en: hword, hword_part, word with unaccent, english_stem
-- text search cabildo_es: email, file, float, host, hword_numpart, int, numhword, numword, sfloat, uint, url, url_path, version with simple
-- text search cabildo_es: asciihword, asciiword, hword_asciipart with spanish_stem
-- text search cabildo_es: hword, hword_part, word with unaccent, spanish_stem

CREATE OR REPLACE FUNCTION public.cast_envelope(the_city integer, the_contest bigint, the_person bigint, the_pseudonym uuid, the_key text, the_list text, the_seal bytea, the_receipt text, the_channel text, the_form text, the_moment timestamp with time zone, changeable boolean, the_phase bigint, the_stamp text, OUT outcome text, OUT standing_receipt text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
declare
  entry roll_entry;
  question contest;
  before envelope;
begin
  select * into question from contest where city_id = the_city and id = the_contest;
  if not found then outcome := 'wrong-contest'; return; end if;
  select * into entry from roll_entry
    where city_id = the_city and cycle_id = question.cycle_id and person_id = the_person;
  if not found then outcome := 'not-on-roll'; return; end if;
  if not exists (select from contest_zone
    where city_id = the_city and contest_id = the_contest and zone_id = entry.zone_id) then
    outcome := 'wrong-contest'; return;
  end if;
  if not entry.web_allowed and the_channel = 'web' then outcome := 'booth-only'; return; end if;
  if question.list_version <> the_list then outcome := 'stale-list'; return; end if;
  if octet_length(the_seal) <> 65 + question.plaintext_bytes + 16 then
    raise exception 'the envelope has % bytes', octet_length(the_seal);
  end if;
  perform lock_cycle_votes(question.cycle_id);
  perform lock_roll_entry(entry.id);
  if voting_stamp(the_city, question.cycle_id, the_phase, the_contest) <> the_stamp then
    outcome := 'moment-passed'; return;
  end if;
  select * into before from envelope
    where city_id = the_city and roll_entry_id = entry.id and contest_id = the_contest and form_key = the_form;
  if found and before.ended is null then
    outcome := 'cast'; standing_receipt := before.receipt; return;
  elsif before.ended = 'replaced' then
    outcome := 'superseded'; return;
  end if;
  if exists (select from opening where city_id = the_city and cycle_id = question.cycle_id) then
    outcome := 'closed'; return;
  end if;
  if not exists (select from ballot_key_check
    where city_id = the_city and cycle_id = question.cycle_id and key_id = the_key) then
    outcome := 'wrong-key'; return;
  end if;
  if exists (select from check_in where city_id = the_city and roll_entry_id = entry.id) then
    outcome := 'checked-in'; return;
  end if;
  select * into before from envelope
    where city_id = the_city and roll_entry_id = entry.id and contest_id = the_contest and ended is null;
  if found then
    if not changeable then outcome := 'final'; standing_receipt := before.receipt; return; end if;
    update envelope set ended = 'replaced', ended_at = the_moment where city_id = the_city and id = before.id;
  end if;
  insert into envelope (city_id, cycle_id, contest_id, roll_entry_id, pseudonym, key_id, list_version, sealed, channel,
      cast_at, receipt, form_key)
    values (the_city, question.cycle_id, the_contest, entry.id, the_pseudonym, the_key, the_list, the_seal, the_channel,
      the_moment, the_receipt, the_form);
  outcome := 'cast';
  standing_receipt := the_receipt;
end $function$

CREATE OR REPLACE FUNCTION public.check_in_ends_envelopes()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  the_cycle bigint;
begin
  select cycle_id into strict the_cycle from roll_entry where city_id = new.city_id and id = new.roll_entry_id;
  if not exists (select from booth where city_id = new.city_id and id = new.booth_id and cycle_id = the_cycle) then
    raise exception 'the booth is of another cycle' using errcode = 'check_violation', constraint = 'check_in_booth';
  end if;
  perform lock_cycle_votes(the_cycle);
  perform lock_roll_entry(new.roll_entry_id);
  if exists (select from opening where city_id = new.city_id and cycle_id = the_cycle) then
    raise exception 'the envelopes of this cycle are opened' using errcode = 'check_violation', constraint = 'check_in_after_opening';
  end if;
  -- A second check-in leaves the first one's row; ending here again finds nothing to end.
  update envelope set ended = 'paper', ended_at = new.at
    where city_id = new.city_id and roll_entry_id = new.roll_entry_id and ended is null;
  return new;
end $function$

CREATE OR REPLACE FUNCTION public.cities_of_session(wanted_session text)
 RETURNS TABLE(slug text, name text, host text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
; -- execute: cabildo_app

CREATE OR REPLACE FUNCTION public.decision_is_signed_by_another()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'UPDATE' and old.signed_at is not null then
    if (to_jsonb(new) - 'revealed_at') is distinct from (to_jsonb(old) - 'revealed_at') or old.revealed_at is not null then
      raise exception 'a signed decision is never changed' using errcode = 'check_violation', constraint = 'decision_is_signed';
    end if;
    return new;
  end if;
  if new.signed_by is not null and (
    exists (
      select from case_evaluator e
      where e.city_id = new.city_id and e.case_id = new.case_id and e.person_id = new.signed_by
    ) or exists (
      select from opinion o
      where o.city_id = new.city_id and o.case_id = new.case_id and o.taken_back_at is null
        and new.signed_by in (o.evaluator_id, o.submitted_by)
    )
  ) then
    raise exception 'the signer evaluated this case' using errcode = 'check_violation', constraint = 'decision_signer_evaluated';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION public.envelope_ends_once()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if old.ended is not null or new.ended is null then
    raise exception 'an envelope ends once and for good' using errcode = 'check_violation', constraint = 'envelope_ends_once';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION public.envelope_may_enter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  perform lock_cycle_votes(new.cycle_id);
  perform lock_roll_entry(new.roll_entry_id);
  if exists (select from opening where city_id = new.city_id and cycle_id = new.cycle_id) then
    raise exception 'the envelopes of this cycle are opened' using errcode = 'check_violation', constraint = 'envelope_after_opening';
  end if;
  if exists (select from check_in where city_id = new.city_id and roll_entry_id = new.roll_entry_id) then
    raise exception 'this voter took paper' using errcode = 'check_violation', constraint = 'envelope_after_check_in';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION public.file_is_named(digest bytea)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
; -- execute: cabildo_app

CREATE OR REPLACE FUNCTION public.forget_account(account text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
; -- execute: cabildo_app

CREATE OR REPLACE FUNCTION public.let_go_of_files(before timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
; -- execute: cabildo_app

CREATE OR REPLACE FUNCTION public.lock_box(booth bigint)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(6002, hashint8(booth))

CREATE OR REPLACE FUNCTION public.lock_cycle_opening(cycle bigint)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(6003, hashint8(cycle))

CREATE OR REPLACE FUNCTION public.lock_cycle_votes(cycle bigint)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock_shared(6003, hashint8(cycle))

CREATE OR REPLACE FUNCTION public.lock_roll_entry(roll_entry bigint)
 RETURNS void
 LANGUAGE sql
RETURN pg_advisory_xact_lock(6001, hashint8(roll_entry))

CREATE OR REPLACE FUNCTION public.paper_may_enter()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
declare
  the_cycle bigint;
begin
  select cycle_id into strict the_cycle from contest where city_id = new.city_id and id = new.contest_id;
  perform lock_cycle_votes(the_cycle);
  if exists (select from opening where city_id = new.city_id and cycle_id = the_cycle) then
    raise exception 'the ballots of this cycle are opened' using errcode = 'check_violation', constraint = 'paper_after_opening';
  end if;
  if tg_op = 'INSERT' and paper_room(new.city_id, new.booth_id, new.contest_id) < 1 then
    raise exception 'more papers than check-ins' using errcode = 'check_violation', constraint = 'paper_exceeds_check_ins';
  end if;
  return new;
end $function$

CREATE OR REPLACE FUNCTION public.paper_room(the_city integer, the_booth bigint, the_contest bigint)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
begin
  perform lock_box(the_booth);
  return (
    select count(*) from check_in c
      join roll_entry r on r.city_id = c.city_id and r.id = c.roll_entry_id
      join contest_zone z on z.city_id = r.city_id and z.zone_id = r.zone_id and z.contest_id = the_contest
      where c.city_id = the_city and c.booth_id = the_booth
  ) - (
    select count(*) from paper_ballot p
      where p.city_id = the_city and p.booth_id = the_booth and p.contest_id = the_contest and p.removed_by is null
  );
end $function$

CREATE OR REPLACE FUNCTION public.practice_visitor(the_city integer, wanted_token text, in_demo boolean)
 RETURNS TABLE(session_id text, guest_id bigint, second_factor boolean)
 LANGUAGE plpgsql
AS $function$
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
$function$
; -- execute: cabildo_app

CREATE OR REPLACE FUNCTION public.search_query(words text)
 RETURNS tsquery
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select websearch_to_tsquery('public.cabildo_es', words) || websearch_to_tsquery('pg_catalog.spanish', words)
$function$

CREATE OR REPLACE FUNCTION public.search_words(words text)
 RETURNS tsvector
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  select to_tsvector('public.cabildo_es', words) || to_tsvector('pg_catalog.spanish', words)
$function$

CREATE OR REPLACE FUNCTION public.tenant(table_name text, app_grants text DEFAULT 'select, insert'::text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  tenant_table regclass := table_name::regclass;
begin
  if not exists (
    select from pg_attribute
    where attrelid = tenant_table and attname = 'city_id' and atttypid = 'int'::regtype and attnotnull
  ) then
    raise exception '% needs a column city_id int not null', table_name;
  end if;
  if not exists (
    select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.conrelid = tenant_table and c.contype = 'p' and a.attname = 'city_id'
  ) then
    raise exception 'the primary key of % must begin with city_id', table_name;
  end if;
  -- A table that refers to another tenant table (city_id, …) reaches the list of cities through it.
  if not exists (
    select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.conrelid = tenant_table and c.contype = 'f' and a.attname = 'city_id'
  ) then
    execute format('alter table %s add foreign key (city_id) references directory.city (id)', tenant_table);
  end if;
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy city on %s using (%2$s) with check (%2$s)',
    tenant_table,
    'city_id = nullif(current_setting(''app.city_id'', true), '''')::int'
  );
  if app_grants <> '' then
    execute format('grant %s on %s to cabildo_app', app_grants, tenant_table);
  end if;
end
$function$
; -- execute:

CREATE OR REPLACE FUNCTION public.viewer_of(wanted_city integer, wanted_token text, in_demo boolean)
 RETURNS TABLE(session_id text, person_id bigint, name text, email text, zone_id bigint, roles json, second_factor boolean, factor_age double precision, used_before boolean)
 LANGUAGE plpgsql
 STABLE
AS $function$
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
$function$
; -- execute: cabildo_app

CREATE OR REPLACE FUNCTION public.voting_stamp(the_city integer, the_cycle bigint, the_phase bigint, the_contest bigint)
 RETURNS text
 LANGUAGE sql
 STABLE
AS $function$
  select concat_ws(' ',
    (select coalesce(max(id), 0) from cycle_act where city_id = the_city and cycle_id = the_cycle),
    (select coalesce(max(id), 0) from phase_act where city_id = the_city and phase_id = the_phase),
    (select count(*) from candidate_withdrawal w join candidate c on c.city_id = w.city_id and c.id = w.candidate_id
      where w.city_id = the_city and c.contest_id = the_contest),
    (select coalesce(max(id), 0) from blackout_act where city_id = the_city))
$function$

CREATE OR REPLACE FUNCTION public.wipe_practice_space(the_city integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$
; -- execute: cabildo_app
