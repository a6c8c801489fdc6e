-- Projects: what the city now owes its citizens, with every promise and every change of one.

create table project (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  candidate_id bigint not null,
  code text not null,
  title text not null,
  -- What the ballot promised.
  promised bigint not null check (promised > 0),
  department_id bigint,
  opened_at timestamptz not null,
  primary key (city_id, id),
  unique (city_id, candidate_id),
  unique (city_id, code),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, candidate_id) references candidate (city_id, id),
  foreign key (city_id, department_id) references department (city_id, id)
);
select tenant('project', 'select, insert, update');

create table milestone (
  city_id int not null,
  id bigint generated always as identity,
  project_id bigint not null,
  stage text not null,
  position int not null,
  -- The first published promise; lateness is always measured against it.
  promised_on date not null,
  expected_on date not null,
  done_on date,
  primary key (city_id, id),
  unique (city_id, project_id, position),
  foreign key (city_id, project_id) references project (city_id, id)
);
select tenant('milestone', 'select, insert, update');

-- Every change of a date keeps the old one, who, when and the reason that the public reads.
create table milestone_change (
  city_id int not null,
  id bigint generated always as identity,
  milestone_id bigint not null,
  field text not null check (field in ('expected_on', 'done_on')),
  was date,
  now_is date,
  reason text not null check (reason <> ''),
  done_by bigint not null,
  at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, milestone_id) references milestone (city_id, id)
);
create index milestone_change_of on milestone_change (city_id, milestone_id, id);
select tenant('milestone_change', 'select, insert');

create table project_update (
  city_id int not null,
  id bigint generated always as identity,
  project_id bigint not null,
  body text not null check (body <> ''),
  file_id bigint,
  photo_description text not null default '',
  written_by bigint not null,
  at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, project_id) references project (city_id, id),
  foreign key (city_id, file_id) references file (city_id, id)
);
create index project_update_of on project_update (city_id, project_id, id);
select tenant('project_update', 'select, insert');

-- Money as the treasury reports it, one line each: approved, committed, accrued or paid.
create table project_money (
  city_id int not null,
  id bigint generated always as identity,
  project_id bigint not null,
  kind text not null check (kind in ('approved', 'committed', 'accrued', 'paid')),
  amount bigint not null,
  concept text not null,
  on_day date not null,
  fiscal_year int not null,
  entered_by bigint not null,
  entered_at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, project_id) references project (city_id, id)
);
create index project_money_of on project_money (city_id, project_id, kind);
select tenant('project_money', 'select, insert');
