/** Task queues by temper. A misspelt queue is silently a new one, so nobody writes these names again. */
export const queues = {
  /** Decides and records. */
  main: 'zhidu',
  /** Talks to others: mail, messages between instances. */
  jobs: 'zhidu-jobs',
  /** Evaluates decisions and scripts. */
  cpu: 'zhidu-cpu',
} as const;
