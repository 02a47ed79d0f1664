import type { Ask, EventOf, JobCall, Request, Token, Variables } from './instance.ts';
import type { Run } from './run.ts';
import { payloadOf } from './variables.ts';

type JobName = JobCall extends infer J ? (J extends unknown ? Omit<J, 'variables'> : never) : never;

/** Asks the world for something; the token stays where it is until the answer comes. */
export function ask(request: Ask, run: Run): void {
  run.asked.set(request.token, [...(run.asked.get(request.token) ?? []), request]);
  run.emit(withVariables(request, payloadOf(run.token(request.token), run)));
}

/** Asks for a job under the token's next number. */
export function askJob(token: Token, job: JobName, run: Run): void {
  const { attempt = 0 } = run.edit(token.id, { attempt: (run.token(token.id).attempt ?? 0) + 1 });
  ask({ kind: 'runJob', token: token.id, attempt, node: token.node, job } as Ask, run);
}

export function asksOf(token: string, run: Run): readonly Ask[] {
  return run.asked.get(token) ?? [];
}

/** Strikes a request off, its answer having come. */
export function answered(request: Ask, run: Run): void {
  const rest = asksOf(request.token, run).filter((other) => other !== request);
  if (rest.length === 0) run.asked.delete(request.token);
  else run.asked.set(request.token, rest);
}

export function replaceAsk(request: Ask, by: Ask, run: Run): void {
  const asks = asksOf(request.token, run).map((other) => (other === request ? by : other));
  run.asked.set(request.token, asks);
}

export function taskAsked(token: string, run: Run) {
  return asksOf(token, run).find((it) => it.kind === 'openTask');
}

export function jobAsked({ token, attempt }: Pick<EventOf<'jobCompleted'>, 'token' | 'attempt'>, run: Run) {
  return asksOf(token, run)
    .filter((it) => it.kind === 'runJob')
    .find((it) => it.attempt === attempt);
}

/** The request as the world is given it. */
export function withVariables(request: Ask, variables: Variables): Request {
  switch (request.kind) {
    case 'openTask':
    case 'startChild':
      return { ...request, variables };
    case 'runJob':
      return { ...request, job: jobWith(request.job, variables) };
    case 'subscribe':
      return request;
  }
}

function jobWith(job: JobName, variables: Variables): JobCall {
  switch (job.type) {
    case 'service':
    case 'decision':
    case 'script':
      return { ...job, variables };
    case 'remind':
    case 'escalate':
      return job;
  }
}
