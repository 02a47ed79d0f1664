import type { Output } from '../contract/address.ts';
import type { StateVariable } from '../contract/instances.ts';
import { maskPersonal } from '../domain/masking.ts';
import type { Instance } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import { all, find } from '../engine/bpmn/shelves.ts';
import { instanceQuery } from '../workflows/messages.ts';
import type { Services } from './handler.ts';
import { nameOf } from './history.ts';
import { moment } from './refs.ts';
import type { Field } from './resultFields.ts';

const QUERY_PATIENCE_MS = 2_000;
const VARIABLES_MAX = 200;
const VALUE_BYTES_MAX = 4_096;
const TIMERS_MAX = 200;

/** What the process itself has in mind; undefined while no worker answers for it, or when Temporal has forgotten it. */
export async function instanceState(services: Services, instance: string): Promise<Instance | undefined> {
  const { temporal, log } = services;
  try {
    const handle = temporal.workflow.getHandle(instance);
    return await temporal.withDeadline(Date.now() + QUERY_PATIENCE_MS, () => handle.query(instanceQuery));
  } catch (error) {
    log.warn({ err: error, instance }, 'the process did not say what it has in mind');
    return undefined;
  }
}

type Shown = NonNullable<Output<'getInstanceState'>['state']>;

/** Variables with personal data masked and large ones left out, and timers in the order in which they fire. */
export function shownState(state: Instance, model: Process, fields: ReadonlyMap<string, Field>): Shown {
  const names = Object.keys(state.variables).sort();
  const timers = all(state.timers).toSorted((one, other) => one.at - other.at);
  return {
    variables: names
      .slice(0, VARIABLES_MAX)
      .map((name) => shownVariable(name, state.variables[name], fields.get(name))),
    isPart: names.length > VARIABLES_MAX || timers.length > TIMERS_MAX,
    timers: timers.slice(0, TIMERS_MAX).flatMap(({ token, what, at }) => {
      const node = find(state.tokens, token)?.node;
      return node === undefined ? [] : [{ node, name: nameOf(model, node), what, at: moment(new Date(at)) }];
    }),
  };
}

function shownVariable(name: string, value: unknown, field: Field | undefined): StateVariable {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  const isTooLarge = bytes > VALUE_BYTES_MAX;
  const shown = isTooLarge ? { value: null, isMasked: false } : maskPersonal(name, value, field?.format);
  return { name, title: field?.title ?? name, schema: field?.type ? { ...field } : null, bytes, isTooLarge, ...shown };
}
