import { setTimeout as sleep } from 'node:timers/promises';
import { REQUESTER } from './moves.ts';
import { refusalOf } from './person.ts';
import { type OpenTask, type Story, type Twist, unexpected } from './story.ts';

const POLL_MS = 150;

/** What must have been seen by the end of the demo. */
export const wanted = [
  'self-approval-refused',
  'escalated',
  'transferred',
  'rejected',
  'returned',
  'late-answer-refused',
] as const;

/** What goes wrong in the demo, and how the system takes it. Made anew for each run: every twist happens once. */
export function makeTwists(): Readonly<Record<string, Twist>> {
  return {
    approveProposal: once(proposalLiesUntilEscalated),
    clearIpr: once(searchIsHandedOver),
    reviewContract: once(contractIsRejected),
    approveQuotes: inTurn([quotesAreReturned, quotesLapse]),
  };
}

/** The requester may not approve her own proposal; whoever takes it lets it lie, until it comes before a superior. */
async function proposalLiesUntilEscalated(story: Story, task: OpenTask): Promise<boolean> {
  const params = { taskId: task.id };
  const code = await refusalOf(story.person(REQUESTER).call('signOffTask', { params, body: { verdict: 'approved' } }));
  if (code !== 'own-request') throw new Error(unexpected(task.node, code));
  story.tell(REQUESTER, 'self-approval-refused', { node: task.node, detail: code });
  await story.person('lu-chen').call('claimTask', { params });
  story.tell('lu-chen', 'claimed', { node: task.node });
  for (;;) {
    const escalated = (await story.instance()).history.find(
      (it) => it.kind === 'taskEscalated' && it.node === task.node,
    );
    const superior = escalated?.to;
    if (superior) {
      story.tell(superior, 'escalated', { node: task.node });
      await story.usually(task, superior);
      return true;
    }
    await sleep(POLL_MS);
  }
}

async function searchIsHandedOver(story: Story, task: OpenTask): Promise<boolean> {
  const params = { taskId: task.id };
  await story.person('du-ruo').call('claimTask', { params });
  await story
    .person('du-ruo')
    .call('transferTask', { params, body: { to: 'fan-yiming', reason: '出差,请一鸣接手。' } });
  story.tell('du-ruo', 'transferred', { node: task.node, detail: 'fan-yiming' });
  await story.usually(task, 'fan-yiming');
  return true;
}

async function contractIsRejected(story: Story, task: OpenTask): Promise<boolean> {
  await story.person('han-xue').call('signOffTask', {
    params: { taskId: task.id },
    body: { verdict: 'rejected', comment: '违约金条款缺少上限,请修改。' },
  });
  story.tell('han-xue', 'rejected', { node: task.node });
  return true;
}

async function quotesAreReturned(story: Story, task: OpenTask): Promise<boolean> {
  await story.person('xie-yutong').call('returnTask', {
    params: { taskId: task.id },
    body: { to: 'requestQuotes', reason: '第二家报价未含税,请重新询价。' },
  });
  story.tell('xie-yutong', 'returned', { node: task.node, detail: 'requestQuotes' });
  return true;
}

/** Quotes are good for five working days: whoever signs after that is told so. */
async function quotesLapse(story: Story, task: OpenTask): Promise<boolean> {
  const isOpen = async () => (await story.instance()).tasks.some((it) => it.id === task.id);
  while (await isOpen()) await sleep(POLL_MS);
  const params = { taskId: task.id };
  const code = await refusalOf(
    story.person('xie-yutong').call('signOffTask', { params, body: { verdict: 'approved' } }),
  );
  if (code !== 'task-closed') throw new Error(unexpected(task.node, code));
  story.tell('xie-yutong', 'late-answer-refused', { node: task.node, detail: code });
  return true;
}

const once = (twist: Twist): Twist => inTurn([twist]);

/** The first visit of a step has the first twist, the second the second; then the usual move. */
function inTurn(twists: readonly Twist[]): Twist {
  const left = [...twists];
  return async (story, task) => {
    const next = left.shift();
    return next ? next(story, task) : false;
  };
}
