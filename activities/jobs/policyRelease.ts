import { barsOf, releaseBars } from '../../domain/policy.ts';
import type { Db } from '../../store/db.ts';
import { contentHashOf, putInForce, type VersionRow, versionOf } from '../../store/policies.ts';
import { approveVersion, clausesOf, lockVersion, setStatus } from '../../store/policyDrafts.ts';
import { changesOf, effectivenessOf, unreviewedChapters } from '../../store/policyScope.ts';
import { type Channel, insertNotice } from '../../store/publicity.ts';
import { lastDoer } from '../../store/tasks.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { noteDown, type Subject, subjectIn, tellEverybody, textIn } from './policySubject.ts';
import type { Telling } from './tell.ts';

type Call = CallOf<'service'>;

/** Says whether everything is there that the general manager's signature needs, and which content it will be over. */
export async function checkRelease({ db }: Telling, _run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const { policy, version } = subject;
  const [facts, unreviewed, clauses, changes] = await Promise.all([
    effectivenessOf(db, policy, version),
    unreviewedChapters(db, policy, version),
    clausesOf(db, subject),
    changesOf(db, subject),
  ]);
  if (!facts) throw hopeless(`there is no ${policy} v${version}`);
  const bars = releaseBars(facts, unreviewed);
  return {
    variables: {
      isInForce: facts.status === 'in-force',
      isReady: bars.length === 0,
      missing: bars.map(({ code, params }) => [code, params['chapter'] ?? params['clauses'] ?? ''].join(' ').trim()),
      releaseHash: contentHashOf(clauses),
      releaseClauses: changes.map(({ id }) => id),
    },
  };
}

/** Freezes the version over exactly the content that was signed. */
export async function freezeRelease({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const signed = textIn(variables, 'releaseHash');
  await db.transaction(async (trx) => {
    const version = await lockVersion(trx, subject);
    const contentHash = contentHashOf(await clausesOf(trx, subject));
    if (contentHash !== signed) throw hopeless(`the content is ${contentHash} now; ${signed} was signed`);
    if (version?.status !== 'draft' && version?.status !== 'in-review') return;
    const by = await lastDoer(trx, run.instanceId, 'approveRelease');
    await approveVersion(trx, subject, { by, at: new Date() });
    await noteDown(trx, run, subject, { action: 'policy-version-approved', actor: by, after: { contentHash } });
  });
  return { variables: {} };
}

/** Makes the version known to everybody at work. */
export async function publishRelease({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const version = await knownVersion(db, subject);
  const audience = await db.transaction(async (trx) => {
    const held = await lockVersion(trx, subject);
    if (held?.status === 'approved') await setStatus(trx, subject, 'publicity');
    return giveNotice(trx, run, version, { channel: 'in-app', evidenceFile: null, recordedBy: null });
  });
  const params = { title: version.title, version: String(subject.version) };
  await tellEverybody(db, run, { kind: 'policy-published', params });
  return { variables: { audience } };
}

/** Keeps the proof of a publication outside the system. */
export async function proveRelease({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const version = await knownVersion(db, subject);
  const evidenceFile = textIn(variables, 'proof');
  const channel = textIn(variables, 'channel') as Channel;
  const recordedBy = await lastDoer(db, run.instanceId, 'provePublicity');
  await db.transaction((trx) => giveNotice(trx, run, version, { channel, evidenceFile, recordedBy }));
  return { variables: {} };
}

/** Puts the version in force, by the same rule as an officer does by hand. */
export async function effectRelease({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const { policy, version } = subject;
  return db.transaction(async (trx) => {
    await lockVersion(trx, subject);
    const facts = await effectivenessOf(trx, policy, version);
    if (!facts) throw hopeless(`there is no ${policy} v${version}`);
    if (facts.status === 'in-force') return { variables: {} };
    const bars = barsOf(facts);
    if (bars.length > 0) throw hopeless(bars.map(({ message }) => message).join('; '));
    const at = new Date();
    await putInForce(trx, { policy, version, at });
    await noteDown(trx, run, subject, { action: 'policy-version-effective', after: { effectiveFrom: at } });
    return { variables: { effectiveFrom: at.toISOString() } };
  });
}

type Giving = { readonly channel: Channel; readonly evidenceFile: string | null; readonly recordedBy: string | null };

async function giveNotice(db: Db, run: JobRun, version: VersionRow, giving: Giving): Promise<number> {
  const { policy, contentHash } = version;
  const { audience, isNew } = await insertNotice(db, {
    ...giving,
    id: `${run.instanceId}/${run.node}`,
    policy,
    version: version.version,
    contentHash,
    publishedAt: new Date(),
    until: null,
    instance: run.instanceId,
  });
  const { channel, recordedBy } = giving;
  const note = { action: 'policy-version-published', actor: recordedBy, after: { channel, audience } };
  if (isNew) await noteDown(db, run, version, note);
  return audience;
}

async function knownVersion(db: Db, { policy, version }: Subject): Promise<VersionRow> {
  const found = await versionOf(db, policy, version);
  if (!found) throw hopeless(`there is no ${policy} v${version}`);
  return found;
}
