import type { Knex } from 'knex';

const policy = `
  alter table policy
    add level integer not null default 1 check (level between 1 and 3),
    add owner_department text,
    add review_months integer not null default 12,
    add authoritative text not null default 'zh-CN' check (authoritative in ('zh-CN', 'en'));

  alter table policy_version
    drop constraint policy_version_status_check,
    add constraint policy_version_status_check check (status in
      ('draft', 'in-review', 'approved', 'publicity', 'in-force', 'superseded', 'withdrawn')),
    add based_on integer,
    add created_by text,
    add created_at timestamptz not null default now(),
    add approved_by text,
    add approved_at timestamptz,
    add effective_to timestamptz,
    add withdrawn_reason text;
  -- One change of a policy at a time: two drafts of the same version in force could not both be right.
  create unique index policy_version_in_preparation on policy_version (policy_id)
    where status in ('draft', 'in-review', 'approved', 'publicity');

  alter table clause
    add chapter_id text not null generated always as (split_part(number, '.', 1)) stored,
    -- The version in which this wording first stood.
    add since_version integer,
    add change_class text check (change_class in ('EDITORIAL', 'SUBSTANTIVE')),
    add change_reason jsonb;
  update clause set since_version = version;
  alter table clause alter since_version set not null;
  create index clause_by_law on clause using gin (laws jsonb_path_ops);

  -- Who answers for a chapter; where nothing is said, the department that owns the policy.
  create table policy_chapter (
    policy_id text not null references policy,
    chapter_id text not null,
    department_id text not null,
    primary key (policy_id, chapter_id)
  );

  -- Where the review of a chapter stands, and the content that was reviewed.
  create table chapter_review (
    policy_id text not null,
    version integer not null,
    chapter_id text not null,
    status text not null check (status in ('drafting', 'in-review', 'approved')),
    content_hash text,
    instance_id text not null,
    changed_at timestamptz not null default now(),
    primary key (policy_id, version, chapter_id),
    foreign key (policy_id, version) references policy_version
  );

  -- Labour Contract Law, art. 4: discussion by all staff, then consultation on equal terms with their representatives.
  create table consultation (
    id text primary key,
    policy_id text not null,
    version integer not null,
    round integer not null,
    mode text not null check (mode in ('all-staff', 'congress')),
    status text not null check (status in ('collecting', 'negotiating', 'concluded')),
    draft_hash text not null,
    opened_at timestamptz not null,
    closes_at timestamptz,
    invited integer not null default 0,
    agreement text check (agreement in ('agreed', 'disagreement-recorded')),
    disagreement text,
    minutes_file text,
    concluded_at timestamptz,
    instance_id text,
    unique (policy_id, version, round),
    foreign key (policy_id, version) references policy_version,
    check (status <> 'concluded' or (agreement is not null and concluded_at is not null))
  );

  -- What was put before the staff, clause by clause.
  create table consultation_clause (
    consultation_id text not null references consultation,
    clause_id text not null,
    text_hash text not null,
    -- The wording at the end of the round, where an adopted opinion asked for another one.
    agreed_hash text,
    primary key (consultation_id, clause_id)
  );

  -- Everybody at work when it was opened.
  create table consultation_invitee (
    consultation_id text not null references consultation,
    person_id text not null references person,
    primary key (consultation_id, person_id)
  );

  create table opinion (
    id text primary key,
    consultation_id text not null references consultation,
    clause_id text,
    person_id text not null references person,
    text text not null,
    submitted_at timestamptz not null,
    outcome text check (outcome in ('adopted', 'partly-adopted', 'not-adopted')),
    outcome_reason text,
    answered_by text,
    answered_at timestamptz,
    check ((outcome is null) = (answered_at is null))
  );
  create index opinion_by_consultation on opinion (consultation_id, submitted_at, id);
  create index opinion_unanswered on opinion (consultation_id, submitted_at, id) where outcome is null;

  create table publicity_notice (
    id text primary key,
    policy_id text not null,
    version integer not null,
    channel text not null check (channel in ('in-app', 'notice-board', 'e-mail', 'meeting', 'handbook')),
    content_hash text not null,
    published_at timestamptz not null,
    until timestamptz,
    audience integer not null,
    evidence_file text,
    recorded_by text,
    instance_id text,
    foreign key (policy_id, version) references policy_version
  );
  create index publicity_notice_by_version on publicity_notice (policy_id, version, published_at);

  create table law (
    id text primary key,
    position integer not null,
    jurisdiction text not null check (jurisdiction in ('CN', 'EU', 'US')),
    name jsonb not null,
    number text,
    edition jsonb,
    promulgated date,
    effective_from date,
    effective_to date,
    effective_note jsonb,
    certainty text not null check (certainty in ('C', 'K', 'V')),
    certainty_note jsonb,
    -- [{"articles": […], "statement": {"zh-CN": …, "en": …}}]
    articles jsonb not null default '[]',
    current boolean not null default true
  );
  create index law_by_jurisdiction on law (jurisdiction, position);

  -- 1.5: earlier versions stay available for ever. What has been approved is what was approved.
  create function policy_version_stays() returns trigger language plpgsql as $$
  begin
    if old.status in ('draft', 'in-review') then return coalesce(new, old); end if;
    if tg_op = 'DELETE' then
      raise exception 'policy version % v% is % and stays', old.policy_id, old.version, old.status
        using errcode = 'integrity_constraint_violation';
    end if;
    if (new.policy_id, new.version, new.content_hash, new.based_on, new.approved_by, new.approved_at)
        is distinct from
        (old.policy_id, old.version, old.content_hash, old.based_on, old.approved_by, old.approved_at)
      or new.status in ('draft', 'in-review') then
      raise exception 'policy version % v% is % and stays as it is', old.policy_id, old.version, old.status
        using errcode = 'integrity_constraint_violation';
    end if;
    return new;
  end $$;
  create trigger policy_version_stays before update or delete on policy_version
    for each row execute function policy_version_stays();

  create function clause_stays() returns trigger language plpgsql as $$
  declare
    touched record := coalesce(old, new);
    state text;
  begin
    select status into state from policy_version
      where policy_id = touched.policy_id and version = touched.version;
    if state not in ('draft', 'in-review') then
      raise exception 'clause % of version % is % and stays as it is', touched.id, touched.version, state
        using errcode = 'integrity_constraint_violation';
    end if;
    return coalesce(new, old);
  end $$;
  create trigger clause_stays before insert or update or delete on clause
    for each row execute function clause_stays();
`;

export async function up(knex: Knex): Promise<void> {
  await knex.raw(policy);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    drop trigger clause_stays on clause;
    drop trigger policy_version_stays on policy_version;
    drop function clause_stays, policy_version_stays;
    drop table law, publicity_notice, opinion, consultation_invitee, consultation_clause, consultation, chapter_review,
      policy_chapter;
    drop index clause_by_law, policy_version_in_preparation;
    alter table clause drop chapter_id, drop since_version, drop change_class, drop change_reason;
    alter table policy_version drop constraint policy_version_status_check;
    delete from clause using policy_version v
      where clause.policy_id = v.policy_id and clause.version = v.version
        and v.status not in ('draft', 'in-force', 'superseded');
    delete from policy_version where status not in ('draft', 'in-force', 'superseded');
    alter table policy_version
      add constraint policy_version_status_check check (status in ('draft', 'in-force', 'superseded')),
      drop based_on, drop created_by, drop created_at, drop approved_by, drop approved_at,
      drop effective_to, drop withdrawn_reason;
    alter table policy drop level, drop owner_department, drop review_months, drop authoritative;
  `);
}
