import { complete } from './activity.ts';
import { answered, jobAsked } from './ask.ts';
import type { Answer } from './behaviour.ts';
import { throwError } from './errors.ts';
import { raise } from './incident.ts';
import type { EventOf, Token } from './instance.ts';
import type { Run } from './run.ts';

/** The job of a token's activity was done. */
export function jobDone(_node: unknown, token: Token, answer: Answer, run: Run): void {
  if (answer.kind === 'jobCompleted') complete(token, answer.variables, run);
}

/** A job failed: a BPMN error looks for its boundary event, all else waits for somebody. */
export function jobFailed(event: EventOf<'jobFailed'>, run: Run): void {
  const token = run.tokens.get(event.token);
  const request = jobAsked(event, run);
  if (token === undefined || request === undefined) return;
  answered(request, run);
  const { type } = request.job;
  if (type === 'remind' || type === 'escalate') {
    const jobs = [...(run.incidents.get(token.id)?.jobs ?? []), type];
    raise(token, { stage: 'jobs', reason: event.reason, jobs }, run);
    return;
  }
  failed(token, event, run);
}

/** What a token had asked for has failed. */
export function failed(token: Token, { reason, error }: { reason: string; error?: string }, run: Run): void {
  if (error !== undefined && throwError(error, token, run)) return;
  const caught = error === undefined ? reason : `nobody catches the error ${error}: ${reason}`;
  raise(token, { stage: 'enter', reason: caught }, run);
}
