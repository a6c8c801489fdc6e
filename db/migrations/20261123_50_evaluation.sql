-- Evaluation: the case of each proposal, the departments' opinions inside it, the signed decision.

create table checklist_item (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  -- 'formal' is answered once by the coordinator, 'substantive' by each department.
  scope text not null check (scope in ('formal', 'substantive')),
  -- Null: for every category, for every department.
  category text,
  department_id bigint,
  position int not null,
  code text not null,
  question text not null,
  help text not null default '',
  legal_basis text not null default '',
  blocking boolean not null,
  correctable boolean not null,
  -- The plain sentence that becomes the reason when the item is not met.
  refusal text not null default '',
  primary key (city_id, id),
  unique (city_id, cycle_id, code),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, department_id) references department (city_id, id),
  check (not blocking or refusal <> '')
);
select tenant('checklist_item', 'select, insert, update');

create table evaluation_case (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  proposal_id bigint not null,
  state text not null default 'received' check (state in
    ('received', 'formal_check', 'waiting', 'with_departments', 'consolidation', 'prepared', 'signed', 'revealed', 'closed')),
  opened_at timestamptz not null,
  -- Counts changes: a form that was filled in over an older state is refused, not merged.
  revision int not null default 1,
  -- The proposal's folio and text as the desk searches them; never shown.
  search tsvector not null default '',
  primary key (city_id, id),
  unique (city_id, proposal_id),
  foreign key (city_id, cycle_id) references cycle (city_id, id),
  foreign key (city_id, proposal_id) references proposal (city_id, id)
);
create index evaluation_case_by_state on evaluation_case (city_id, cycle_id, state, id);
create index evaluation_case_search on evaluation_case using gin (search);
select tenant('evaluation_case', 'select, insert, update');

create table case_transition (
  city_id int not null,
  id bigint generated always as identity,
  case_id bigint not null,
  from_state text,
  to_state text not null,
  reason text,
  done_by bigint,
  at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, case_id) references evaluation_case (city_id, id)
);
create index case_transition_of on case_transition (city_id, case_id, id);
select tenant('case_transition', 'select, insert');

-- Everybody who ever wrote into the evaluation of a case, also into what was later returned or replaced: none of them may
-- sign it.
create table case_evaluator (
  city_id int not null,
  case_id bigint not null,
  person_id bigint not null,
  since timestamptz not null,
  primary key (city_id, case_id, person_id),
  foreign key (city_id, case_id) references evaluation_case (city_id, id),
  foreign key (city_id, person_id) references person (city_id, id)
);
select tenant('case_evaluator', 'select, insert');

create table formal_answer (
  city_id int not null,
  case_id bigint not null,
  item_id bigint not null,
  answer text not null check (answer in ('met', 'not_met', 'not_applicable')),
  comment text not null default '',
  answered_by bigint not null,
  answered_at timestamptz not null,
  primary key (city_id, case_id, item_id),
  foreign key (city_id, case_id) references evaluation_case (city_id, id),
  foreign key (city_id, item_id) references checklist_item (city_id, id)
);
select tenant('formal_answer', 'select, insert, update');

-- One department's part of a case; no other department writes here.
create table opinion (
  city_id int not null,
  id bigint generated always as identity,
  case_id bigint not null,
  department_id bigint not null,
  evaluator_id bigint,
  asked_by bigint not null,
  asked_at timestamptz not null,
  due_on date,
  verdict text check (verdict in ('feasible', 'infeasible')),
  comment text not null default '',
  effects text not null default '',
  minutes int check (minutes >= 0),
  submitted_by bigint,
  submitted_at timestamptz,
  returned_reason text,
  -- The question was put to the wrong department: it waits for nobody any more.
  taken_back_by bigint,
  taken_back_at timestamptz,
  taken_back_reason text,
  revision int not null default 1,
  primary key (city_id, id),
  unique (city_id, case_id, department_id),
  foreign key (city_id, case_id) references evaluation_case (city_id, id),
  foreign key (city_id, department_id) references department (city_id, id),
  foreign key (city_id, evaluator_id) references person (city_id, id),
  check ((submitted_at is null) = (submitted_by is null)),
  check (submitted_at is null or verdict is not null),
  check ((taken_back_at is null) = (taken_back_reason is null)),
  check (taken_back_at is null or submitted_at is null)
);
create index opinion_of_department on opinion (city_id, department_id, case_id);
select tenant('opinion', 'select, insert, update');

-- What a department said each time it said it: an opinion that is returned and answered anew does not lose its first answer.
create table opinion_submission (
  city_id int not null,
  id bigint generated always as identity,
  opinion_id bigint not null,
  verdict text not null check (verdict in ('feasible', 'infeasible')),
  comment text not null,
  effects text not null,
  cost bigint not null check (cost >= 0),
  -- Answers and cost lines as they were: {"answers": […], "lines": […]}.
  content jsonb not null,
  submitted_by bigint not null,
  submitted_at timestamptz not null,
  primary key (city_id, id),
  foreign key (city_id, opinion_id) references opinion (city_id, id)
);
create index opinion_submission_of on opinion_submission (city_id, opinion_id, id);
select tenant('opinion_submission', 'select, insert');

