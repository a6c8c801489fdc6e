-- Proposals: what citizens ask for. The first text is never changed; later texts are versions.

create table proposal (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  -- The receipt number that a person can say on the phone: 'SP23-0042'.
  folio text not null,
  -- Null for an import: the other system did not tell who wrote it.
  author_id bigint,
  track text not null,
  district_id bigint not null,
  zone_id bigint,
  category text not null,
  -- What the person said of the place, and where she pointed on the map.
  place text,
  latitude double precision check (latitude between -90 and 90),
  longitude double precision check (longitude between -180 and 180),
  channel text not null check (channel in ('web', 'counter', 'import')),
  submitted_at timestamptz not null,
  -- Of an import: which file's which row, so that the same file twice changes nothing.
  source text,
  source_code text,
  primary key (city_id, id),
  unique (city_id, folio),
  unique (city_id, cycle_id, source, source_code),
  foreign key (city_id, cycle_id, district_id) references district (city_id, cycle_id, id),
  foreign key (city_id, zone_id) references zone (city_id, id),
  foreign key (city_id, author_id) references person (city_id, id),
  foreign key (city_id, cycle_id, category) references category (city_id, cycle_id, code),
  check ((latitude is null) = (longitude is null)),
  check ((source is null) = (source_code is null)),
  check (author_id is not null or channel = 'import')
);
create index proposal_by_author on proposal (city_id, cycle_id, author_id);
create index proposal_by_district on proposal (city_id, cycle_id, district_id);
select tenant('proposal', 'select, insert');

-- The last number given out under a prefix; folios have no gaps that people could wonder about.
create table folio_counter (
  city_id int not null,
  prefix text not null,
  last int not null check (last >= 1),
  primary key (city_id, prefix)
);
select tenant('folio_counter', 'select, insert, update');

-- What one person has begun to write, until she submits it or throws it away; only she sees it.
create table proposal_draft (
  city_id int not null,
  cycle_id bigint not null,
  person_id bigint not null,
  answers jsonb not null,
  -- [{"fileId": 7, "width": 1600, "height": 1200, "description": ""}]
  photos jsonb not null default '[]',
  saved_at timestamptz not null,
  primary key (city_id, cycle_id, person_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id)
);
select tenant('proposal_draft', 'select, insert, update, delete');

-- Of the n proposals that one person may have, this is the nth: the wall behind the limit, whoever presses first.
create table proposal_allowance (
  city_id int not null,
  cycle_id bigint not null,
  person_id bigint not null,
  -- A track of the blueprint, or 'any'.
  track text not null,
  nth int not null check (nth >= 1),
  -- Taken before the proposal is written, so the reference is checked when both are there.
  folio text not null,
  primary key (city_id, cycle_id, person_id, track, nth),
  foreign key (city_id, folio) references proposal (city_id, folio) deferrable initially deferred
);
create index proposal_allowance_of on proposal_allowance (city_id, folio);
-- Deleted when its proposal is withdrawn, so that the person may propose something else.
select tenant('proposal_allowance', 'select, insert, delete');

create table proposal_version (
  city_id int not null,
  proposal_id bigint not null,
  version int not null check (version >= 1),
  title text not null check (title <> ''),
  problem text not null,
  idea text not null,
  -- Null for an import.
  written_by bigint,
  written_at timestamptz not null,
  reason text,
  primary key (city_id, proposal_id, version),
  foreign key (city_id, proposal_id) references proposal (city_id, id),
  foreign key (city_id, written_by) references person (city_id, id),
  check (version = 1 or reason is not null)
);
-- No update: a wall, not a habit. Redaction masks at reading time and leaves its own row.
select tenant('proposal_version', 'select, insert');

-- Unlawful or personal content that staff took out of sight: the version stays, what is shown is this.
create table proposal_redaction (
  city_id int not null,
  proposal_id bigint not null,
  version int not null,
  field text not null check (field in ('title', 'problem', 'idea', 'place')),
  -- Each starts from the one before; two at once cannot uncover what the other covered.
  nth int not null check (nth >= 1),
  masked text not null,
  reason text not null check (reason <> ''),
  done_by bigint not null,
  at timestamptz not null,
  primary key (city_id, proposal_id, version, field, nth),
  foreign key (city_id, proposal_id, version) references proposal_version (city_id, proposal_id, version),
  foreign key (city_id, done_by) references person (city_id, id)
);
select tenant('proposal_redaction', 'select, insert');

create table proposal_photo (
  city_id int not null,
  id bigint generated always as identity,
  proposal_id bigint not null,
  file_id bigint not null,
  description text not null default '',
  removed_by bigint,
  removed_at timestamptz,
  removed_reason text,
  primary key (city_id, id),
  foreign key (city_id, proposal_id) references proposal (city_id, id),
  foreign key (city_id, file_id) references file (city_id, id)
);
create index proposal_photo_of on proposal_photo (city_id, proposal_id);
select tenant('proposal_photo', 'select, insert, update');

