-- Why each candidate of a published count won or lost, and what would have made it win: hundreds of counts for one contest,
-- so the worker makes them once and the pages read them. A row is put here by the publication and filled by the worker.
create table count_explanation (
  city_id int not null,
  count_run_id bigint not null,
  -- Its number on the ballot, as the count names it.
  candidate text not null,
  -- JSON; null until the worker came to it.
  explanation text,
  primary key (city_id, count_run_id, candidate),
  foreign key (city_id, count_run_id) references count_run (city_id, id)
);
create index count_explanation_waiting on count_explanation (city_id, count_run_id) where explanation is null;
select tenant('count_explanation', 'select, insert, update');

-- The public transcript of a published count by Equal Shares: payers as numbers of people, never who.
create table count_transcript (
  city_id int not null,
  count_run_id bigint not null,
  transcript text not null,
  primary key (city_id, count_run_id),
  foreign key (city_id, count_run_id) references count_run (city_id, id)
);
select tenant('count_transcript', 'select, insert');
