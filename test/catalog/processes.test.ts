import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BpmnModdle } from 'bpmn-moddle';
import { describe, expect, it } from 'vitest';
import { serviceJobs } from '../../activities/index.ts';
import { catalogPath, processFiles, readCompany, readForms, readPolicy, texts } from '../../catalog/index.ts';
import type { NodeOf, Process } from '../../engine/bpmn/model.ts';
import { compile, type References } from '../../engine/bpmn/xml/compile.ts';
import { shippedDecisions, shippedProcesses } from './play.ts';

const company = readCompany();
const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const policy = readPolicy();

const holdersBy = (held: (person: (typeof company.people)[number]) => readonly string[]) => {
  const holders: Record<string, string[]> = {};
  for (const person of company.people) for (const id of held(person)) holders[id] = [...(holders[id] ?? []), person.id];
  return holders;
};
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

const references: References = {
  forms: ids(readForms()),
  decisions: [...decisions.keys()],
  clauses: policy.chapters.flatMap(({ clauses }) => clauses.map(({ id }) => `${policy.id}#${id}`)),
  duties: ids(company.duties),
  permissions: ids(company.permissions),
  credentials: ids(company.credentials),
  calendars: readdirSync(join(catalogPath, 'calendars')).map((name) => basename(name, '.json')),
  jobs: serviceJobs,
  processes: ids(processes),
  holders: holdersBy(({ duties }) => duties),
  permitted: holdersBy(({ permissions }) => permissions),
  credentialed: holdersBy(({ credentials }) => ids(credentials)),
};

type Diagram = {
  readonly plane: { readonly planeElement: readonly { readonly bpmnElement: { readonly id: string } }[] };
};

const tasksOf = ({ nodes }: Process) =>
  Object.values(nodes).filter((node): node is NodeOf<'userTask'> => node.kind === 'userTask');
const personOf = (id: string) => company.people.find((person) => person.id === id);
const holdersOf = (duty: string, department?: string) =>
  company.people.filter(
    (person) => person.duties.includes(duty) && (department === undefined || person.department === department),
  );

describe.each(processFiles().map((file): [string, string] => [basename(file), readFileSync(file, 'utf8')]))(
  '%s',
  (_, xml) => {
    it('compiles, refers only to what exists, and has somebody for every task', async () => {
      const { processes: models, problems } = await compile(xml, { references });
      expect(problems).toEqual([]);
      expect(models).toHaveLength(1);
    });

    it('is drawn completely', async () => {
      const { elementsById, rootElement, warnings } = await new BpmnModdle().fromXML(xml);
      expect(warnings).toEqual([]);
      const [diagram] = rootElement['diagrams'] as readonly Diagram[];
      const drawn = (diagram?.plane.planeElement ?? []).map(({ bpmnElement }) => bpmnElement.id).toSorted();
      const isDrawable = ({ $type }: { $type: string }) =>
        /^bpmn:(?!Process|Definitions|Message$|Error$).*(Task|Event|Gateway|Activity|SubProcess|SequenceFlow)$/.test(
          $type,
        );
      const elements = Object.values(elementsById as Record<string, { id: string; $type: string }>).filter(isDrawable);
      expect(ids(elements).toSorted()).toEqual(drawn);
    });
  },
);

describe('every task for people', () => {
  const tasks = processes.flatMap((process) => tasksOf(process).map((task) => ({ process, task })));

  it.each(tasks.map(({ process, task }): [string, string, NodeOf<'userTask'>] => [process.id, task.id, task]))(
    'of %s has a deadline, a clause and a form or an approval: %s',
    (_process, _task, { due, clauses, form, approval }) => {
      expect(due).toMatchObject({ escalate: 'superior' });
      expect(clauses.length).toBeGreaterThan(0);
      expect(form ?? approval).toBeDefined();
    },
  );

  it('has two people at least who hold its duty with permission and credential', () => {
    for (const { task } of tasks) {
      const { duty } = task.assignment;
      if (duty === undefined) continue;
      const able = holdersOf(duty).filter(
        ({ permissions, credentials }) =>
          (task.permission === undefined || permissions.includes(task.permission)) &&
          (task.credential === undefined || ids(credentials).includes(task.credential)),
      );
      expect([task.id, able.length >= 2]).toEqual([task.id, true]);
    }
  });
});

describe('whoever may start a purchase', () => {
  const procurement = processes.find(({ id }) => id === 'procurement');
  const starters = (procurement?.starters ?? []).flatMap((duty) => holdersOf(duty));

  it('is in a department whose head and category managers can approve it', () => {
    expect(starters.length).toBeGreaterThanOrEqual(2);
    for (const { id, department } of starters) {
      for (const duty of ['category-manager', 'department-head']) {
        const others = holdersOf(duty, department).filter((person) => person.id !== id);
        expect([id, duty, others.length > 0]).toEqual([id, duty, true]);
      }
    }
  });

  it('holds the credential that the proposal asks for', () => {
    for (const { id } of starters) expect(ids(personOf(id)?.credentials ?? [])).toContain('L1-operations');
  });
});

describe('every approval', () => {
  it('still has somebody when one holder of each earlier duty has done the work', () => {
    for (const process of processes) {
      for (const { id, approval, assignment } of tasksOf(process)) {
        // Whom a process names by itself is known only while it runs.
        if (!approval || assignment.person !== undefined) continue;
        const earlier = approval.notBy.map((node) => process.nodes[node]);
        const worked = earlier.flatMap((node) =>
          node?.kind === 'userTask' ? holdersOf(node.assignment.duty ?? '').slice(0, 1) : [],
        );
        const left = holdersOf(assignment.duty ?? '').filter((person) => !worked.includes(person));
        expect([id, left.length > 0]).toEqual([id, true]);
      }
    }
  });
});

describe('every notice', () => {
  it('has its text and somebody to go to', () => {
    const jobs = processes
      .flatMap(({ nodes }) => Object.values(nodes))
      .flatMap((node) => (node.kind === 'serviceTask' ? [node.job] : []));
    expect(jobs.length).toBeGreaterThan(0);
    for (const { type, headers } of jobs) {
      expect(serviceJobs).toContain(type);
      if (type !== 'notify') continue;
      expect(Object.keys(texts('zh-CN')['notifications'] ?? {})).toContain(headers['text']);
      const [, duty] = /^duty:(.+)$/.exec(headers['to'] ?? '') ?? [];
      expect(headers['to'] === 'requester' || holdersOf(duty ?? '').length > 0).toBe(true);
    }
  });
});