-- Staff looked at text and photos and let them be seen, or kept them back and said why.
create table proposal_release (
  city_id int not null,
  proposal_id bigint not null,
  -- The last one counts; two people who decide at once cannot both be the nth.
  nth int not null check (nth >= 1),
  decision text not null check (decision in ('released', 'held')),
  reason text,
  -- Null when the command line released an import; the reason then names the file.
  done_by bigint,
  at timestamptz not null,
  primary key (city_id, proposal_id, nth),
  foreign key (city_id, proposal_id) references proposal (city_id, id),
  check (decision = 'released' or reason is not null),
  check (done_by is not null or reason is not null)
);
select tenant('proposal_release', 'select, insert');

create table proposal_withdrawal (
  city_id int not null,
  proposal_id bigint not null,
  reason text not null,
  done_by bigint not null,
  at timestamptz not null,
  primary key (city_id, proposal_id),
  foreign key (city_id, proposal_id) references proposal (city_id, id)
);
select tenant('proposal_withdrawal', 'select, insert');

-- What became of a proposal, as far as the public may know: written when it is revealed, never before.
create table proposal_outcome (
  city_id int not null,
  proposal_id bigint not null,
  stage text not null check (stage in
    ('feasible', 'infeasible', 'joined', 'on_ballot', 'won', 'not_won')),
  reason text,
  cost bigint check (cost >= 0),
  joined_to bigint,
  revealed_at timestamptz not null,
  primary key (city_id, proposal_id, stage),
  foreign key (city_id, proposal_id) references proposal (city_id, id),
  foreign key (city_id, joined_to) references proposal (city_id, id),
  check (stage <> 'infeasible' or reason is not null),
  check (stage <> 'feasible' or cost is not null)
);
select tenant('proposal_outcome', 'select, insert');

create table support (
  city_id int not null,
  proposal_id bigint not null,
  person_id bigint not null,
  cycle_id bigint not null,
  -- Which of the person's n supports this is, where the blueprint counts them.
  nth int check (nth >= 1),
  at timestamptz not null,
  primary key (city_id, proposal_id, person_id),
  unique (city_id, cycle_id, person_id, nth),
  foreign key (city_id, proposal_id) references proposal (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id)
);
create index support_by_person on support (city_id, person_id);
select tenant('support', 'select, insert, delete');

-- Supports that another system counted and did not name, brought by an import: shown apart, never mixed in.
create table imported_supports (
  city_id int not null,
  proposal_id bigint not null,
  amount int not null check (amount >= 0),
  primary key (city_id, proposal_id),
  foreign key (city_id, proposal_id) references proposal (city_id, id)
);
select tenant('imported_supports', 'select, insert');

-- One run of an import and the rows it could not take, each with its reason.
create table import_run (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  source text not null,
  -- Of the file's bytes: the same file under another name is still the same file.
  digest bytea not null check (length(digest) = 32),
  -- Null for the command line.
  done_by bigint,
  at timestamptz not null,
  rows int not null,
  taken int not null,
  unchanged int not null,
  refused int not null,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  check (rows = taken + unchanged + refused)
);
create index import_run_of_file on import_run (city_id, cycle_id, digest);
select tenant('import_run', 'select, insert');

create table import_problem (
  city_id int not null,
  run_id bigint not null,
  line int not null,
  position int not null,
  field text not null,
  problem text not null,
  value text not null,
  refused boolean not null,
  primary key (city_id, run_id, line, position),
  foreign key (city_id, run_id) references import_run (city_id, id)
);
select tenant('import_problem', 'select, insert');

-- A file on the desk between its upload and its import, while columns are mapped; gone afterwards, or after a day.
create table import_upload (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  filename text not null,
  content bytea not null check (length(content) <= 10485760),
  uploaded_by bigint not null,
  uploaded_at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, uploaded_by) references person (city_id, id)
);
select tenant('import_upload', 'select, insert, delete');

-- What the public may see of a proposal, and nothing else: a public page reads this table and no other of this module.
-- The verbs that change what is public write it in their own transaction (publish-proposal.ts).
create table published_proposal (
  city_id int not null,
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
  submitted_at timestamptz not null,
  version int not null,
  title text not null,
  problem text not null,
  idea text not null,
  -- [{"fileId": 7, "width": 1600, "height": 1200, "description": ""}]
  photos jsonb not null default '[]',
  stage text not null check (stage in
    ('published', 'in_evaluation', 'feasible', 'infeasible', 'joined', 'on_ballot', 'won', 'not_won', 'withdrawn')),
  cost bigint,
  supports int not null default 0 check (supports >= 0),
  imported_supports int not null default 0,
  search tsvector generated always as (
    setweight(search_words(title), 'A') ||
    setweight(search_words(problem || ' ' || idea), 'B')
  ) stored,
  primary key (city_id, proposal_id),
  unique (city_id, folio),
  foreign key (city_id, proposal_id) references proposal (city_id, id)
);
create index published_proposal_newest on published_proposal (city_id, cycle_id, submitted_at desc, proposal_id desc);
-- Counting what matches a filter reads this index and not the texts.
create index published_proposal_filters on published_proposal (city_id, cycle_id, stage, district_id, category, track);
create index published_proposal_search on published_proposal using gin (search);
select tenant('published_proposal', 'select, insert, update, delete');
