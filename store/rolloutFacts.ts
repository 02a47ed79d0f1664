import type { Fact, Phase, SignOff } from '../domain/rollout.ts';
import { factsOfPlan, type Plan } from '../domain/rolloutPlan.ts';
import type { Db } from './db.ts';
import { superviseFacts } from './inspections.ts';
import { buildFacts } from './policyScope.ts';
import { row, rows } from './rows.ts';
import { waveFacts } from './waves.ts';

/** Which gate is measured: that of a phase, or of one wave of the train phase. */
export type GateQuestion = {
  readonly rollout: string;
  readonly policy: string;
  readonly version: number;
  readonly phase: Phase;
  /** Id of the wave's own workflow, "wave/POL-01@v2/pilot". */
  readonly wave?: string;
  /** When the phase was launched, ms since the epoch. */
  readonly since: number;
};

/** What the gate measures now, asked of those who know. */
export function gateFacts(db: Db, question: GateQuestion): Promise<readonly Fact[]> {
  const { policy, version, wave } = question;
  if (wave !== undefined) return waveFacts(db, wave);
  const measures: { readonly [P in Phase]: () => Promise<readonly Fact[]> } = {
    plan: () => planFacts(db, question),
    build: () => buildFacts(db, policy, version),
    train: () => trainFacts(db, question),
    supervise: () => reviewFacts(db, question),
  };
  return measures[question.phase]();
}

async function planFacts(db: Db, { rollout }: GateQuestion): Promise<readonly Fact[]> {
  const found = await row<{ plan: Plan | null }>(db, 'select plan from rollout where id = :rollout', { rollout });
  return factsOfPlan(found?.plan ?? {});
}

/** How many waves have passed their gates: 2.11 wants all of them. */
async function trainFacts(db: Db, { rollout }: GateQuestion): Promise<readonly Fact[]> {
  const found = await row<{ waves: number; passed: number }>(
    db,
    `select cast(count(*) as integer) as waves,
       cast(count(*) filter (where state in ('passed', 'conditional')) as integer) as passed
     from rollout_wave where rollout_id = :rollout`,
    { rollout },
  );
  const { waves = 0, passed = 0 } = found ?? {};
  return [{ id: 'waves-passed', target: waves, measured: passed, unit: 'count', ok: passed >= waves }];
}

const REVIEWS = 3;

/** The reviews after 30, 60 and 90 days that were held to their end since the phase was launched. */
async function reviewFacts(db: Db, { rollout, policy, version, since }: GateQuestion): Promise<readonly Fact[]> {
  const found = await row<{ held: number }>(
    db,
    `select cast(count(*) as integer) as held from process_instance
     where parent_id = :rollout and process_key = 'superviseReview' and status = 'completed' and started_at >= :since`,
    { rollout, since: new Date(since).toISOString() },
  );
  const held = found?.held ?? 0;
  return [
    { id: 'reviews-held', target: REVIEWS, measured: held, unit: 'count', ok: held >= REVIEWS },
    ...(await superviseFacts(db, policy, version, since)),
  ];
}

type Signed = {
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly signer: string | null;
  readonly at: Date;
  readonly event: {
    readonly verdict: SignOff['verdict'];
    readonly comment?: string;
    readonly variables?: { readonly outcome?: string; readonly conditions?: SignOff['demands'] };
  };
};

/** The signatures that the journal of a review has, the last one of each that was asked for. */
export async function signOffsOf(db: Db, instance: string): Promise<readonly SignOff[]> {
  const found = await rows<Signed>(
    db,
    `select distinct on (task.id, actor_id) actor_id as by, process_step.on_behalf_of as "onBehalfOf",
       task.variables ->> 'signer' as signer, at, event
     from process_step join task on task.id = process_step.instance_id || '|' || process_step.token
     where process_step.instance_id = :instance and kind = 'taskCompleted' and refused is null and task.approval
     order by task.id, actor_id, sequence desc`,
    { instance },
  );
  const last = new Map<string, Signed>();
  for (const signed of found.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    last.set(signed.signer ?? signed.onBehalfOf ?? signed.by, signed);
  }
  return [...last.values()].map(signOffOf);
}

/** Whoever signs with conditions names them: a signature "with conditions" without any passes nothing. */
function signOffOf({ by, onBehalfOf, signer, at, event }: Signed): SignOff {
  const { verdict, comment, variables = {} } = event;
  const demands = variables.outcome === 'conditional' ? (variables.conditions ?? []) : [];
  const isEmpty = variables.outcome === 'conditional' && demands.length === 0;
  return {
    by,
    ...(onBehalfOf === null ? {} : { onBehalfOf }),
    ...(signer === null || signer === by ? {} : { signer }),
    at: at.getTime(),
    verdict: isEmpty ? 'rejected' : verdict,
    demands,
    ...(comment === undefined ? {} : { comment }),
  };
}
