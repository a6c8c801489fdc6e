-- A corrected result can be corrected again: a proposal that won, then did not, then did, has a row for each time.
-- The release before goes on writing first tellings: `again` is 0 for those.
alter table proposal_outcome
  add column id bigint generated always as identity,
  -- How often this stage had been told of the proposal before.
  add column again int not null default 0 check (again >= 0),
  drop constraint proposal_outcome_pkey,
  add primary key (city_id, proposal_id, stage, again);

-- What a corrected result means for a project that was opened: the last row counts, without one the project stands.
create table project_correction (
  city_id int not null,
  id bigint generated always as identity,
  project_id bigint not null,
  publication_id bigint not null,
  act text not null check (act in ('lost', 'restored')),
  at timestamptz not null,
  primary key (city_id, id),
  unique (city_id, project_id, publication_id),
  foreign key (city_id, project_id) references project (city_id, id),
  foreign key (city_id, publication_id) references publication (city_id, id)
);
select tenant('project_correction', 'select, insert');
