import { texts } from '../../catalog/index.ts';
import type { Operation } from '../../contract/operation.ts';
import type { LocalText } from '../../contract/shared.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Declaration, type Declared, declare, declared, sealOf } from '../../store/acknowledgements.ts';
import { appendAudit } from '../../store/audit.ts';
import { hashOf } from '../../store/json.ts';
import { type Enrolled, findEnrolment, noteChange } from '../../store/learning.ts';
import { versionOf } from '../../store/policies.ts';
import type { Call, Handlers, Services } from '../handler.ts';
import { moment } from '../refs.ts';
import { fill } from '../text.ts';
import { tellWave } from '../waveSignal.ts';

export const getAcknowledgement: Handlers['getAcknowledgement'] = async (call, services) => {
  const { enrolled, title, statement, contentHash } = await asked(call, services);
  const [signed, declined] = await Promise.all([
    declared(services.db, enrolled, 'signed'),
    declared(services.db, enrolled, 'declined'),
  ]);
  const { policy, version } = enrolled;
  return {
    policy,
    version,
    title,
    contentHash,
    statement,
    signed: signed ? shownSigned(signed) : null,
    declined: declined ? { at: moment(declined.at), reason: declined.reason ?? '' } : null,
  };
};

export const acknowledgePolicy: Handlers['acknowledgePolicy'] = async (call, services) => {
  const { body } = call;
  const { enrolled, statement, contentHash } = await asked(call, services, true);
  if (body.contentHash !== contentHash) throw new Refusal('version-changed');
  await keep(call, services, enrolled, { verdict: 'signed', contentHash, statementHash: hashOf(statement) });
  const signed = await declared(services.db, enrolled, 'signed');
  if (!signed) throw new Error(`${enrolled.wave}: what was signed is not there`);
  return shownSigned(signed);
};

export const declinePolicy: Handlers['declinePolicy'] = async (call, services) => {
  const { reason } = call.body;
  const { enrolled, statement, contentHash } = await asked(call, services, true);
  if (await declared(services.db, enrolled, 'signed')) throw new Refusal('already-acknowledged');
  await keep(call, services, enrolled, { verdict: 'declined', reason, contentHash, statementHash: hashOf(statement) });
  return { done: true };
};

type WaveCall = Pick<Call<Operation>, 'actor' | 'authorize'> & { readonly params: { readonly wave: string } };

/** What is to be signed, by whom, in which words. */
async function asked({ params, actor, authorize }: WaveCall, { db }: Services, isChange = false) {
  const enrolled = await findEnrolment(db, params.wave, actor.id);
  authorize('learning.take', enrolled);
  if (!enrolled) throw new Refusal('wave-unknown');
  if (isChange && enrolled.waveState === 'closed') throw new Refusal('wave-closed');
  const { policy, version, contentHash } = enrolled;
  const found = await versionOf(db, policy, version);
  if (!found || contentHash === null) throw new Error(`${policy} has no version ${version} to be signed`);
  return { enrolled, title: found.title, contentHash, statement: statementOf(found.title, version) };
}

const statements = { 'zh-CN': sentence('zh-CN'), en: sentence('en') } as const;

function sentence(locale: keyof LocalText): string {
  const found = texts(locale)['training']?.['statement'];
  if (typeof found !== 'string') throw new Error(`catalog/texts/${locale}/training.json has no statement`);
  return found;
}

function statementOf(title: LocalText, version: number): LocalText {
  const inLocale = (locale: keyof LocalText) =>
    fill(statements[locale], { title: title[locale], version: String(version) });
  return { 'zh-CN': inLocale('zh-CN'), en: inLocale('en') };
}

type Said = Pick<Declaration, 'contentHash' | 'statementHash'> &
  ({ readonly verdict: 'signed' } | { readonly verdict: 'declined'; readonly reason: string });
type SayingCall = WaveCall & Pick<Call<Operation>, 'at' | 'locale'> & { readonly body: { readonly requestId: string } };

/** Keeps a declaration with its evidence. What was signed in this wave stays as it was signed first. */
async function keep(call: SayingCall, services: Services, { wave, policy, version }: Enrolled, said: Said) {
  const { actor, at, locale, body } = call;
  await services.db.transaction(async (db) => {
    const declaration = { id: body.requestId, person: actor.id, policy, version, wave, locale, at, ...said };
    if (!(await declare(db, declaration))) return;
    await noteChange(db, wave, actor.id);
    await appendAudit(db, [
      {
        actor: actor.id,
        action: said.verdict === 'signed' ? 'policy-acknowledged' : 'policy-declined',
        subjectKind: 'policy-version',
        subject: `${policy}@v${version}`,
        after: { wave, ...said, seal: sealOf(declaration) },
        requestId: body.requestId,
      },
    ]);
  });
  await tellWave(services, wave);
}

const shownSigned = ({ at, seal, contentHash }: Declared) => ({ at: moment(at), seal, contentHash });
