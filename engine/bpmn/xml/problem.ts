import type { FeelProblem } from '../../feel/check.ts';
import type { Objection } from '../../xml/guard.ts';

/** What a model can be refused for. Codes are stable: tools and tests rely on them. */
export type ProblemCode =
  // the document
  | Objection['code']
  | 'xml-broken'
  | 'content-ignored'
  | 'element-unknown'
  | 'attribute-unknown'
  | 'id-duplicate'
  | 'id-missing'
  | 'reference-unresolved'
  | 'process-missing'
  // how elements are connected
  | 'start-missing'
  | 'start-many'
  | 'start-kind'
  | 'start-incoming'
  | 'end-outgoing'
  | 'boundary-host'
  | 'boundary-incoming'
  | 'flow-dangling'
  | 'flow-across'
  | 'unreachable'
  | 'default-flow'
  | 'condition-missing'
  | 'condition-unexpected'
  | 'event-gateway-targets'
  | 'event-gateway-join'
  // what the interpreter does not do
  | 'element-unsupported'
  | 'event-unsupported'
  | 'event-many'
  | 'loop-unsupported'
  | 'feature-unsupported'
  | 'java-code'
  | 'script-language'
  | 'expression-language'
  // what an element lacks or has wrong
  | 'job-missing'
  | 'retries-invalid'
  | 'decision-missing'
  | 'called-process-missing'
  | 'script-missing'
  | 'message-missing'
  | 'error-missing'
  | 'timer-missing'
  | 'timer-invalid'
  | 'mapping-invalid'
  | 'loop-invalid'
  | FeelProblem['code']
  // what the policy asks of a model
  | 'extension-misplaced'
  | 'assignment-partial'
  | 'assignment-missing'
  | 'approval-node-unknown'
  | 'due-invalid'
  | 'calendar-unknown'
  | 'clause-unknown'
  | 'form-unknown'
  | 'duty-unknown'
  | 'duty-unheld'
  | 'decision-unknown'
  | 'permission-unknown'
  | 'permission-unheld'
  | 'credential-unknown'
  | 'credential-unheld'
  | 'called-process-unknown'
  | 'job-unknown'
  | 'approval-undecidable';

/** One thing that is wrong with a model, and where. An error refuses the deployment. */
export type Problem = {
  readonly element: string;
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning';
  readonly reason: string;
};
