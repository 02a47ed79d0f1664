import { z } from 'zod';
import { operation } from './operation.ts';
import { COUNT_CAP, LocalText, Moment, PersonRef, requested, Variables } from './shared.ts';
import { Form } from './tasks.ts';

const Named = z.object({ id: z.string(), name: LocalText });

/** One line of the diagram's text twin, in the order of the flow. */
export const OutlineEntry = z
  .object({
    node: z.string(),
    kind: z.string(),
    name: LocalText,
    /** 0 for the process itself, 1 inside a subprocess, … */
    depth: z.int(),
    /** Whose step it is; null of machines, and where the process names the person. */
    duty: Named.nullable(),
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
    /** What begins it, besides other processes. */
    begunBy: z.array(z.enum(['person', 'message', 'timer'])),
    owner: z.object({
      /** It answers for the chapter of the policy that the process carries out. */
      department: Named.nullable(),
      /** Those who may start it; none: everybody. */
      duties: z.array(Named),
    }),
    due: z.string().nullable().meta({ description: 'The longest time that a step may take, ISO 8601 duration' }),
    /** Null: not for whoever asks to know. Counts stop at 1,001. */
    running: z.int().nullable(),
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
  summary: 'The processes that whoever asks may start; or all that there are',
  query: z.object({ all: z.stringbool().default(false) }),
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

export const listProcessVersions = operation({
  method: 'get',
  path: '/processes/{process}/versions',
  tag: 'processes',
  summary: 'What was deployed of a process, the latest first',
  params,
  result: z
    .object({
      items: z.array(
        z.object({
          version: z.int(),
          definition: z.string(),
          current: z.boolean(),
          deployedAt: Moment,
          deployedBy: PersonRef.nullable().meta({ description: 'Null: it came with the product' }),
          running: z
            .int()
            .nullable()
            .meta({ description: `Null: not for whoever asks to know. Counts stop at ${COUNT_CAP}` }),
        }),
      ),
    })
    .meta({ id: 'ProcessVersions' }),
  refusals: ['process-unknown'],
});

const Use = z.object({ key: z.string(), name: LocalText, steps: z.array(LocalText) });

export const getProcessUses = operation({
  method: 'get',
  path: '/processes/{process}/uses',
  tag: 'processes',
  summary: 'Which processes call it, which it calls, which messages it sends and takes, and the clauses it carries out',
  params,
  result: z
    .object({
      calledBy: z.array(Use),
      calls: z.array(Use),
      /** By name of the message, with the processes at the other end. */
      messages: z.array(z.object({ message: z.string(), direction: z.enum(['sent', 'taken']), others: z.array(Use) })),
      clauses: z.array(z.object({ clause: z.string(), steps: z.array(LocalText) })),
    })
    .meta({ id: 'ProcessUses' }),
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
