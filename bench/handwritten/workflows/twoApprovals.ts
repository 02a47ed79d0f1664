import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { Activities } from '../../../activities/index.ts';
import { separation } from '../../../domain/approval.ts';
import type { Command, Event, OpenTask } from '../../../engine/bpmn/instance.ts';
import { type Decided, type Decision, decideUpdate, type TwoApprovalsInput } from './messages.ts';

const { recordSteps, escalateTask } = proxyActivities<Activities['records'] & Escalation>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '5 seconds' },
});
type Escalation = { escalateTask(task: string): Promise<void> };

const nodes = ['review', 'decide'] as const;
type Pending = { readonly decision: Decision; readonly settle: (decided: Decided) => void };

/**
 * What a good programmer writes for two approvals in a row, by hand: the same record per decision, separation of duties
 * in the validator and again when it is decided, one answer per request, a deadline on each approval that escalates.
 */
export async function twoApprovals(input: TwoApprovalsInput): Promise<void> {
  const { workflowId, workflowType } = workflowInfo();
  const receipts = new Map<string, Decided>();
  const performers: Record<string, string[]> = {};
  const inbox: Pending[] = [];
  let sequence = 0;
  let open: OpenTask | undefined;

  setHandler(
    decideUpdate,
    async (decision) => {
      const known = receipts.get(decision.requestId);
      if (known) return known;
      return new Promise<Decided>((settle) => inbox.push({ decision, settle }));
    },
    {
      validator: (decision) => {
        const code = receipts.has(decision.requestId) ? undefined : objection(decision);
        if (code) throw ApplicationFailure.nonRetryable(code, code);
      },
    },
  );

  await record(
    { kind: 'started', at: input.startedAt, by: input.startedBy, businessKey: input.businessKey, variables: {} },
    [opening(0)],
  );
  for (const [index] of nodes.entries()) await decided(index);
  await condition(allHandlersFinished);

  async function decided(index: number): Promise<void> {
    if (input.dueAfterMs !== undefined) void escalateAt(index, input.dueAfterMs);
    for (let isOpen = true; isOpen; ) {
      await condition(() => inbox.length > 0);
      const next = inbox.shift();
      if (next) isOpen = !(await decide(index, next));
    }
  }

  async function decide(index: number, { decision, settle }: Pending): Promise<boolean> {
    const code = objection(decision);
    if (code) {
      settle({ kind: 'refused', code });
      return false;
    }
    const { by, token, verdict, requestId } = decision;
    const isLast = index === nodes.length - 1;
    const node = nodes[index] ?? '';
    performers[node] = [by];
    const answer: Decided = { kind: 'done', sequence: sequence + 1, status: isLast ? 'completed' : 'running' };
    const at = Math.min(Date.now(), Math.max(open?.openedAt ?? 0, decision.answeredAt));
    await record(
      { kind: 'taskCompleted', at, by, token, verdict, variables: {} },
      [
        { kind: 'closeTask', token, node, outcome: verdict, by },
        isLast ? { kind: 'ended', outcome: 'completed' } : opening(index + 1),
      ],
      { requestId, answer },
    );
    receipts.set(requestId, answer);
    settle(answer);
    return true;
  }

  async function escalateAt(index: number, ms: number): Promise<void> {
    await sleep(ms, { summary: `due ${nodes[index]}` });
    if (open && open.node === nodes[index]) await escalateTask(`${workflowId}|${open.token}`);
  }

  function objection({ by, token }: Decision): 'own-request' | 'own-work' | 'task-closed' | undefined {
    const task = open;
    if (task === undefined || task.token !== token) return 'task-closed';
    const notBy = task.node === 'decide' ? ['review'] : [];
    const requester = input.startedBy;
    return separation({ actor: { by }, requester, performers, notBy })?.code as 'own-request' | undefined;
  }

  function opening(index: number): OpenTask {
    const node = nodes[index] ?? '';
    return {
      kind: 'openTask',
      token: `t${index + 1}`,
      node,
      name: node,
      openedAt: Date.now(),
      ...(input.dueAfterMs === undefined ? {} : { dueAt: Date.now() + input.dueAfterMs }),
      candidates: ['duty:manager'],
      clauses: [],
      approval: true,
      variables: {},
    };
  }

  async function record(
    event: Event,
    commands: readonly Command[],
    receipt?: { readonly requestId: string; readonly answer: Decided },
  ): Promise<void> {
    sequence += 1;
    open = commands.find((command) => command.kind === 'openTask');
    const { definition, businessKey, title, startedBy } = input;
    const isOver = commands.some(({ kind }) => kind === 'ended');
    await recordSteps({
      instanceId: workflowId,
      processKey: workflowType,
      businessKey,
      definition,
      title,
      startedBy,
      status: isOver ? 'completed' : 'running',
      steps: [
        {
          sequence,
          event,
          commands,
          ...(receipt ? { requestId: receipt.requestId, grounds: { duty: 'manager' } } : {}),
        },
      ],
      receipts: receipt ? [receipt] : [],
      digest: `${workflowId}#${sequence}`,
    });
    setCurrentDetails(open ? `${title}: ${open.name}` : title);
  }
}
