import type { Output } from '../../../contract/address.ts';
import type { Company } from '../company.ts';
import { Refused } from '../person.ts';
import { values } from './values.ts';

type Row = Output<'listInstances'>['items'][number];
type OpenTask = Output<'getInstance'>['tasks'][number];

/** What a rollout has people carry out. */
const procedures: ReadonlySet<string> = new Set([
  ...['rolloutPlan', 'gateReview', 'superviseReview', 'chapterReview', 'consultation', 'policyRelease', 'tutoring'],
  ...['inspectionRun', 'findingCorrection', 'violationCase'],
]);

/** Somebody else may do it; or it has been done meanwhile. */
const passing: ReadonlySet<string> = new Set([
  ...['own-request', 'own-work', 'not-a-candidate', 'permission-missing', 'credential-missing', 'task-claimed'],
  ...['task-closed', 'task-unknown', 'instance-ended'],
]);

const PAGE = 100;

/** Who may stand behind a candidate key: "person:<id>", "duty:<id>", "duty:<id>/<department>". */
export type Holders = (key: string) => readonly string[];

/** What is done at a step before it is answered. */
export type Before = (task: OpenTask, who: string) => Promise<void>;

/** The people of the company at their desks: whoever may do an open task does it. */
export class Office {
  private readonly company: Company;
  private readonly overseer: string;
  private readonly holders: Holders;
  private readonly before: Readonly<Record<string, Before>>;

  constructor(company: Company, overseer: string, holders: Holders, before: Readonly<Record<string, Before>>) {
    this.company = company;
    this.overseer = overseer;
    this.holders = holders;
    this.before = before;
  }

  /** Answers everything that is open now. */
  async tend(): Promise<void> {
    const { items } = await this.company
      .person(this.overseer)
      .call('listInstances', { query: { status: 'running', limit: PAGE } });
    await Promise.all(items.filter(({ process }) => procedures.has(process.key)).map((it) => this.tendOne(it)));
  }

  private async tendOne({ id }: Row): Promise<void> {
    const instance = this.company.person(this.overseer).call('getInstance', { params: { instanceId: id } });
    const { tasks } = await instance.catch(() => ({ tasks: [] }));
    for (const task of tasks) await this.answer(task);
  }

  /** The first of those concerned who is not refused does it. */
  private async answer(task: OpenTask): Promise<void> {
    const reader = this.company.person(this.overseer);
    const page = await reader.call('getTask', { params: { taskId: task.id } }).catch(() => undefined);
    const people = (page?.candidates ?? []).flatMap(({ key }) => this.holders(key));
    for (const who of new Set(people)) {
      try {
        await this.answerAs(who, task);
        return;
      } catch (error) {
        if (!(error instanceof Refused && passing.has(error.problem.code))) throw error;
      }
    }
  }

  private async answerAs(who: string, task: OpenTask): Promise<void> {
    const person = this.company.person(who);
    const params = { taskId: task.id };
    const { variables } = await person.call('getTask', { params });
    await this.before[task.node]?.(task, who);
    const entry = values[task.node] ?? {};
    const entered = typeof entry === 'function' ? await entry({ who, company: this.company, variables }) : entry;
    if (task.approval) {
      await person.call('signOffTask', { params, body: { verdict: 'approved', variables: entered } });
    } else {
      await person.call('completeTask', { params, body: { variables: entered } });
    }
  }
}
