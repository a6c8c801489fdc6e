-- The opened ballots of a published count as a file, where a city decided so. It cannot be taken back: whoever has a copy
-- keeps it. A corrected count is another count, and has no file until the city decides again.
create table ballot_publication (
  city_id int not null,
  count_run_id bigint not null,
  -- From which the order of the ballots was drawn.
  seed text not null,
  ballots int not null check (ballots > 0),
  -- Pabulib (.pb).
  file text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- Payers by place in the file; only counts by Equal Shares have one.
  transcript text,
  published_by bigint not null,
  published_at timestamptz not null,
  primary key (city_id, count_run_id),
  foreign key (city_id, count_run_id) references count_run (city_id, id)
);
select tenant('ballot_publication', 'select, insert');
