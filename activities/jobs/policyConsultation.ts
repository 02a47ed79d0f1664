import { touchesVitalInterest } from '../../domain/policy.ts';
import {
  type Agreement,
  type Consultation,
  type ConsultationMode,
  concludeConsultation,
  consultationOfInstance,
  openConsultation,
  setConsultation,
} from '../../store/consultations.ts';
import type { Db } from '../../store/db.ts';
import { countOpinions } from '../../store/opinions.ts';
import { versionOf } from '../../store/policies.ts';
import { lockVersion } from '../../store/policyDrafts.ts';
import { changesOf } from '../../store/policyScope.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { noteDown, type Subject, subjectIn, tellEverybody, textIn } from './policySubject.ts';
import type { Telling } from './tell.ts';

type Call = CallOf<'service'>;

/** Puts the clauses of vital interest before everybody at work, and invites them (劳动合同法 art. 4). */
export async function openRound({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  const mode: ConsultationMode = variables['mode'] === 'congress' ? 'congress' : 'all-staff';
  const version = await versionOf(db, subject.policy, subject.version);
  if (!version) throw hopeless(`there is no ${subject.policy} v${subject.version}`);
  const vital = (await changesOf(db, subject)).filter(touchesVitalInterest);
  const round = await db.transaction(async (trx) => {
    await lockVersion(trx, subject);
    const known = await consultationOfInstance(trx, run.instanceId);
    if (known) return known;
    const clauses = vital.map(({ id, after }) => ({ id, clause: after }));
    const { contentHash: draftHash } = version;
    const at = new Date();
    const opened = await openConsultation(trx, { ...subject, mode, draftHash, clauses, instance: run.instanceId, at });
    await noteDown(trx, run, subject, {
      action: 'consultation-opened',
      clauses: clauses.map(({ id }) => id),
      after: { consultation: opened.id, invited: opened.invited, draftHash },
    });
    return opened;
  });
  const params = { title: version.title, version: String(subject.version) };
  await tellEverybody(db, run, { kind: 'consultation-opened', params });
  const vitalClauses = vital.map(({ id }) => id);
  return { variables: { consultation: round.id, invited: round.invited, vitalClauses } };
}

/** The time for opinions is over; what was said until now is to be answered. */
export async function closeRound({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  return db.transaction(async (trx) => {
    const round = await roundOf(trx, run);
    if (round.status === 'collecting') {
      await setConsultation(trx, round.id, { status: 'negotiating', closesAt: new Date() });
      await noteDown(trx, run, subject, { action: 'consultation-closed', after: { consultation: round.id } });
    }
    return counted(trx, round);
  });
}

export async function countRound({ db }: Telling, run: JobRun): Promise<JobResult> {
  return counted(db, await roundOf(db, run));
}

/** Ends the round over the minutes that a representative of the staff has confirmed. */
export async function concludeRound({ db }: Telling, run: JobRun, { variables }: Call): Promise<JobResult> {
  const subject = subjectIn(variables);
  await db.transaction(async (trx) => {
    const round = await roundOf(trx, run);
    if (round.status === 'concluded') return;
    const { unanswered } = await countOpinions(trx, round.id);
    if (unanswered > 0) throw hopeless(`${unanswered} opinions have no answer`);
    const conclusion = conclusionIn(variables);
    await concludeConsultation(trx, round.id, { ...conclusion, at: new Date() });
    await noteConclusion(trx, run, subject, { consultation: round.id, ...conclusion });
  });
  return { variables: {} };
}

const noteConclusion = (db: Db, run: JobRun, subject: Subject, after: unknown) =>
  noteDown(db, run, subject, { action: 'consultation-concluded', after });

function conclusionIn(variables: Call['variables']) {
  const agreement: Agreement = textIn(variables, 'agreement') === 'agreed' ? 'agreed' : 'disagreement-recorded';
  const said = variables['disagreement'];
  return {
    agreement,
    disagreement: typeof said === 'string' && said !== '' ? said : null,
    minutesFile: textIn(variables, 'minutes'),
  };
}

async function counted(db: Db, { id }: Consultation): Promise<JobResult> {
  const { opinions, unanswered } = await countOpinions(db, id);
  return { variables: { opinions, unanswered } };
}

async function roundOf(db: Db, { instanceId }: JobRun): Promise<Consultation> {
  const round = await consultationOfInstance(db, instanceId);
  if (!round) throw hopeless(`${instanceId} has opened no consultation`);
  return round;
}
