type Notice = { readonly kind: string; readonly task: string | null; readonly instance: string | null };

/** "consultation/POL-01@v2", "policyRelease/POL-01@v2~1": a procedure about a version of a policy. */
const ofVersion = /^(?:consultation|policyRelease)\/(.+)@v(\d+)/;
const page = (...parts: readonly string[]) => `/${parts.map(encodeURIComponent).join('/')}`;

/** The page of the console that a notification leads to: the task, or what it tells of; null when there is none. */
export function noticeAddress({ kind, task, instance }: Notice): string | null {
  if (task !== null) return page('tasks', task);
  if (kind === 'training-escalated') return null;
  if (kind.startsWith('training-') || kind.startsWith('certificate-')) return '/learn';
  if (instance === null) return null;
  if (kind.startsWith('rollout-')) return page('rollouts', instance);
  if (kind.startsWith('case-')) return page('cases', instance.slice(instance.indexOf('/') + 1));
  return versionAddress(kind, instance);
}

function versionAddress(kind: string, instance: string): string | null {
  const [, policy, version] = ofVersion.exec(instance) ?? [];
  if (policy === undefined || version === undefined) return null;
  return kind === 'consultation-opened'
    ? `${page('policies', policy, version)}/consultation`
    : page('policies', policy, version);
}
