import { setTimeout as wait } from 'node:timers/promises';
import { type SearchAttributePair, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { startProcess } from '../contract/processes.ts';
import { Refusal } from '../domain/refusal.ts';
import { titleOf } from '../engine/bpmn/messageStart.ts';
import type { Process } from '../engine/bpmn/model.ts';
import { queues } from '../platform/queues.ts';
import { searchAttributes } from '../platform/searchAttributes.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Definition } from '../store/definitions.ts';
import { attachFiles } from '../store/files.ts';
import { findInstance } from '../store/instances.ts';
import { type ProcessInput, processWorkflowId } from '../workflows/messages.ts';
import { checkAnswer } from './answerRules.ts';
import { processName } from './elementNames.ts';
import { checkEvidence } from './evidence.ts';
import { checkForm, readyForm } from './forms.ts';
import type { Call, Services } from './handler.ts';
import { isStartedBy } from './startedBy.ts';
import { deadlineOf } from './updates.ts';

/** How long to wait until the lists know the new instance. It is started in any case. */
const RECORD_PATIENCE_MS = 3_000;
const RECORD_PAUSE_MS = 25;
const KEY_RANDOM = 8;
const DATE_LENGTH = 'YYYY-MM-DD'.length;

type StartCall = Call<typeof startProcess>;

/** The form on the start event that people use. */
export function startFormOf({ id, scopes, nodes }: Process): string | undefined {
  for (const start of scopes[id]?.starts ?? []) {
    const node = nodes[start];
    if (node?.kind === 'startEvent' && node.event.kind === 'none') return node.form;
  }
  return undefined;
}

/** Starts an instance, once for each request, and answers when the lists know it. */
export async function startInstance(call: StartCall, definition: Definition, services: Services) {
  const { body, actor, at, locale } = call;
  const { db, settings } = services;
  const formId = startFormOf(definition.model);
  const form = formId === undefined ? undefined : await readyForm(db, formId);
  checkForm(form, body.variables, locale);
  if (formId !== undefined) await checkAnswer(db, formId, body.variables);
  if (body.timeScale !== undefined && settings.ZHIDU_MODE !== 'demo')
    throw new Refusal('not-allowed', { action: 'timeScale' });
  const files = form ? await checkEvidence(db, form, body.variables, actor, locale) : [];

  const businessKey = body.businessKey ?? generatedKey(body.requestId, at);
  const instanceId = processWorkflowId(definition.key, businessKey);
  const { language } = await companySetting(db);
  const { id: key, name, title } = definition.model;
  const variables = { ...body.variables, requester: { id: actor.id, department: actor.department } };
  await start(services, body.requestId, instanceId, {
    definition: definition.hash,
    businessKey,
    title: titleOf({ name: processName(key, name)[language], title }, businessKey, variables),
    startedBy: { by: actor.id },
    startedAt: at.getTime(),
    variables,
    timeScale: body.timeScale ?? 1,
  });
  await recorded(services, instanceId);
  if (files.length > 0) await attachFiles(db, files, { instance: instanceId });
  return { instanceId, businessKey };
}

/** The date for people, and enough of the request id to be nobody else's. */
function generatedKey(requestId: string, at: Date): string {
  const date = at.toISOString().slice(0, DATE_LENGTH).replaceAll('-', '');
  return `${date}-${requestId.replaceAll('-', '').slice(-KEY_RANDOM)}`;
}

async function start(services: Services, requestId: string, instanceId: string, input: ProcessInput): Promise<void> {
  const { temporal, db } = services;
  const processKey = instanceId.slice(0, -(input.businessKey.length + 1));
  const taken = new Refusal('business-key-taken', { businessKey: input.businessKey });
  // Temporal forgets closed ids after their retention; Postgres does not.
  if ((await findInstance(db, instanceId)) && !(await isStartedBy(services, requestId, instanceId))) throw taken;
  try {
    await temporal.withDeadline(deadlineOf(services), () =>
      temporal.workflow.start(processKey, {
        taskQueue: queues.main,
        workflowId: instanceId,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        args: [input],
        staticSummary: input.title,
        memo: { requestId },
        typedSearchAttributes: attributesOf(processKey, input),
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    if (!(await isStartedBy(services, requestId, instanceId))) throw taken;
  }
}

function attributesOf(processKey: string, { variables }: ProcessInput): SearchAttributePair[] {
  const { department } = variables['requester'] as { department: string };
  return [
    { key: searchAttributes.process, value: processKey },
    { key: searchAttributes.department, value: department },
    { key: searchAttributes.incident, value: false },
  ];
}

const recorded = ({ db }: Services, instanceId: string) => appears(() => findInstance(db, instanceId));

/** Waits a while for what a process that was just started is about to write. */
export async function appears(find: () => Promise<unknown>): Promise<void> {
  const giveUpAt = Date.now() + RECORD_PATIENCE_MS;
  while (Date.now() < giveUpAt && !(await find())) await wait(RECORD_PAUSE_MS);
}
