import { setTimeout } from 'node:timers/promises';
import type { Command, Event } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { recordSteps } from '../../store/records.ts';
import { row } from '../../store/rows.ts';

const PAUSE_MS = 10;

type Open = {
  readonly instance: string;
  readonly process: string;
  readonly token: string;
  readonly node: string;
  readonly definition: string;
  readonly sequence: number;
  readonly candidates: readonly string[];
};

/** People at work beside the readers: they claim a task, decide it, and another one comes up. */
export async function work(db: Db, instances: number, isOver: () => boolean): Promise<number> {
  let steps = 0;
  for (let turn = 0; !isOver(); turn += 1) {
    const open = await someTask(db, turn % instances);
    if (open) steps += await decide(db, open);
    await setTimeout(PAUSE_MS);
  }
  return steps;
}

const someTask = (db: Db, nth: number) =>
  row<Open>(
    db,
    `select instance.id as instance, instance.process_key as process, task.token, task.node, instance.definition,
       instance.sequence, task.candidates
     from task join process_instance instance on instance.id = task.instance_id
     where task.instance_id = 'process' || cast(:nth as integer) % 20 || '/' || :nth
       and task.status = 'open' and assignee_id is null limit 1`,
    { nth },
  );

async function decide(db: Db, { instance, process, token, node, definition, sequence, candidates }: Open) {
  const at = Date.now();
  const by = 'p1';
  const next = `${token}.${sequence}`;
  const claim: Command = { kind: 'assignTask', token, assignee: by, candidates };
  const close: Command = { kind: 'closeTask', token, node, outcome: 'approved', by };
  const open: Command = {
    kind: 'openTask',
    token: next,
    node,
    name: 'Step',
    openedAt: at,
    dueAt: at + 3_600_000,
    candidates,
    clauses: [],
    approval: true,
    variables: {},
  };
  const claimed: Event = { kind: 'taskClaimed', token, by, at };
  const approved: Event = { kind: 'taskCompleted', token, by, at, verdict: 'approved', variables: {} };
  const record = { instanceId: instance, processKey: process, businessKey: '', definition, title: 'Case' };
  for (const [index, { event, commands }] of [
    { event: claimed, commands: [claim] },
    { event: approved, commands: [close, open] },
  ].entries()) {
    const number = sequence + 1 + index;
    const steps = [{ sequence: number, event, commands }];
    await recordSteps(db, { ...record, startedBy: by, status: 'running', steps, receipts: [], digest: `${number}` });
  }
  return 2;
}
