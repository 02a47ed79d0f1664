import type { Output } from '../contract/address.ts';
import { isConfidential } from '../domain/confidential.ts';
import { type Duration, parseDuration } from '../domain/duration.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import type { Definition } from '../store/definitions.ts';
import { dutyNames, type Named } from '../store/people.ts';
import { type CandidateKey, candidateKeysOf } from '../store/standing.ts';
import { clauseOwners, runningCounts } from '../store/views/library.ts';
import type { Actor } from './actor.ts';
import { instanceScope, objection } from './authorize.ts';
import { processDescription, processName } from './elementNames.ts';
import { caseSight } from './insight.ts';
import { startFormOf } from './start.ts';

type ProcessRow = Output<'listProcesses'>['items'][number];

/** Processes as lists show them to somebody. */
export async function processRows(
  db: Db,
  { actor, at }: { readonly actor: Actor; readonly at: Date },
  definitions: readonly Definition[],
): Promise<ProcessRow[]> {
  const starters = definitions.flatMap(({ model }) => model.starters ?? []);
  const seesAll = instanceScope(actor).kind === 'all';
  const [keys, duties, departments, running] = await Promise.all([
    candidateKeysOf(db, actor.id, at),
    dutyNames(db, [...new Set(starters)]),
    clauseOwners(db, [...new Set(definitions.flatMap(({ model }) => model.clauses.slice(0, 1)))]),
    seesAll ? runningCounts(db) : undefined,
  ]);
  const known = { actor, keys, departments, duties: new Map(duties.map((duty) => [duty.id, duty])) };
  return definitions.map((it) => ({
    ...shownProcess(it, known),
    running: maySeeCount(actor, it.key) ? (running?.get(it.key) ?? null) : null,
  }));
}

/** Whether somebody may know how many instances of a process run in the whole company. */
export function maySeeCount(actor: Actor, process: string): boolean {
  return instanceScope(actor).kind === 'all' && (!isConfidential(process) || caseSight(actor).seesCases);
}

type Known = {
  readonly actor: Actor;
  readonly keys: readonly CandidateKey[];
  readonly departments: ReadonlyMap<string, Named>;
  readonly duties: ReadonlyMap<string, Named>;
};

function shownProcess({ key, version, hash, model }: Definition, known: Known): Omit<ProcessRow, 'running'> {
  const starters = model.starters ?? [];
  const refusal = objection(known.actor, 'process.start', { starters, keys: known.keys });
  const begunBy = beginnings(model);
  return {
    key,
    name: processName(key, model.name),
    description: processDescription(key, model.documentation),
    version,
    definition: hash,
    clauses: [...model.clauses],
    mayStart: begunBy.includes('person') && refusal === undefined,
    hasStartForm: startFormOf(model) !== undefined,
    begunBy,
    owner: {
      department: known.departments.get(model.clauses[0] ?? '') ?? null,
      duties: starters.flatMap((duty) => known.duties.get(duty) ?? []),
    },
    due: longestDue(model),
  };
}

const begins = { none: 'person', message: 'message', timer: 'timer' } as const;

/** What only a timer or a message begins is nobody's to start. */
function beginnings({ id, scopes, nodes }: Process): ProcessRow['begunBy'] {
  const found = (scopes[id]?.starts ?? []).flatMap((start) => {
    const node = nodes[start];
    const kind = node?.kind === 'startEvent' ? node.event.kind : undefined;
    return kind === 'none' || kind === 'message' || kind === 'timer' ? [begins[kind]] : [];
  });
  return [...new Set(found)];
}

function longestDue({ nodes }: Process): string | null {
  const durations = Object.values(nodes).flatMap((node) =>
    node.kind === 'userTask' && node.due && !node.due.feel ? [node.due.duration] : [],
  );
  const [longest = null] = durations.toSorted((one, other) => lengthOf(other) - lengthOf(one));
  return longest;
}

const DAYS_OF_A_MONTH = 30;
const DAY_MS = 86_400_000;

const lengthOf = (duration: string) => roughly(parseDuration(duration));
const roughly = ({ months, days, ms }: Duration) => (months * DAYS_OF_A_MONTH + days) * DAY_MS + ms;
