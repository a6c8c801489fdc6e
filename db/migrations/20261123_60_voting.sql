-- Voting: who may, on what, one each, sealed.

create table contest (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  district_id bigint not null,
  track text not null,
  title text not null,
  money bigint not null check (money >= 0),
  -- Ballot type and limits, and the counting rule, as the blueprint had them when the ballot was frozen.
  ballot jsonb not null,
  rule jsonb not null,
  -- SHA-256 of the list of candidates as frozen; sealed into every envelope.
  list_version text not null,
  -- How the numbers were given: 'folio', or 'lot:' and the published seed.
  list_order text not null check (list_order = 'folio' or list_order ~ '^lot:.{8,}$'),
  -- Length of every ballot of the cycle before sealing: equal for all, so that a length tells nothing.
  plaintext_bytes int not null check (plaintext_bytes between 8 and 4096),
  frozen_at timestamptz not null,
  frozen_by bigint not null,
  primary key (city_id, id),
  unique (city_id, cycle_id, district_id, track),
  foreign key (city_id, cycle_id, district_id) references district (city_id, cycle_id, id)
);
select tenant('contest', 'select, insert');

-- Whose ballot it is: the zones of the contest's district as they were when the ballot was frozen.
create table contest_zone (
  city_id int not null,
  contest_id bigint not null,
  zone_id bigint not null,
  primary key (city_id, contest_id, zone_id),
  foreign key (city_id, contest_id) references contest (city_id, id),
  foreign key (city_id, zone_id) references zone (city_id, id)
);
create index contest_zone_of on contest_zone (city_id, zone_id);
select tenant('contest_zone', 'select, insert');

create table candidate (
  city_id int not null,
  id bigint generated always as identity,
  contest_id bigint not null,
  -- The number on the ballot, 1 to n within the contest.
  number int not null check (number > 0),
  title text not null,
  summary text not null,
  cost bigint not null check (cost > 0),
  department_id bigint,
  primary key (city_id, id),
  unique (city_id, contest_id, number),
  foreign key (city_id, contest_id) references contest (city_id, id),
  foreign key (city_id, department_id) references department (city_id, id)
);
select tenant('candidate', 'select, insert');

-- One proposal, or several joined into a bigger candidate; a proposal stands once.
create table candidate_proposal (
  city_id int not null,
  proposal_id bigint not null,
  candidate_id bigint not null,
  primary key (city_id, proposal_id),
  foreign key (city_id, candidate_id) references candidate (city_id, id),
  foreign key (city_id, proposal_id) references proposal (city_id, id)
);
create index candidate_proposal_of on candidate_proposal (city_id, candidate_id);
select tenant('candidate_proposal', 'select, insert');

create table candidate_withdrawal (
  city_id int not null,
  candidate_id bigint not null,
  reason text not null check (reason <> ''),
  done_by bigint not null,
  at timestamptz not null,
  primary key (city_id, candidate_id),
  foreign key (city_id, candidate_id) references candidate (city_id, id)
);
select tenant('candidate_withdrawal', 'select, insert');

create table roll_entry (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  person_id bigint not null,
  zone_id bigint not null,
  -- False for whoever may vote at a booth only: younger than the blueprint lets vote on the web.
  web_allowed boolean not null,
  added_by bigint,
  added_at timestamptz not null,
  how text not null check (how in ('residence', 'import', 'counter', 'booth')),
  primary key (city_id, id),
  unique (city_id, cycle_id, person_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id),
  foreign key (city_id, zone_id) references zone (city_id, id)
);
select tenant('roll_entry', 'select, insert');

