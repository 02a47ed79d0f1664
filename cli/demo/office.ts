import type { Output } from '../../contract/address.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Company } from './company.ts';
import { Refused } from './person.ts';

export type Row = Output<'listInstances'>['items'][number];
type OpenTask = Output<'getInstance'>['tasks'][number];

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

/** What somebody enters at a step: plain, or made from what the step shows and from their files. */
export type Entry = Variables | ((at: Step) => Promise<Variables> | Variables);
export type Step = { readonly who: string; readonly company: Company; readonly variables: Variables };

export type OfficeOptions = {
  readonly company: Company;
  /** Who sees what is open. */
  readonly overseer: string;
  readonly holders: Holders;
  /** What is carried out here; all else is left to others. */
  readonly processes: ReadonlySet<string>;
  /** ISO 8601: what was begun before is left to others, with all that it calls. */
  readonly since?: string;
  /** Node → what is entered there; a node that is not here asks for nothing. */
  readonly values: Readonly<Record<string, Entry>>;
  readonly before?: Readonly<Record<string, Before>>;
  /** Node → who is asked first. */
  readonly first?: Readonly<Record<string, string>>;
  readonly done?: (task: OpenTask, who: string) => void;
  /** Somebody was refused, and somebody else is asked. */
  readonly refused?: (task: OpenTask, who: string, code: string) => void;
};

/** What is called has the business key of whoever calls it, and a token behind it. */
const CALLED = /(\.t\d+)+$/;
const familyOf = ({ businessKey }: Row): string => businessKey.replace(CALLED, '');
const isFirst = ({ businessKey }: Row): boolean => !CALLED.test(businessKey);

/** The people of the company at their desks: whoever may do an open task does it. */
export class Office {
  private readonly options: OfficeOptions;
  private readonly company: Company;
  private readonly overseer: string;

  constructor(options: OfficeOptions) {
    this.options = options;
    this.company = options.company;
    this.overseer = options.overseer;
  }

  /** Answers everything that is open now. */
  async tend(): Promise<void> {
    await Promise.all((await this.running()).map((it) => this.tendOne(it)));
  }

  /** What is carried out here and not over. */
  async running(): Promise<readonly Row[]> {
    const { processes, since = '' } = this.options;
    const query = { status: 'running', limit: PAGE } as const;
    const { items } = await this.company.person(this.overseer).call('listInstances', { query });
    const families = new Set(items.filter(({ startedAt }) => startedAt >= since).map(familyOf));
    for (const it of items) if (it.startedAt < since && isFirst(it)) families.delete(familyOf(it));
    return items.filter((it) => processes.has(it.process.key) && families.has(familyOf(it)));
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
    const concerned = (page?.candidates ?? []).flatMap(({ key }) => this.options.holders(key));
    const first = concerned.filter((it) => it === this.options.first?.[task.node]);
    for (const who of new Set([...first, ...concerned])) {
      try {
        await this.answerAs(who, task);
        return;
      } catch (error) {
        if (!(error instanceof Refused && passing.has(error.problem.code))) throw error;
        this.options.refused?.(task, who, error.problem.code);
      }
    }
  }

  private async answerAs(who: string, task: OpenTask): Promise<void> {
    const person = this.company.person(who);
    const params = { taskId: task.id };
    const { variables } = await person.call('getTask', { params });
    await this.options.before?.[task.node]?.(task, who);
    const entry = this.options.values[task.node] ?? {};
    const entered = typeof entry === 'function' ? await entry({ who, company: this.company, variables }) : entry;
    if (task.approval) {
      await person.call('signOffTask', { params, body: { verdict: 'approved', variables: entered } });
    } else {
      await person.call('completeTask', { params, body: { variables: entered } });
    }
    this.options.done?.(task, who);
  }
}
