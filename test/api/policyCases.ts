import { randomUUID } from 'node:crypto';
import { consultationOf, openConsultation } from '../../store/consultations.ts';
import { insertOpinion } from '../../store/opinions.ts';
import { approveVersion, insertDraft } from '../../store/policyDrafts.ts';
import { insertNotice } from '../../store/publicity.ts';
import { draft, second } from './drafting.ts';
import type { Case } from './guardCase.ts';
import type { World } from './world.ts';

/** Who may read, draft, discuss and put in force what the policy says. */
export const policyCases = (world: () => World) =>
  ({
    listPolicies: { right: 'ma-jun' },
    getPolicyVersion: { right: 'ma-jun', input: async () => ({ params: draft }) },
    diffPolicyVersions: {
      right: 'ma-jun',
      input: async () => ({ params: { policy: 'POL-01' }, query: { from: 1, to: 2 } }),
    },
    listPublicity: { right: 'ma-jun', input: async () => ({ params: draft }) },
    getConsultation: { right: 'ma-jun', input: async () => ({ params: draft }) },
    listOpinions: { right: 'ma-jun', input: async () => ({ params: draft }) },
    submitOpinion: {
      right: 'ma-jun',
      wrong: 'long-ze',
      refusal: 'not-invited',
      input: async () => {
        const id = await consultation(world());
        await world().db('consultation_invitee').where({ consultation_id: id, person_id: 'long-ze' }).delete();
        return { params: draft, body: { text: '七个工作日仍然偏短。' } };
      },
    },
    answerOpinion: {
      right: 'qin-lang',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => ({
        params: { opinion: await opinion(world(), 'ye-qing') },
        body: { outcome: 'not-adopted', reason: '先观察一个周期。' },
      }),
    },
    editClause: {
      right: 'qin-lang',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => ({ params: { ...draft, number: '13.1' }, body: { edit: { kind: 'revert' } } }),
    },
    withdrawPolicyVersion: {
      right: 'qin-lang',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => ({
        params: { policy: 'POL-01', version: await freshDraft(world()) },
        body: { reason: '暂不修订' },
      }),
    },
    draftPolicyVersion: {
      right: 'qin-lang',
      wrong: 'he-jia',
      refusal: 'not-allowed',
      input: async () => {
        await giveUpDrafts(world());
        return { params: { policy: 'POL-01' } };
      },
    },
    makeEffective: {
      right: 'qin-lang',
      wrong: 'su-jing',
      refusal: 'not-allowed',
      input: async () => ({ params: { policy: 'POL-01', version: await readyVersion(world()) } }),
    },
    listLaws: { right: 'ma-jun' },
    getLaw: { right: 'ma-jun', input: async () => ({ params: { law: 'CN-LCL' } }) },
    listClauseUses: { right: 'ma-jun', input: async () => ({ params: { policy: 'POL-01' } }) },
  }) satisfies Readonly<Record<string, Case>>;

/** A round of consultation that is going on. */
async function consultation({ db }: World): Promise<string> {
  const open = await consultationOf(db, second);
  if (open) return open.id;
  const opening = { mode: 'all-staff', draftHash: '-', clauses: [], instance: null, at: new Date() } as const;
  return (await openConsultation(db, { ...second, ...opening })).id;
}

async function opinion(world: World, person: string): Promise<string> {
  const id = randomUUID();
  const said = { clause: null, person, text: '意见', submittedAt: new Date() };
  await insertOpinion(world.db, { id, consultation: await consultation(world), ...said });
  return id;
}

async function giveUpDrafts({ db }: World): Promise<void> {
  const open = ['draft', 'in-review', 'approved', 'publicity'];
  await db('policy_version').whereIn('status', open).update({ status: 'withdrawn' });
}

async function freshDraft(world: World): Promise<string> {
  await giveUpDrafts(world);
  return String(await insertDraft(world.db, { policy: 'POL-01', basedOn: 1, by: 'qin-lang' }));
}

/** A version without changes that has been approved and made known. */
async function readyVersion(world: World): Promise<string> {
  const version = Number(await freshDraft(world));
  const at = new Date();
  const one = { policy: 'POL-01', version };
  await approveVersion(world.db, one, { by: 'su-jing', at });
  const proof = { until: null, evidenceFile: null, recordedBy: null, instance: null };
  const notice = { id: randomUUID(), channel: 'meeting', contentHash: '-', publishedAt: at, ...proof } as const;
  await insertNotice(world.db, { ...one, ...notice });
  return String(version);
}
