/** What somebody ends a command with who does not want to wait for it. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Has a process stand still while something is done: it goes on afterwards, also when this one is told to end before. */
export async function whilePaused<T>(pid: number, act: () => Promise<T>): Promise<T> {
  const resume = () => process.kill(pid, 'SIGCONT');
  const giveUp = (signal: NodeJS.Signals) => {
    resume();
    stopListening();
    process.kill(process.pid, signal);
  };
  const stopListening = () => {
    for (const signal of signals) process.off(signal, giveUp);
  };
  for (const signal of signals) process.on(signal, giveUp);
  process.kill(pid, 'SIGSTOP');
  try {
    return await act();
  } finally {
    resume();
    stopListening();
  }
}