create table opinion_answer (
  city_id int not null,
  opinion_id bigint not null,
  item_id bigint not null,
  answer text not null check (answer in ('met', 'not_met', 'not_applicable')),
  comment text not null default '',
  primary key (city_id, opinion_id, item_id),
  foreign key (city_id, opinion_id) references opinion (city_id, id),
  foreign key (city_id, item_id) references checklist_item (city_id, id)
);
select tenant('opinion_answer', 'select, insert, update, delete');

create table cost_line (
  city_id int not null,
  opinion_id bigint not null,
  position int not null,
  concept text not null check (concept <> ''),
  unit text not null,
  -- In thousandths of the unit, so that 2.5 m² is exact.
  quantity_milli bigint not null check (quantity_milli > 0),
  unit_price bigint not null check (unit_price >= 0),
  primary key (city_id, opinion_id, position),
  foreign key (city_id, opinion_id) references opinion (city_id, id)
);
select tenant('cost_line', 'select, insert, update, delete');

-- Prepared by one person, signed by another; what was signed is never changed, a correction is a new row.
create table decision (
  city_id int not null,
  id bigint generated always as identity,
  case_id bigint not null,
  outcome text not null check (outcome in ('feasible', 'infeasible', 'joined')),
  reasons text not null default '',
  effects text not null default '',
  cost bigint check (cost > 0),
  -- What the departments' lines add up to; another cost needs its reason.
  departments_cost bigint not null default 0 check (departments_cost >= 0),
  cost_reason text not null default '',
  joined_to bigint,
  prepared_by bigint not null,
  prepared_at timestamptz not null,
  signed_by bigint,
  signed_at timestamptz,
  -- The department in whose name the signer signed; null for the whole city.
  signed_department_id bigint,
  sent_back_by bigint,
  sent_back_at timestamptz,
  sent_back_reason text,
  -- SHA-256 of the decision's canonical text, from the moment it is signed.
  hash bytea,
  revealed_at timestamptz,
  primary key (city_id, id),
  foreign key (city_id, case_id) references evaluation_case (city_id, id),
  foreign key (city_id, joined_to) references proposal (city_id, id),
  foreign key (city_id, signed_department_id) references department (city_id, id),
  check (signed_by <> prepared_by),
  check (outcome <> 'joined' or (joined_to is not null and reasons <> '')),
  check (outcome <> 'feasible' or cost = departments_cost or cost_reason <> ''),
  check (outcome <> 'infeasible' or reasons <> ''),
  check (outcome <> 'feasible' or (cost is not null and effects <> '')),
  check ((signed_at is null) = (signed_by is null) and (signed_at is null) = (hash is null)),
  check (revealed_at is null or signed_at is not null),
  check (sent_back_at is null or signed_at is null)
);
create unique index decision_standing on decision (city_id, case_id) where sent_back_at is null;
create index decision_to_reveal on decision (city_id, id) where signed_at is not null and revealed_at is null;
select tenant('decision', 'select, insert, update');

-- The wall behind the two-person rule: who evaluated any part of a case can never sign it, whatever the code does.
create function decision_is_signed_by_another() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.signed_at is not null then
    if (to_jsonb(new) - 'revealed_at') is distinct from (to_jsonb(old) - 'revealed_at') or old.revealed_at is not null then
      raise exception 'a signed decision is never changed' using errcode = 'check_violation', constraint = 'decision_is_signed';
    end if;
    return new;
  end if;
  if new.signed_by is not null and (
    exists (
      select from case_evaluator e
      where e.city_id = new.city_id and e.case_id = new.case_id and e.person_id = new.signed_by
    ) or exists (
      select from opinion o
      where o.city_id = new.city_id and o.case_id = new.case_id and o.taken_back_at is null
        and new.signed_by in (o.evaluator_id, o.submitted_by)
    )
  ) then
    raise exception 'the signer evaluated this case' using errcode = 'check_violation', constraint = 'decision_signer_evaluated';
  end if;
  return new;
end $$;
create trigger decision_is_signed_by_another before insert or update on decision
  for each row execute function decision_is_signed_by_another();

-- The day on which all signed decisions of a cycle become public at once.
create table reveal (
  city_id int not null,
  id bigint generated always as identity,
  cycle_id bigint not null,
  at timestamptz not null,
  set_by bigint not null,
  set_at timestamptz not null default now(),
  done_at timestamptz,
  decisions int,
  primary key (city_id, id),
  foreign key (city_id, cycle_id) references cycle (city_id, id)
);
create unique index reveal_planned on reveal (city_id, cycle_id) where done_at is null;
select tenant('reveal', 'select, insert, update');
