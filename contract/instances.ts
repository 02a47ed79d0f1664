import { z } from 'zod';
import { HistoryEntry, Progress } from './history.ts';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging, Reason, requested, Variables } from './shared.ts';
import { InstanceStatus, TaskAnswer, TaskRow } from './tasks.ts';

const shown = {
  id: z.string(),
  process: z.object({ key: z.string(), name: LocalText }),
  businessKey: z.string(),
  title: z.string(),
  status: InstanceStatus,
  startedBy: PersonRef.nullable(),
  startedAt: Moment,
  endedAt: Moment.nullable(),
  hasIncident: z.boolean(),
};

export const InstanceRow = z.object(shown).meta({ id: 'InstanceRow' });
export type InstanceRow = z.infer<typeof InstanceRow>;

const Incident = z
  .object({ token: z.string(), node: z.string(), name: LocalText, reason: z.string(), raisedAt: Moment })
  .meta({ id: 'Incident' });

const Instance = z
  .object({
    ...shown,
    definition: z.string(),
    parent: z.string().nullable(),
    tasks: z.array(TaskRow),
    incidents: z.array(Incident),
    history: z.array(HistoryEntry),
    progress: Progress,
    mayRetry: z.boolean(),
    mayCancel: z.boolean(),
    links: z.object({ temporalUi: z.string().nullable() }),
  })
  .meta({ id: 'Instance' });

export const listInstances = operation({
  method: 'get',
  path: '/instances',
  tag: 'instances',
  summary: 'Instances that whoever asks may see, newest first',
  query: z.object({
    ...paging,
    process: z.string().max(200).optional(),
    status: InstanceStatus.optional(),
    incident: z.stringbool().optional(),
    parent: z.string().max(1000).optional().meta({ description: 'Only what this instance has called' }),
    mine: z.stringbool().optional().meta({ description: 'Only what whoever asks has started' }),
  }),
  result: pageOf('InstancePage', InstanceRow),
});

const params = z.object({ instanceId: z.string().max(1000) });

export const getInstance = operation({
  method: 'get',
  path: '/instances/{instanceId}',
  tag: 'instances',
  summary: 'An instance with its journal, open tasks and incidents',
  params,
  result: Instance,
  refusals: ['instance-unknown'],
});

export const retryIncident = operation({
  method: 'post',
  path: '/instances/{instanceId}/incidents/{token}/retry',
  tag: 'instances',
  summary: 'Try again what failed, with corrected variables if need be (ops and administrators)',
  params: params.extend({ token: z.string().max(200) }),
  body: z.object({ ...requested, variables: Variables.optional() }).meta({ id: 'RetryIncident' }),
  result: TaskAnswer,
  refusals: ['instance-unknown', 'incident-unknown', 'instance-ended', 'request-reused'],
});

export const cancelInstance = operation({
  method: 'post',
  path: '/instances/{instanceId}/cancel',
  tag: 'instances',
  summary: 'End an instance early, with a reason (whoever started it, and administrators)',
  params,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'CancelInstance' }),
  result: TaskAnswer,
  refusals: ['instance-unknown', 'instance-ended', 'request-reused'],
});
