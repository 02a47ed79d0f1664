import type { Company } from '../company.ts';
import { OFFICER, VITAL_CLAUSE } from './cast.ts';

const POLICY = 'POL-01';
const NUMBER = VITAL_CLAUSE.split('#')[1] ?? '';
/** Working days that the demo's versions give for an objection, one after the other. */
const DAYS = [7, 5] as const;

/** The version that is to be rolled out: the draft that lies there, or a new one in which a clause is worded anew. */
export async function versionToRollOut(company: Company): Promise<number> {
  const officer = company.person(OFFICER);
  const { items } = await officer.call('listPolicies', {});
  const versions = items.find(({ id }) => id === POLICY)?.versions ?? [];
  const open = versions.find(
    ({ status }) => status !== 'in-force' && status !== 'superseded' && status !== 'withdrawn',
  );
  if (open) return open.version;
  const { version } = await officer.call('draftPolicyVersion', { params: { policy: POLICY } });
  await reword(company, version);
  return version;
}

async function reword(company: Company, version: number): Promise<void> {
  const officer = company.person(OFFICER);
  const { chapters } = await officer.call('getPolicyVersion', { params: { policy: POLICY, version } });
  const clause = chapters.flatMap((it) => it.clauses).find(({ id }) => id === VITAL_CLAUSE);
  if (!clause) throw new Error(VITAL_CLAUSE);
  const { kind, binding, vitalInterest, laws } = clause;
  const days = DAYS[version % DAYS.length] ?? DAYS[0];
  await officer.call('editClause', {
    params: { policy: POLICY, version, number: NUMBER },
    body: {
      edit: {
        kind: 'put',
        class: 'SUBSTANTIVE',
        reason: {
          'zh-CN': '职工对异议期长短意见不一，重新协商。',
          en: 'Staff differ on how long objections stay open.',
        },
        clause: {
          kind,
          binding,
          vitalInterest,
          text: wording(days),
          laws: laws.map(({ law, articles, certainty }) => ({ law, articles: [...articles], certainty })),
        },
      },
    },
  });
}

const wording = (days: number) => ({
  'zh-CN': `考核结果书面送达，员工可在${days}个工作日内提出异议，异议由未参与考核的人复核并书面答复。`,
  en: `Results are served in writing; objections are open for ${days} working days, and are reviewed and answered in writing by somebody who took no part.`,
});
