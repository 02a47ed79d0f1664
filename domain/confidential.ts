/** Processes that only those concerned and those who handle them may know of: nobody else sees that one runs. */
export const confidentialProcesses: readonly string[] = ['violationCase'];

export const isConfidential = (process: string): boolean => confidentialProcesses.includes(process);
