import type { Knex } from 'knex';

const inspections = `
  create table inspection_plan (
    id text primary key,
    policy_id text not null references policy,
    name jsonb not null,
    process_key text not null,
    node text not null,
    clauses text[] not null,
    frequency text not null check (frequency in ('daily', 'weekly', 'monthly', 'quarterly')),
    method text not null check (method in ('all', 'discovery', 'aql', 'risk', 'triggered')),
    size integer not null default 0 check (size >= 0),
    pool_duty text not null,
    independence text not null check (independence in ('not-inspected', 'other-department')),
    -- How strict the lot tables are just now.
    level text not null default 'normal' check (level in ('reduced', 'normal', 'tightened')),
    live_since timestamptz,
    live_by text,
    live_version integer
  );
  create index inspection_plan_by_policy on inspection_plan (policy_id, id);

  create table inspection (
    id text primary key,
    plan_id text not null references inspection_plan,
    period text not null,
    window_from timestamptz not null,
    window_to timestamptz not null,
    seed text not null,
    population integer not null,
    population_hash text not null,
    method text not null,
    level text not null,
    sample_size integer not null,
    state text not null check (state in ('sampled', 'in-progress', 'response', 'confirmed', 'closed')),
    accepted boolean,
    inspector_id text,
    drawn_by text,
    drawn_at timestamptz not null,
    confirmed_at timestamptz,
    closed_at timestamptz,
    unique (plan_id, period)
  );
  create index inspection_recent on inspection (drawn_at desc, id desc);
  create index inspection_by_plan on inspection (plan_id, drawn_at desc, id desc);
  create index inspection_by_inspector on inspection (inspector_id, drawn_at desc, id desc);

  create table inspection_item (
    inspection_id text not null references inspection,
    number integer not null,
    task_id text not null,
    performer_id text not null,
    result text check (result in ('PASS', 'MINOR', 'MAJOR', 'CRITICAL', 'NA')),
    note text,
    evidence text,
    answer text check (answer in ('accepted', 'contested')),
    answer_comment text,
    primary key (inspection_id, number),
    unique (inspection_id, task_id)
  );
  create index inspection_item_by_performer on inspection_item (performer_id, inspection_id);

  create table finding (
    id text primary key,
    inspection_id text not null,
    item integer not null,
    severity text not null check (severity in ('MINOR', 'MAJOR', 'CRITICAL')),
    clause text not null,
    owner_id text not null,
    description text not null,
    intent_suspected boolean not null default false,
    state text not null check (state in ('open', 'corrected', 'effect-check', 'reopened', 'closed')),
    times_reopened integer not null default 0,
    correction text,
    cause text,
    corrective_action text,
    effect text,
    case_id text,
    found_at timestamptz not null,
    closed_at timestamptz,
    foreign key (inspection_id, item) references inspection_item (inspection_id, number)
  );
  create index finding_recent on finding (found_at desc, id desc);
  create index finding_by_inspection on finding (inspection_id, item);
  create index finding_by_owner on finding (owner_id, found_at desc, id desc);
  create index task_finished_of_step on task (process_key, node, closed_at)
    where status in ('completed', 'approved', 'rejected');
`;

const cases = `
  -- The measures of the policy and no others: what takes money as a punishment cannot be written down here.
  create domain sanction_measures as text[] check (value <@ array['no-measure', 'reminder-talk', 'retraining',
    'written-warning', 'severe-warning', 'permission-suspension', 'permission-reduction', 'performance-effect',
    'award-exclusion', 'post-change', 'loss-compensation', 'dismissal', 'referral']);

  create table violation_case (
    id text primary key,
    instance_id text not null unique,
    source text not null check (source in
      ('inspection', 'indicator', 'report', 'consumer', 'regulator', 'platform', 'self-report')),
    respondent_id text not null references person,
    reporter_id text,
    finding_id text references finding,
    clause text not null,
    -- The moment, when it is known; else the beginning of the day, in the company's zone.
    acted_at timestamptz not null,
    allegation text not null,
    state text not null check (state in ('triage', 'investigation', 'facts-notice', 'statement', 'proposal', 'checks',
      'sign-off', 'service', 'lesson', 'closed')),
    outcome text check (outcome in ('no-case', 'referred', 'not-established', 'decided')),
    -- Whoever works on it: nobody who is concerned in it.
    officer_id text not null,
    investigator_id text not null,
    legal_reviewer_id text not null,
    hr_reviewer_id text not null,
    decider_id text not null,
    panel text[] not null,
    violation_class text check (violation_class in ('slight', 'ordinary', 'considerable', 'severe', 'grave')),
    weighed_class text check (weighed_class in ('slight', 'ordinary', 'considerable', 'severe', 'grave')),
    occurrence integer,
    facts text,
    evidence text[] not null default '{}',
    enforceability jsonb,
    allowed sanction_measures,
    statement text,
    measures sanction_measures,
    reasons text,
    -- Fen (CNY) of one month's wage, never above the cap worked out beside it.
    compensation bigint,
    compensation_cap jsonb,
    service_method text,
    service_receipt text,
    lesson text,
    reported_at timestamptz not null,
    noticed_at timestamptz,
    served_at timestamptz,
    closed_at timestamptz,
    check (compensation is null or (compensation >= 0 and compensation <= cast(compensation_cap ->> 'cap' as bigint)))
  );
  create index violation_case_recent on violation_case (reported_at desc, id desc);
  create index violation_case_by_respondent on violation_case (respondent_id, reported_at desc, id desc);
  create index violation_case_by_reporter on violation_case (reporter_id, reported_at desc, id desc);
  alter table finding add foreign key (case_id) references violation_case;
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(inspections);
  await knex.raw(cases);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table finding drop constraint finding_case_id_fkey;
    drop table violation_case;
    drop domain sanction_measures;
    drop index task_finished_of_step;
    drop table finding, inspection_item, inspection, inspection_plan;
  `);
}
