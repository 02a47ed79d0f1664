import { ask } from '../ask.ts';
import type { Behaviour } from '../behaviour.ts';
import { textOf } from '../expressions.ts';
import type { OpenTask, Token } from '../instance.ts';
import type { Assignment, Due, NodeOf } from '../model.ts';
import type { Run } from '../run.ts';
import { momentOf, schedule } from '../timers.ts';

export const userTask: Behaviour<'userTask'> = {
  enter(task, token, run) {
    const candidates = candidatesOf(task.assignment, token, run);
    const moments = task.due === undefined ? {} : momentsOf(task.due, token, run);
    ask({ ...describe(task), token: token.id, openedAt: run.at, candidates, ...dueOf(moments) }, run);
    if (moments.remindAt !== undefined) schedule(token, { what: 'remind', at: moments.remindAt }, run);
    if (moments.dueAt !== undefined && task.due?.escalate !== undefined) {
      schedule(token, { what: 'due', at: moments.dueAt }, run);
    }
  },
};

type Moments = { readonly dueAt?: number; readonly provisional?: boolean; readonly remindAt?: number };

function describe({ id, name = id, clauses, form, approval, permission, credential }: NodeOf<'userTask'>) {
  return {
    kind: 'openTask' as const,
    node: id,
    name,
    clauses,
    approval: approval !== undefined,
    ...(form === undefined ? {} : { form }),
    ...(permission === undefined ? {} : { permission }),
    ...(credential === undefined ? {} : { credential }),
  };
}

function dueOf({ dueAt, provisional }: Moments): Pick<OpenTask, 'dueAt' | 'provisional'> {
  return { ...(dueAt === undefined ? {} : { dueAt }), ...(provisional === undefined ? {} : { provisional }) };
}

function candidatesOf({ duty, department, person }: Assignment, token: Token, run: Run): readonly string[] {
  const candidates: string[] = [];
  if (duty !== undefined) {
    candidates.push(department === undefined ? `duty:${duty}` : `duty:${duty}/${textOf(department, token, run)}`);
  }
  if (person !== undefined) candidates.push(`person:${textOf(person, token, run)}`);
  return candidates;
}

/** A reminder comes a length of plain time before the due moment, whatever calendar that is counted on. */
function momentsOf(due: Due, token: Token, run: Run): Moments {
  const { at, provisional } = momentOf(due, token, run.at, run);
  const moments = { dueAt: at, ...(provisional === undefined ? {} : { provisional }) };
  if (due.remindBefore === undefined) return moments;
  const length = momentOf({ duration: due.remindBefore }, token, at, run).at - at;
  return at - length > run.at ? { ...moments, remindAt: at - length } : moments;
}
