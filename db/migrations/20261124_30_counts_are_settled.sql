-- What happened between contests once all were counted: contests below their turnout, money that went to second places.
-- A row belongs to the runs that were made with it, in one transaction; a cycle without such rules has none.
create table settlement (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  -- The count runs that went in.
  run_ids bigint[] not null check (cardinality(run_ids) > 0),
  input text not null,
  outcome text not null,
  run_by bigint not null,
  run_at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
create index settlement_of on settlement (city_id, cycle_id, id);
select tenant('settlement', 'select, insert');

alter table publication add column settlement_id bigint;
alter table publication add constraint publication_settlement
  foreign key (city_id, settlement_id) references settlement (city_id, id) not valid;
alter table publication validate constraint publication_settlement;