-- The public half of the key that ballots are sealed with; the private half is never in this database.
create table ballot_key (
  city_id int not null,
  cycle_id bigint not null,
  -- The first 16 hexadecimal digits of the SHA-256 of the public half.
  key_id text not null check (key_id ~ '^[0-9a-f]{16}$'),
  public_key bytea not null check (length(public_key) = 65),
  -- 'holder': one key holder took the file away; 'demo': the key is known, and every voting page says so.
  custody text not null check (custody in ('holder', 'demo')),
  made_by bigint not null,
  made_at timestamptz not null,
  primary key (city_id, cycle_id, key_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('ballot_key', 'select, insert');

-- The key holder brought the file back and it was the right one: this is the key of the cycle, and no other will be.
create table ballot_key_check (
  city_id int not null,
  cycle_id bigint not null,
  key_id text not null,
  checked_by bigint not null,
  checked_at timestamptz not null,
  primary key (city_id, cycle_id),
  foreign key (city_id, cycle_id, key_id) references ballot_key (city_id, cycle_id, key_id)
);
select tenant('ballot_key_check', 'select, insert');

-- Sealed ballots. `pseudonym` is random and goes into the seal, so that an envelope moved elsewhere cannot be opened.
create table envelope (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  contest_id bigint not null,
  roll_entry_id bigint not null,
  pseudonym uuid not null,
  key_id text not null,
  list_version text not null,
  sealed bytea not null,
  channel text not null check (channel in ('web', 'kiosk')),
  cast_at timestamptz not null,
  receipt text not null check (receipt ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  -- The key of the form that was sent: sent twice, it is one envelope.
  form_key text not null check (length(form_key) between 8 and 64),
  -- Null while it counts; else why it does not any more.
  ended text check (ended in ('replaced', 'paper')),
  ended_at timestamptz,
  primary key (city_id, id),
  unique (city_id, pseudonym),
  unique (city_id, receipt),
  unique (city_id, roll_entry_id, contest_id, form_key),
  foreign key (city_id, contest_id) references contest (city_id, id),
  foreign key (city_id, roll_entry_id) references roll_entry (city_id, id),
  foreign key (city_id, cycle_id, key_id) references ballot_key (city_id, cycle_id, key_id),
  check ((ended is null) = (ended_at is null))
);
-- The wall: one live envelope per roll entry and contest.
create unique index envelope_live on envelope (city_id, roll_entry_id, contest_id) where ended is null;
create index envelope_of_contest on envelope (city_id, contest_id) where ended is null;
select tenant('envelope', 'select, insert, update (ended, ended_at)');

create table booth (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  name text not null check (name <> ''),
  place text not null default '',
  primary key (city_id, id),
  unique (city_id, cycle_id, name),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('booth', 'select, insert');

-- A person took paper at a booth: from here on the web is closed for her, and her envelopes no longer count.
create table check_in (
  city_id int not null,
  roll_entry_id bigint not null,
  booth_id bigint not null,
  officer_id bigint not null,
  at timestamptz not null,
  primary key (city_id, roll_entry_id),
  foreign key (city_id, roll_entry_id) references roll_entry (city_id, id),
  foreign key (city_id, booth_id) references booth (city_id, id),
  foreign key (city_id, officer_id) references person (city_id, id)
);
create index check_in_of_booth on check_in (city_id, booth_id);
select tenant('check_in', 'select, insert');

-- A paper as read from the box: no link to anybody. `marks` are candidate numbers as marked, kept also when void.
create table paper_ballot (
  city_id int not null,
  id bigint generated always as identity,
  booth_id bigint not null,
  contest_id bigint not null,
  marks int[] not null,
  validity text not null check (validity in ('valid', 'blank', 'void')),
  void_reason text,
  entered_by bigint not null,
  entered_at timestamptz not null,
  removed_by bigint,
  removed_at timestamptz,
  removed_reason text check (removed_reason <> ''),
  primary key (city_id, id),
  foreign key (city_id, booth_id) references booth (city_id, id),
  foreign key (city_id, contest_id) references contest (city_id, id),
  check ((validity = 'void') = (void_reason is not null)),
  check ((removed_by is null) = (removed_reason is null) and (removed_by is null) = (removed_at is null))
);
create index paper_ballot_of on paper_ballot (city_id, contest_id, booth_id) where removed_by is null;
select tenant('paper_ballot', 'select, insert, update (removed_by, removed_at, removed_reason)');

-- The opening of the envelopes of a cycle: done once, after the close.
create table opening (
  city_id int not null,
  cycle_id bigint not null,
  opened_by bigint not null,
  opened_at timestamptz not null,
  envelopes int not null,
  primary key (city_id, cycle_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('opening', 'select, insert');

-- What was inside, sorted by content: `position` says nothing of voter, envelope or time.
create table opened_ballot (
  city_id int not null,
  contest_id bigint not null,
  position int not null,
  marks int[] not null,
  validity text not null check (validity in ('valid', 'blank', 'void')),
  void_reason text,
  primary key (city_id, contest_id, position),
  foreign key (city_id, contest_id) references contest (city_id, id)
);
select tenant('opened_ballot', 'select, insert');

-- Locks. Everything that decides whether a vote counts waits here for whoever came first: one roll entry at a time,
-- one box of papers at a time; and nothing at all beside the opening.
create function lock_roll_entry(roll_entry bigint) returns void language sql
  return pg_advisory_xact_lock(6001, hashint8(roll_entry));
create function lock_box(booth bigint) returns void language sql
  return pg_advisory_xact_lock(6002, hashint8(booth));
create function lock_cycle_votes(cycle bigint) returns void language sql
  return pg_advisory_xact_lock_shared(6003, hashint8(cycle));
create function lock_cycle_opening(cycle bigint) returns void language sql
  return pg_advisory_xact_lock(6003, hashint8(cycle));

-- The wall behind "paper wins" and "nothing after the opening", whatever the code does.
create function envelope_may_enter() returns trigger language plpgsql as $$
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
end $$;
create trigger envelope_may_enter before insert on envelope for each row execute function envelope_may_enter();

create function envelope_ends_once() returns trigger language plpgsql as $$
begin
  if old.ended is not null or new.ended is null then
    raise exception 'an envelope ends once and for good' using errcode = 'check_violation', constraint = 'envelope_ends_once';
  end if;
  return new;
end $$;
create trigger envelope_ends_once before update on envelope for each row execute function envelope_ends_once();

create function check_in_ends_envelopes() returns trigger language plpgsql as $$
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
end $$;
create trigger check_in_ends_envelopes before insert on check_in for each row execute function check_in_ends_envelopes();

-- How many papers of a contest may still be entered at a booth: people who took one there and live in the contest's
-- district, less the papers that are in. Waits for whoever is entering at the same box.
create function paper_room(the_city int, the_booth bigint, the_contest bigint) returns int language plpgsql as $$
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
end $$;

create function paper_may_enter() returns trigger language plpgsql as $$
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
end $$;
create trigger paper_may_enter before insert or update on paper_ballot for each row execute function paper_may_enter();

-- What the program knew when it judged a ballot: the last act on the cycle and on its voting phase, and the withdrawn
-- candidates. These tables only grow, so the same stamp means that nothing has changed since.
create function voting_stamp(the_city int, the_cycle bigint, the_phase bigint, the_contest bigint) returns text
language sql stable as $$
  select concat_ws(' ',
    (select coalesce(max(id), 0) from cycle_act where city_id = the_city and cycle_id = the_cycle),
    (select coalesce(max(id), 0) from phase_act where city_id = the_city and phase_id = the_phase),
    (select count(*) from candidate_withdrawal w join candidate c on c.city_id = w.city_id and c.id = w.candidate_id
      where w.city_id = the_city and c.contest_id = the_contest))
$$;

-- Puts one envelope into the box in a single round trip, or says why not. The earlier envelope, if any, ends in the same
-- moment. It cannot see a choice: what comes in is sealed. Outcomes: cast, wrong-contest, not-on-roll, booth-only,
-- stale-list, wrong-key, closed (the opening has begun), checked-in, final, superseded (this form was cast and replaced), moment-passed (the stamp is an old one: judge again).
create function cast_envelope(
  the_city int, the_contest bigint, the_person bigint, the_pseudonym uuid, the_key text, the_list text, the_seal bytea,
  the_receipt text, the_channel text, the_form text, the_moment timestamptz, changeable boolean,
  the_phase bigint, the_stamp text,
  out outcome text, out standing_receipt text
) language plpgsql as $$
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
end $$;
