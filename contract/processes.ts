import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText, Moment, requested, Variables } from './shared.ts';
import { Form } from './tasks.ts';

/** One line of the diagram's text twin, in the order of the flow. */
export const OutlineEntry = z
  .object({
    node: z.string(),
    kind: z.string(),
    name: LocalText,
    /** 0 for the process itself, 1 inside a subprocess, … */
    depth: z.int(),
    duty: z.string().nullable(),
    clauses: z.array(z.string()),
    due: z.string().nullable().meta({ description: 'ISO 8601 duration' }),
    next: z.array(z.string()),
  })
  .meta({ id: 'OutlineEntry' });
export type OutlineEntry = z.infer<typeof OutlineEntry>;

const ProcessRow = z
  .object({
    key: z.string(),
    name: LocalText,
    description: LocalText,
    version: z.int(),
    definition: z.string(),
    clauses: z.array(z.string()),
    mayStart: z.boolean(),
    /** Made for people to start: it asks them something. What has none is called by other processes. */
    hasStartForm: z.boolean(),
  })
  .meta({ id: 'ProcessRow' });

/** What the nodes and flows of a model are called, by id: its diagram speaks both languages. */
const Labels = z.record(z.string(), LocalText);

const Definition = z
  .object({
    hash: z.string(),
    process: z.string(),
    version: z.int(),
    deployedAt: Moment,
    xml: z.string(),
    outline: z.array(OutlineEntry),
    labels: Labels,
  })
  .meta({ id: 'Definition', description: 'A deployed model: what an instance pins' });

const Process = ProcessRow.extend({
  xml: z.string(),
  outline: z.array(OutlineEntry),
  labels: Labels,
  startForm: Form.nullable(),
}).meta({ id: 'Process' });

export const listProcesses = operation({
  method: 'get',
  path: '/processes',
  tag: 'processes',
  summary: 'The processes that whoever asks may start',
  result: z.object({ items: z.array(ProcessRow) }).meta({ id: 'ProcessList' }),
});

const params = z.object({ process: z.string().max(200) });

export const getProcess = operation({
  method: 'get',
  path: '/processes/{process}',
  tag: 'processes',
  summary: 'A process in its newest version: diagram, outline, start form',
  params,
  result: Process,
  refusals: ['process-unknown'],
});

export const getDefinition = operation({
  method: 'get',
  path: '/definitions/{hash}',
  tag: 'processes',
  summary: 'A deployed model by its content hash',
  params: z.object({ hash: z.string().max(200) }),
  result: Definition,
  refusals: ['process-unknown'],
});

const BusinessKey = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

export const startProcess = operation({
  method: 'post',
  path: '/processes/{process}/instances',
  tag: 'processes',
  summary: 'Start an instance with the values of the start form',
  params,
  body: z
    .object({
      ...requested,
      /** Left out: made from the request id, so that a repeat finds the same instance. */
      businessKey: BusinessKey.optional(),
      variables: Variables.default({}),
      /** Multiplies every length of time; accepted only in the demo. */
      timeScale: z.number().positive().max(1).optional(),
    })
    .meta({ id: 'StartProcess' }),
  result: z.object({ instanceId: z.string(), businessKey: z.string() }).meta({ id: 'ProcessStarted' }),
  refusals: ['process-unknown', 'business-key-taken', 'request-reused'],
});

export const deployProcess = operation({
  method: 'post',
  path: '/deployments',
  tag: 'processes',
  summary: 'Deploy a BPMN model: linted, compiled, kept by content hash (officers and administrators)',
  body: z
    .object({
      ...requested,
      xml: z
        .string()
        .min(1)
        .max(2 * 1024 * 1024),
    })
    .meta({ id: 'DeployProcess' }),
  result: z
    .object({ process: z.string(), version: z.int(), definition: z.string(), isNew: z.boolean() })
    .meta({ id: 'Deployed' }),
  refusals: ['definition-refused', 'request-reused'],
});
