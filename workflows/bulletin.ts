import { workflowInfo } from '@temporalio/workflow';
import type { Loaded } from '../activities/definitions.ts';
import { isConfidential } from '../domain/confidential.ts';
import type { Event } from '../engine/bpmn/instance.ts';
import type { RunJob } from './errands.ts';
import type { Task } from './tasks.ts';
import { brief, say } from './telling.ts';

/** Rows of the table; who wants all of them looks in the console. */
const ROWS = 10;
const MINUTE_MS = 60_000;
/** China's: the zone of a company without a calendar of its own. */
const UTC_OFFSET_MINUTES = 480;

/** What Temporal's screens say about an instance, in the company's language. */
export class Bulletin {
  private readonly loaded: Loaded;
  private readonly title: string;

  constructor(loaded: Loaded, title: string) {
    this.loaded = loaded;
    this.title = title;
  }

  /** Markdown: what is open, for whom, due when, under which clause. The title too: a new run loses the one of the start. */
  details(tasks: readonly Task[], incidents: number): string {
    const { texts, consoleUrl } = this.loaded;
    const rows = tasks.slice(0, ROWS).map((task) => `| ${this.columns(task).map(cell).join(' | ')} |`);
    return [
      `### ${cell(this.title)}`,
      '',
      say(texts, incidents > 0 ? 'openWithIncidents' : 'open', {
        tasks: String(tasks.length),
        incidents: String(incidents),
      }),
      '',
      ...(rows.length === 0 ? [] : [say(texts, 'columns'), '| --- | --- | --- | --- |', ...rows, '']),
      `[${say(texts, 'openInConsole')}](${consoleUrl}/${pageOf(tasks)})`,
    ].join('\n');
  }

  /** Title of the activity that records a batch of events. */
  recording(events: readonly Event[]): string {
    const [first] = events;
    if (!first) return '';
    const more = events.length > 1 ? ` +${events.length - 1}` : '';
    return brief(`${say(this.loaded.texts, `event.${first.kind}`)}${more}`);
  }

  alarm(dueAt: number | undefined): string {
    return dueAt === undefined ? '' : brief(say(this.loaded.texts, 'alarm', { at: this.moment(dueAt) }));
  }

  /** Title of a job. */
  job({ node, job }: RunJob): string {
    const name = this.named(node, this.loaded.process.nodes[node]?.name);
    return brief(say(this.loaded.texts, `job.${job.type}`, { name }));
  }

  private columns(task: Task): string[] {
    return [
      this.named(task.node, task.name),
      this.whom(task),
      task.dueAt === undefined ? '' : this.moment(task.dueAt),
      task.clauses.join(', '),
    ];
  }

  /** Operations see that a confidential process waits, not for whom. */
  private whom({ assignee, candidates }: Task): string {
    if (isConfidential(this.loaded.process.id)) return '';
    return assignee ?? candidates.map((it) => this.candidate(it)).join(', ');
  }

  /** What an element is called in the company's language. */
  private named(node: string, inModel: string | undefined): string {
    return this.loaded.names?.[node] ?? inModel ?? node;
  }

  private candidate(key: string): string {
    const [duty = key, department] = key.replace(/^\w+:/, '').split('/');
    const name = this.loaded.duties[duty] ?? duty;
    return department === undefined ? name : `${name} (${department})`;
  }

  private moment(at: number): string {
    const [calendar] = this.loaded.calendars;
    const offset = calendar?.utcOffsetMinutes ?? UTC_OFFSET_MINUTES;
    const local = new Date(at + offset * MINUTE_MS).toISOString();
    return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
  }
}

/** The most urgent task's page; a process without tasks has none. */
function pageOf(tasks: readonly Task[]): string {
  const [first] = tasks.toSorted((one, other) => (one.dueAt ?? Infinity) - (other.dueAt ?? Infinity));
  return first ? `tasks/${encodeURIComponent(`${workflowInfo().workflowId}|${first.token}`)}` : 'inbox';
}

const cell = (text: string): string => text.replace(/[|\n\r]/g, ' ');
