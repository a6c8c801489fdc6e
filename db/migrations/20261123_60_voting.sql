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
  frozen_at timestamptz not null,
  frozen_by bigint not null,
  primary key (city_id, id),
  unique (city_id, cycle_id, district_id, track),
  foreign key (city_id, cycle_id, district_id) references district (city_id, cycle_id, id)
);
select tenant('contest', 'select, insert');

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
  key_id text not null,
  public_key bytea not null,
  -- 'holder': one key holder took the file away; 'demo': the key is known, and every voting page says so.
  custody text not null check (custody in ('holder', 'demo')),
  made_by bigint not null,
  made_at timestamptz not null,
  primary key (city_id, cycle_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
select tenant('ballot_key', 'select, insert');

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
  receipt text not null,
  -- Null while it counts; else why it does not any more.
  ended text check (ended in ('replaced', 'paper')),
  ended_at timestamptz,
  primary key (city_id, id),
  unique (city_id, pseudonym),
  unique (city_id, receipt),
  foreign key (city_id, contest_id) references contest (city_id, id),
  foreign key (city_id, roll_entry_id) references roll_entry (city_id, id),
  check ((ended is null) = (ended_at is null))
);
-- The wall: one live envelope per roll entry and contest.
create unique index envelope_live on envelope (city_id, roll_entry_id, contest_id) where ended is null;
create index envelope_of_contest on envelope (city_id, contest_id) where ended is null;
select tenant('envelope', 'select, insert, update');

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
  removed_reason text,
  primary key (city_id, id),
  foreign key (city_id, booth_id) references booth (city_id, id),
  foreign key (city_id, contest_id) references contest (city_id, id),
  check ((validity = 'void') = (void_reason is not null)),
  check ((removed_by is null) = (removed_reason is null))
);
create index paper_ballot_of on paper_ballot (city_id, contest_id, booth_id) where removed_by is null;
select tenant('paper_ballot', 'select, insert, update');

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
