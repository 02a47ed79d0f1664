import type { Variables } from '../../engine/bpmn/instance.ts';
import { findingFacts, noteCause, noteCorrection, noteEffect } from '../../store/findings.ts';
import { beginCurrent } from './beginCurrent.ts';
import type { JobDeps } from './index.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';

type Step = { readonly deps: JobDeps; readonly run: JobRun; readonly finding: string; readonly variables: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<void>>> = {
  'open-case': openCase,
  corrected: ({ deps, finding, variables }) => noteCorrection(deps.db, finding, textIn(variables, 'correction')),
  caused: ({ deps, finding, variables }) =>
    noteCause(deps.db, finding, textIn(variables, 'cause'), textIn(variables, 'correctiveAction')),
  checked: ({ deps, finding, variables }) =>
    noteEffect(deps.db, finding, {
      effective: variables['effective'] === true,
      effect: textIn(variables, 'effect'),
      at: new Date(),
    }),
};

/** Service job "finding": header `action` names the step of the correction of the finding that `finding.id` names. */
export async function runFinding(deps: JobDeps, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['action'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a correction`);
  const { finding } = variables as { readonly finding?: { readonly id?: unknown } };
  if (typeof finding?.id !== 'string') throw hopeless(`${run.node}: there is no finding`);
  await action({ deps, run, finding: finding.id, variables });
  return { variables: {} };
}

/** A case of its own, that knows the finding and is known by nobody but those concerned. */
async function openCase({ deps, run, finding }: Step): Promise<void> {
  const facts = await findingFacts(deps.db, finding);
  if (!facts?.inspector) throw hopeless(`there is no finding ${finding}, or nobody who made it`);
  const { owner, clause, description, actedAt, inspector, inspectorDepartment } = facts;
  await beginCurrent(deps, {
    process: 'violationCase',
    businessKey: `F-${finding}`,
    startedBy: inspector,
    timeScale: run.timeScale ?? 1,
    variables: {
      respondent: owner,
      clause,
      actedOn: actedAt.toISOString(),
      allegation: description,
      source: 'inspection',
      finding,
      requester: { id: inspector, department: inspectorDepartment },
    },
  });
}

function textIn(variables: Variables, name: string): string {
  const value = variables[name];
  return typeof value === 'string' ? value : '';
}
