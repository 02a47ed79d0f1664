/** What may happen in a story. */
export type Happening =
  | 'started'
  | 'completed'
  | 'approved'
  | 'claimed'
  | 'self-approval-refused'
  | 'escalated'
  | 'transferred'
  | 'rejected'
  | 'returned'
  | 'late-answer-refused'
  | 'rollout-created'
  | 'launch-refused'
  | 'effect-refused'
  | 'launched'
  | 'opinion-given'
  | 'opinion-answered'
  | 'consulted'
  | 'in-force'
  | 'wave-begun'
  | 'quiz-failed'
  | 'trained'
  | 'gate-passed'
  | 'inspection-drawn'
  | 'case-opened'
  | 'case-decided'
  | 'rollout-completed'
  | 'lot-stored'
  | 'order-placed'
  | 'screening-hit'
  | 'screening-released'
  | 'documents-differ'
  | 'documents-match'
  | 'dispatched'
  | 'delivered'
  | 'return-asked'
  | 'refund-self-approval-refused'
  | 'refunded'
  | 'complaint-filed'
  | 'complaint-answered';

/** One thing that happened in a story, for people and for `--json`. */
export type Scene = {
  readonly at: string;
  readonly what: Happening;
  readonly who: string;
  readonly node?: string;
  readonly detail?: string;
};
