import { ActivityFailure, ChildWorkflowFailure } from '@temporalio/workflow';

/** Longer titles are cut: Temporal's own screens show one line. */
const TITLE_LENGTH = 60;

/** A title for Temporal's screens. */
export function brief(text: string): string {
  const letters = Array.from(text);
  return letters.length <= TITLE_LENGTH ? text : `${letters.slice(0, TITLE_LENGTH - 1).join('')}…`;
}

/** Why something failed, in the words of whoever knew. */
export function reasonOf(error: Error): string {
  const wrapped = error instanceof ActivityFailure || error instanceof ChildWorkflowFailure;
  return wrapped && error.cause ? error.cause.message : error.message;
}

/** A text of the company's language with its gaps filled: "{name}" takes `params.name`. */
export function say(texts: Readonly<Record<string, string>>, key: string, params: Record<string, string> = {}): string {
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (gap, name: string) => params[name] ?? gap);
}
