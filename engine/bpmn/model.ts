/** FEEL source, without the leading "=". */
export type Feel = string;

/** A compiled process: plain data, stored by the hash of its canonical JSON, judged by lint before it gets here. */
export type Process = {
  readonly format: 1;
  /** Which rules of the interpreter an instance of this process lives under; frozen for its whole life. */
  readonly semantics: 1;
  /** The process key, which is also the workflow type. */
  readonly id: string;
  readonly name: string;
  readonly documentation?: string;
  readonly clauses: readonly string[];
  /** Duties whose holders may start it. Absent: anybody who is signed in. */
  readonly starters?: readonly string[];
  /** FEEL: what an instance is called in lists. */
  readonly title?: Feel;
  readonly nodes: Readonly<Record<string, Node>>;
  readonly flows: Readonly<Record<string, Flow>>;
  /** The process itself and each embedded subprocess, by id. */
  readonly scopes: Readonly<Record<string, Scope>>;
};

export type Scope = {
  readonly id: string;
  readonly parent?: string;
  /** Start events of the scope. A subprocess has exactly one, a none start. */
  readonly starts: readonly string[];
};

export type Flow = {
  readonly id: string;
  readonly name?: string;
  readonly source: string;
  readonly target: string;
  readonly condition?: Feel;
};

type Base = {
  readonly id: string;
  readonly name?: string;
  readonly documentation?: string;
  /** Id of the scope the node lies in. */
  readonly scope: string;
  readonly incoming: readonly string[];
  readonly outgoing: readonly string[];
  /** zhidu:clause, e.g. "POL-01#3.2"; the version is that of the policy in force. */
  readonly clauses: readonly string[];
};

export type Activity = Base & {
  /** Ids of the boundary events attached to it. */
  readonly boundary: readonly string[];
  readonly multi?: MultiInstance;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** The flow taken when every outgoing flow has a condition and none holds. */
  readonly fallback?: string;
};

/** Parallel multi-instance over a list, or a number of times. */
export type MultiInstance = {
  readonly cardinality?: Feel;
  readonly collection?: Feel;
  readonly element?: string;
  /** Where the results are collected: list variable and the expression of one result. */
  readonly output?: { readonly collection: string; readonly element: Feel };
  readonly completion?: Feel;
};

export type Mapping = { readonly target: string; readonly source: Feel };

/** A length of time: ISO 8601 duration (or FEEL that yields one) on a named calendar. */
export type Deadline = {
  readonly duration: string;
  readonly feel?: boolean;
  /** "CALENDAR" (default) or the name of a working-day calendar such as "CN_WORKING". */
  readonly calendar?: string;
};

export type TimerRule =
  | ({ readonly kind: 'duration' } & Deadline)
  | { readonly kind: 'date'; readonly date: string; readonly feel?: boolean }
  /** ISO 8601 repetition "R3/PT10H"; start events only become schedules, boundary events repeat. */
  | { readonly kind: 'cycle'; readonly cycle: string };

/** Who may do a task. A candidate is a duty, held by whoever the company has given it to, optionally within one department. */
export type Assignment = {
  readonly duty?: string;
  /** FEEL: the department whose holders of the duty are asked. */
  readonly department?: Feel;
  /** FEEL: one person, by id. */
  readonly person?: Feel;
};

export type Approval = {
  /** Variable that takes "approved" or "rejected". Default: the task's id. */
  readonly result: string;
  /** Nodes whose performers may not decide here. The requester never may. */
  readonly notBy: readonly string[];
};

export type Due = Deadline & {
  /** How long before the due moment the assignee is reminded. */
  readonly remindBefore?: string;
  /** "superior": when due, the task is also put before the superior of whoever holds it. */
  readonly escalate?: 'superior';
};

export type EventDefinition =
  | { readonly kind: 'none' }
  | { readonly kind: 'terminate' }
  | { readonly kind: 'timer'; readonly timer: TimerRule }
  | { readonly kind: 'message'; readonly message: string; readonly key?: Feel }
  | { readonly kind: 'error'; readonly code?: string };

export type Job = {
  readonly type: string;
  readonly retries?: number;
  readonly headers: Readonly<Record<string, string>>;
};

export type Node =
  | (Base & {
      readonly kind: 'startEvent';
      readonly event: EventDefinition;
      readonly form?: string;
      /** FEEL over the variables of the message that starts it; default: the message's key, else its id. */
      readonly businessKey?: Feel;
    })
  | (Base & { readonly kind: 'endEvent'; readonly event: EventDefinition })
  | (Base & { readonly kind: 'intermediateCatchEvent'; readonly event: EventDefinition })
  | (Base & {
      readonly kind: 'boundaryEvent';
      readonly event: EventDefinition;
      readonly host: string;
      readonly interrupting: boolean;
    })
  | (Activity & {
      readonly kind: 'userTask';
      readonly assignment: Assignment;
      readonly form?: string;
      readonly due?: Due;
      readonly approval?: Approval;
      /** Entitlement and credential a person must hold to claim or decide. */
      readonly permission?: string;
      readonly credential?: string;
    })
  | (Activity & { readonly kind: 'task' })
  | (Activity & { readonly kind: 'manualTask' })
  | (Activity & { readonly kind: 'serviceTask'; readonly job: Job })
  | (Activity & {
      readonly kind: 'sendTask';
      readonly job?: Job;
      readonly message?: { readonly name: string; readonly key?: Feel };
    })
  | (Activity & { readonly kind: 'receiveTask'; readonly message?: { readonly name: string; readonly key?: Feel } })
  | (Activity & { readonly kind: 'businessRuleTask'; readonly decision: string; readonly result: string })
  | (Activity & { readonly kind: 'scriptTask'; readonly script: Feel; readonly result: string })
  | (Activity & { readonly kind: 'subProcess' })
  | (Activity & {
      readonly kind: 'callActivity';
      readonly calls: string;
      /** FEEL for the child's business key; default "<parent business key>.<token>". */
      readonly businessKey?: Feel;
    })
  | (Base & { readonly kind: 'exclusiveGateway'; readonly fallback?: string })
  | (Base & { readonly kind: 'parallelGateway' })
  | (Base & { readonly kind: 'eventBasedGateway' });

export type NodeKind = Node['kind'];
export type NodeOf<K extends NodeKind> = Extract<Node, { kind: K }>;
