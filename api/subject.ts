type Subject = { readonly subjectKind: string; readonly subject: string; readonly instance?: string };

/** What a request was about, from the parameters of its path: for the evidence. */
export function subjectOf(params: Readonly<Record<string, unknown>>): Subject {
  const { taskId, instanceId, case: file } = params;
  if (typeof taskId === 'string') return { subjectKind: 'task', subject: taskId, instance: instanceOf(taskId) };
  if (typeof instanceId === 'string') return { subjectKind: 'instance', subject: instanceId, instance: instanceId };
  if (typeof file === 'string') return { subjectKind: 'case', subject: file, instance: `violationCase/${file}` };
  const [named] = Object.entries(params);
  return named ? { subjectKind: named[0], subject: String(named[1]) } : { subjectKind: 'api', subject: '' };
}

/** A task's id is "<instance>|<token>". */
function instanceOf(taskId: string): string {
  return taskId.slice(0, Math.max(0, taskId.lastIndexOf('|')));
}
