import type { Deadline } from './model.ts';
import type { Shelves } from './shelves.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Who acts, and for whom, if not for themselves. */
export type Actor = { readonly by: string; readonly onBehalfOf?: string };

export type Verdict = 'approved' | 'rejected';

/** What happened. `at` (ms since the epoch) comes with it: the interpreter never looks at a clock. */
export type Event = { readonly at: number } & (
  | ({
      readonly kind: 'started';
      readonly variables: Variables;
      readonly businessKey: string;
      readonly start?: string;
      /** Id of the message that began it. */
      readonly message?: string;
    } & Actor)
  | ({ readonly kind: 'taskClaimed'; readonly token: string } & Actor)
  | ({ readonly kind: 'taskUnclaimed'; readonly token: string } & Actor)
  | ({
      readonly kind: 'taskCompleted';
      readonly token: string;
      readonly variables: Variables;
      readonly verdict?: Verdict;
      readonly comment?: string;
    } & Actor)
  | ({ readonly kind: 'taskReturned'; readonly token: string; readonly to: string; readonly reason: string } & Actor)
  | ({
      readonly kind: 'taskTransferred';
      readonly token: string;
      readonly to: string;
      readonly reason?: string;
    } & Actor)
  /** The superior was found: the task is now before that person too. */
  | { readonly kind: 'taskEscalated'; readonly token: string; readonly to: string }
  | { readonly kind: 'jobCompleted'; readonly token: string; readonly attempt: number; readonly variables: Variables }
  | {
      readonly kind: 'jobFailed';
      readonly token: string;
      readonly attempt: number;
      readonly reason: string;
      /** A BPMN error: looks for a boundary event instead of raising an incident. */
      readonly error?: string;
    }
  /** Time has come to `at`: fires all that is due. */
  | { readonly kind: 'clockAdvanced' }
  | {
      readonly kind: 'messageDelivered';
      readonly token: string;
      readonly message: string;
      readonly messageId: string;
      readonly variables: Variables;
    }
  | { readonly kind: 'childCompleted'; readonly token: string; readonly variables: Variables }
  | { readonly kind: 'childFailed'; readonly token: string; readonly reason: string; readonly error?: string }
  | ({ readonly kind: 'incidentRetried'; readonly token: string; readonly variables?: Variables } & Actor)
  | ({ readonly kind: 'cancelled'; readonly reason: string } & Actor)
);

export type EventOf<K extends Event['kind']> = Extract<Event, { kind: K }>;

/** What the world must do and answer with an event. Kept in the instance until answered. */
export type Request =
  | OpenTask
  | {
      readonly kind: 'runJob';
      readonly token: string;
      readonly attempt: number;
      readonly node: string;
      readonly job: JobCall;
    }
  | {
      readonly kind: 'startChild';
      readonly token: string;
      readonly node: string;
      readonly process: string;
      readonly businessKey: string;
      readonly variables: Variables;
    }
  | {
      readonly kind: 'subscribe';
      readonly token: string;
      readonly node: string;
      readonly message: string;
      /** Correlation key; empty matches by name alone. */
      readonly key: string;
    };

/** A job is keyed (instance, token, attempt): the same on every delivery. */
export type JobCall =
  | {
      readonly type: 'service';
      readonly name: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly variables: Variables;
    }
  | { readonly type: 'decision'; readonly decision: string; readonly result: string; readonly variables: Variables }
  | { readonly type: 'script'; readonly script: string; readonly result: string; readonly variables: Variables }
  | { readonly type: 'remind'; readonly task: string }
  | { readonly type: 'escalate'; readonly task: string };

export type OpenTask = {
  readonly kind: 'openTask';
  readonly token: string;
  readonly node: string;
  readonly name: string;
  readonly openedAt: number;
  /** ms since the epoch; absent when nothing is due. */
  readonly dueAt?: number;
  /** The due moment lies beyond the calendar's data. */
  readonly provisional?: boolean;
  /** Candidate keys: "duty:<id>", "duty:<id>/<department>" or "person:<id>". */
  readonly candidates: readonly string[];
  readonly assignee?: string;
  readonly clauses: readonly string[];
  readonly form?: string;
  readonly approval: boolean;
  readonly permission?: string;
  readonly credential?: string;
  /** What the form is filled with: the task's input mappings, or all variables of its scope. */
  readonly variables: Variables;
};

/** What the world must do, with nothing to answer. */
export type Notice =
  | {
      readonly kind: 'closeTask';
      readonly token: string;
      readonly node: string;
      readonly outcome: 'completed' | 'approved' | 'rejected' | 'returned' | 'withdrawn';
      readonly by?: string;
      readonly onBehalfOf?: string;
    }
  | {
      readonly kind: 'assignTask';
      readonly token: string;
      readonly assignee?: string;
      readonly candidates: readonly string[];
    }
  | { readonly kind: 'withdrawJob'; readonly token: string; readonly attempt: number }
  | { readonly kind: 'cancelChild'; readonly token: string }
  | { readonly kind: 'unsubscribe'; readonly token: string }
  | {
      readonly kind: 'sendMessage';
      /** Unique and the same on every replay: the sender's token makes it. */
      readonly id: string;
      readonly message: string;
      readonly key: string;
      readonly variables: Variables;
    }
  | { readonly kind: 'raiseIncident'; readonly token: string; readonly node: string; readonly reason: string }
  | { readonly kind: 'resolveIncident'; readonly token: string }
  | {
      readonly kind: 'ended';
      readonly outcome: 'completed' | 'terminated' | 'cancelled' | 'failed';
      readonly error?: string;
    };

export type Command = Request | Notice;

