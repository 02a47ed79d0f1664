/** Who launches, writes and oversees. */
export const OFFICER = 'qin-lang';
/** Who says something about the draft. */
export const VOICE = 'li-haoran';
/** The clause that touches what staff live on: whoever changes it must consult them. */
export const VITAL_CLAUSE = 'POL-01#6.4';
/** Those two take the first quiz lightly. */
export const CARELESS: readonly string[] = ['lin-yue', 'ma-jun'];
/** Who is not taught: the two who sign for the company, the auditor, and the engineer who runs the system. */
export const NOT_TAUGHT: readonly string[] = ['zhou-qiming', 'su-jing', 'luo-min', 'gu-yang'];

export const OWNER = 'shen-wei';
export const WAVE_MANAGER = 'ren-qiang';

/** Whose signatures the gates need: nobody signs a phase that they launch. */
export const signers = {
  plan: [OWNER, 'zhou-qiming'],
  build: ['xu-wenbo', 'he-jia', 'li-haoran'],
  train: [WAVE_MANAGER],
  supervise: ['xu-wenbo', 'su-jing'],
};

/** What a rollout has people carry out. */
export const procedures: ReadonlySet<string> = new Set([
  ...['rolloutPlan', 'gateReview', 'superviseReview', 'chapterReview', 'consultation', 'policyRelease', 'tutoring'],
  ...['inspectionRun', 'findingCorrection', 'violationCase'],
]);
