-- Blueprints that a city brought in as files: to start a cycle from, or to take an improved origin over.
create table blueprint_upload (
  city_id int not null,
  id bigint generated always as identity,
  name text not null check (name <> ''),
  version int not null check (version > 0),
  document jsonb not null,
  uploaded_by bigint not null,
  at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, uploaded_by) references person (city_id, id)
);
create index blueprint_upload_of on blueprint_upload (city_id, name, version);
select tenant('blueprint_upload', 'select, insert');

-- Sections of a cycle's document that were taken over from another version; the document it started from stays.
create table cycle_takeover (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  sections text[] not null check (cardinality(sections) > 0),
  -- Name and version of the document that they come from.
  origin text not null,
  -- The whole document afterwards, with the values given until then.
  blueprint jsonb not null,
  -- The last of those values; later ones lie over the document.
  last_value bigint not null,
  taken_by bigint not null,
  at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, taken_by) references person (city_id, id)
);
create index cycle_takeover_of on cycle_takeover (city_id, cycle_id, id);
select tenant('cycle_takeover', 'select, insert');
