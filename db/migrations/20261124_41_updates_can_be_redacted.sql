-- Unlawful or personal content of a project's updates that was taken out of sight: the row stays as it was written, what is
-- shown is this.
create table project_redaction (
  city_id int not null,
  update_id bigint not null,
  what text not null check (what in ('body', 'photo')),
  -- Each starts from the one before; two at once cannot uncover what the other covered. A photo goes once.
  nth int not null check (nth >= 1 and (what = 'body' or nth = 1)),
  -- The text as it reads from here on; null for a photo, which goes with its description.
  masked text check ((what = 'body') = (masked is not null)),
  -- The public reads it.
  reason text not null check (reason <> ''),
  done_by bigint not null,
  at timestamptz not null,
  primary key (city_id, update_id, what, nth),
  foreign key (city_id, update_id) references project_update (city_id, id),
  foreign key (city_id, done_by) references person (city_id, id)
);
select tenant('project_redaction', 'select, insert');