/** Why an event was not applied. The codes are part of the closed list in domain/refusal.ts. */
export type Objection = {
  readonly code:
    | 'instance-ended'
    | 'task-unknown'
    | 'task-closed'
    | 'task-claimed'
    | 'verdict-missing'
    | 'verdict-unwanted'
    | 'return-target'
    | 'return-across-join'
    | 'incident-unknown'
    | 'message-gone'
    | 'state-too-large';
  readonly params: Readonly<Record<string, string>>;
};

/** A token's time at a node is over. A multi-instance activity passes once for each instance. */
export type Passage = { readonly node: string; readonly how: 'completed' | 'cancelled' };

export type Step = {
  readonly instance: Instance;
  readonly commands: readonly Command[];
  /** In order: what a diagram, a count or a conformance check shows. */
  readonly passed: readonly Passage[];
  /** Present when the event was refused (a task already decided, a message that nobody waits for): nothing but due timers was applied. */
  readonly refused?: Objection;
};

/** Turns a length of time into a moment. domain/calendar's in production; plain calendar time when absent. */
export type Clock = (deadline: Deadline, from: number) => { readonly at: number; readonly provisional?: boolean };

/** All that a running process remembers: plain JSON. The shell, the API and the tests may read it; only `step` makes one. */
export type Instance = {
  readonly version: 1;
  readonly status: 'unborn' | 'running' | 'completed' | 'terminated' | 'cancelled' | 'failed';
  /** Steps taken so far; the sequence number of the last one. */
  readonly sequence: number;
  readonly businessKey: string;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly variables: Variables;
  /** Who has done what: node id → persons (and those they acted for), in order. For separation of duties. */
  readonly performers: Readonly<Record<string, readonly string[]>>;
  /** How many names (of tokens, scopes, visits, timers) were given out. */
  readonly born: number;
  /** How many tokens there are. */
  readonly open: number;
  /** Bytes, nearly: the length of its JSON. */
  readonly size: number;
  /** The earliest due timer. */
  readonly alarmAt?: number;
  readonly tokens: Shelves<Token>;
  readonly scopes: Shelves<ScopeInstance>;
  readonly timers: Shelves<Timer>;
  /** What each token has asked for and not yet been answered. */
  readonly asked: Shelves<readonly Ask[]>;
  /** Tokens that cannot go on until somebody has them tried again. */
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly visits: Shelves<Visit>;
  /** The tasks closed last: whoever comes too late is told who was first. */
  readonly closed: Readonly<Record<string, ClosedTask>>;
};

/** Where the process stands. Its id is a counter, never the name of an element, so that it outlives a renaming. */
export type Token = {
  readonly id: string;
  readonly node: string;
  /** Id of the scope instance that it lives in. */
  readonly scope: string;
  /** The flow it came by. */
  readonly via?: string;
  /** The nearest visits that it descends from (lineage.ts). */
  readonly from: readonly string[];
  /** Its own visit, if it stands on a user task. */
  readonly visit?: string;
  /** Number of the last job, or child, that it asked for. */
  readonly attempt?: number;
  /** Variables seen by this token, and by what runs inside its activity, alone. */
  readonly variables?: Variables;
  /** Names of those that input mappings made: what its task, job, child or message is given. */
  readonly inputs?: readonly string[];
  /** Which instance of a multi-instance activity it is. */
  readonly index?: number;
  /** The scope instance that runs inside its activity. */
  readonly body?: string;
  /** Boundary events: those armed on this token; the token that this one watches. A watcher is no flow of work. */
  readonly watchers?: readonly string[];
  readonly watches?: string;
  /** The other events behind one event-based gateway: the first that happens ends them. */
  readonly rivals?: readonly string[];
};

/** A scope come to life: the process, a subprocess, or the instances of a multi-instance activity. */
export type ScopeInstance = {
  readonly id: string;
  readonly kind: 'process' | 'subProcess' | 'multi';
  /** Id of the scope in the process; for a multi-instance activity, of its node. */
  readonly node: string;
  /** The token whose activity it is. */
  readonly host?: string;
  /** Tokens in it that are not watchers. */
  readonly live: number;
  /** Tokens waiting at each join, oldest first. */
  readonly waiting: Readonly<Record<string, readonly string[]>>;
  /** Of a multi-instance activity: how many instances there are, how many are done, and what those gave. */
  readonly total?: number;
  readonly done?: number;
  readonly results?: Readonly<Record<string, unknown>>;
};

/** One coming of a token to a user task, a meeting of different lines at a join, or the start of a scope. */
export type Visit = {
  readonly node: string;
  readonly scope: string;
  readonly from: readonly string[];
  readonly done: boolean;
};

export type Timer = {
  readonly id: string;
  readonly token: string;
  /** The event that the token waits for, or a task's reminder or due moment. */
  readonly what: 'event' | 'remind' | 'due';
  readonly at: number;
  /** Breaks ties: the timer made first fires first. */
  readonly order: number;
  /** Of a cycle: how often it fires after this time. Absent: never again; -1: for ever. */
  readonly left?: number;
};

/** A request as it is kept: the variables that go with it are read from the token when it is asked again. */
export type Ask = RequestWithoutVariables<Request>;
type RequestWithoutVariables<R> = R extends { readonly kind: 'runJob' }
  ? Omit<R, 'job'> & { readonly job: RequestWithoutVariables<JobCall> }
  : R extends unknown
    ? Omit<R, 'variables'>
    : never;

export type Incident = {
  readonly node: string;
  readonly reason: string;
  /** What is tried again: to enter the node, to end it with the answer it had, to find the way on, or the task's own jobs. */
  readonly stage: 'enter' | 'complete' | 'leave' | 'jobs';
  readonly results?: Variables;
  readonly jobs?: readonly ('remind' | 'escalate')[];
};

export type ClosedTask = { readonly outcome: string; readonly at: number; readonly by?: string };
