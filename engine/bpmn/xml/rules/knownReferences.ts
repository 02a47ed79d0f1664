import type { Node, NodeOf, Process } from '../../model.ts';
import type { Findings } from '../findings.ts';
import type { ProblemCode } from '../problem.ts';
import type { References } from '../references.ts';

type Kind =
  | 'forms'
  | 'decisions'
  | 'clauses'
  | 'duties'
  | 'permissions'
  | 'credentials'
  | 'calendars'
  | 'jobs'
  | 'processes';

/** A thing that a model names. */
type Named = { readonly kind: Kind; readonly id: string | undefined };

const CODES = {
  forms: 'form-unknown',
  decisions: 'decision-unknown',
  clauses: 'clause-unknown',
  duties: 'duty-unknown',
  permissions: 'permission-unknown',
  credentials: 'credential-unknown',
  calendars: 'calendar-unknown',
  jobs: 'job-unknown',
  processes: 'called-process-unknown',
} as const satisfies Record<Kind, ProblemCode>;

const PLAIN_CALENDAR = 'CALENDAR';

/** Everything that a process names exists. */
export function knownReferences(findings: Findings, process: Process, references: References): void {
  const ofProcess: readonly Named[] = [
    ...process.clauses.map((id) => ({ kind: 'clauses', id }) as const),
    ...(process.starters ?? []).map((id) => ({ kind: 'duties', id }) as const),
  ];
  report(findings, process.id, ofProcess, references);
  for (const node of Object.values(process.nodes)) report(findings, node.id, namedBy(node), references);
}

function report(findings: Findings, element: string, named: readonly Named[], references: References): void {
  for (const { kind, id } of named) {
    const known = references[kind];
    if (id === undefined || known === undefined || known.includes(id)) continue;
    findings.error(element, CODES[kind], { id });
  }
}

function namedBy(node: Node): readonly Named[] {
  return [...node.clauses.map((id) => ({ kind: 'clauses', id }) as const), ...namedByKind(node)];
}

function namedByKind(node: Node): readonly Named[] {
  switch (node.kind) {
    case 'userTask':
      return namedByUserTask(node);
    case 'startEvent':
      return [{ kind: 'forms', id: node.form }, ...namedByEvent(node)];
    case 'intermediateCatchEvent':
    case 'boundaryEvent':
      return namedByEvent(node);
    case 'businessRuleTask':
      return [{ kind: 'decisions', id: node.decision }];
    case 'callActivity':
      return [{ kind: 'processes', id: node.calls }];
    case 'serviceTask':
    case 'sendTask':
      return [{ kind: 'jobs', id: node.job?.type }];
    default:
      return [];
  }
}

function namedByUserTask(task: NodeOf<'userTask'>): readonly Named[] {
  return [
    { kind: 'duties', id: task.assignment.duty },
    { kind: 'forms', id: task.form },
    { kind: 'permissions', id: task.permission },
    { kind: 'credentials', id: task.credential },
    { kind: 'calendars', id: calendar(task.due?.calendar) },
  ];
}

function namedByEvent(node: NodeOf<'startEvent' | 'intermediateCatchEvent' | 'boundaryEvent'>): readonly Named[] {
  const timer = node.event.kind === 'timer' ? node.event.timer : undefined;
  return timer?.kind === 'duration' ? [{ kind: 'calendars', id: calendar(timer.calendar) }] : [];
}

function calendar(name: string | undefined): string | undefined {
  return name === PLAIN_CALENDAR ? undefined : name;
}
