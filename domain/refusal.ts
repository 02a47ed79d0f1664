/** Every "no" the business can say. A code without a status (contract/problem.ts) or a sentence (catalog/texts) does not compile. */
export type RefusalCode =
  // what a running process answers (engine/bpmn)
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
  | 'state-too-large'
  // who may do what
  | 'own-request'
  | 'own-work'
  | 'not-a-candidate'
  | 'permission-missing'
  | 'permission-lapsed'
  | 'permission-held'
  | 'credential-missing'
  | 'not-allowed'
  | 'transfer-target'
  // signing in
  | 'sign-in-required'
  | 'sign-in-failed'
  | 'too-many-tries'
  | 'link-spent'
  | 'password-weak'
  | 'origin-foreign'
  // processes and their definitions
  | 'process-unknown'
  | 'instance-unknown'
  | 'business-key-taken'
  | 'definition-refused'
  // files
  | 'file-unknown'
  | 'file-too-large'
  | 'file-type'
  // the list of people
  | 'list-unreadable'
  | 'list-refused'
  | 'own-leave'
  // policies and their versions
  | 'version-in-preparation'
  | 'version-frozen'
  | 'version-unapproved'
  | 'version-effective'
  | 'chapter-in-review'
  | 'clause-number'
  | 'clause-unknown'
  | 'clause-carried'
  | 'law-unknown'
  | 'consultation-missing'
  | 'publicity-missing'
  | 'consultation-closed'
  | 'not-invited'
  | 'opinion-answered'
  // rollouts
  | 'rollout-unknown'
  | 'rollout-exists'
  | 'version-unknown'
  | 'rollout-over'
  | 'rollout-paused'
  | 'rollout-not-paused'
  | 'phase-not-due'
  | 'phase-launched'
  | 'phase-not-launched'
  | 'signs-own-launch'
  | 'condition-unknown'
  | 'condition-met'
  // training and certificates
  | 'wave-unknown'
  | 'wave-closed'
  | 'course-unknown'
  | 'lesson-unknown'
  | 'lessons-unfinished'
  | 'course-passed'
  | 'attempts-used'
  | 'attempt-unknown'
  | 'attempt-answered'
  | 'version-changed'
  | 'already-acknowledged'
  | 'credential-current'
  // inspections and cases
  | 'plan-not-live'
  | 'nothing-to-inspect'
  | 'inspection-unknown'
  | 'inspection-incomplete'
  | 'case-unknown'
  | 'clause-missing'
  | 'person-unknown'
  | 'measure-not-allowed'
  | 'measure-contradictory'
  | 'compensation-unfounded'
  | 'compensation-above-cap'
  // lists of parties
  | 'party-list-unknown'
  | 'party-list-unreadable'
  | 'party-list-different'
  // watching and measuring
  | 'too-many-streams'
  | 'list-too-long'
  // what comes from outside
  | 'hook-unsigned'
  | 'hook-stale'
  | 'hook-id-reused'
  | 'hook-too-large'
  | 'hook-source-exists'
  | 'hook-source-unknown'
  | 'import-unreadable'
  | 'complaint-unknown'
  // requests
  | 'malformed'
  | 'request-reused'
  | 'not-found';

export type RefusalParams = Readonly<Record<string, string>>;

/** The business said no. Anything else that is thrown is a fault of ours. The sentence is made at the edge, in the caller's language. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly params: RefusalParams;

  constructor(code: RefusalCode, params: RefusalParams = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }
}
