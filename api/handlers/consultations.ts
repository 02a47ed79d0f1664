import { randomUUID } from 'node:crypto';
import type { Consultation as ConsultationShown, Opinion } from '../../contract/consultations.ts';
import type { PersonRef } from '../../contract/shared.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  type Consultation,
  consultationOf,
  consultedClauses,
  findConsultation,
  holdConsultation,
  isInvited,
} from '../../store/consultations.ts';
import type { Db } from '../../store/db.ts';
import {
  countOpinions,
  insertOpinion,
  lockOpinion,
  type OpinionRow,
  opinionsPage,
  answerOpinion as writeAnswer,
} from '../../store/opinions.ts';
import { versionOf } from '../../store/policies.ts';
import { objection } from '../authorize.ts';
import type { Handlers } from '../handler.ts';
import { namesOf } from '../policyVersion.ts';
import { moment, momentOrNull } from '../refs.ts';

export const getConsultation: Handlers['getConsultation'] = async ({ params, actor, authorize }, { db }) => {
  authorize('common', undefined);
  const round = await roundOf(db, params);
  if (!round) return { consultation: null };
  const [clauses, counts, invited] = await Promise.all([
    consultedClauses(db, round),
    countOpinions(db, round.id),
    isInvited(db, round.id, actor.id),
  ]);
  const gives = objection(actor, 'opinion.give', { isInvited: invited }) === undefined;
  const answers = objection(actor, 'opinion.answer', { person: null }) === undefined;
  return {
    consultation: {
      ...shownRound(round),
      clauses: clauses.map(({ id, text }) => ({
        id,
        number: id.slice(id.indexOf('#') + 1),
        text: text ?? { 'zh-CN': '', en: '' },
      })),
      ...counts,
      mayGiveOpinion: gives && round.status === 'collecting',
      mayAnswer: answers && round.status !== 'concluded',
    },
  };
};

export const listOpinions: Handlers['listOpinions'] = async ({ params, query, authorize }, { db }) => {
  authorize('common', undefined);
  const round = await roundOf(db, params);
  if (!round) return { items: [], next: null };
  const { items, next } = await opinionsPage(db, { consultation: round.id, ...query });
  const name = await namesOf(
    db,
    items.flatMap(({ person, answeredBy }) => [person, answeredBy]),
  );
  return { items: items.map((opinion) => shownOpinion(opinion, name)), next };
};

export const submitOpinion: Handlers['submitOpinion'] = async ({ params, body, actor, at, authorize }, { db }) => {
  const latest = await roundOf(db, params);
  const round = latest && (await holdConsultation(db, latest.id));
  if (!round) {
    authorize('common', undefined);
    throw closed(params);
  }
  authorize('opinion.give', { isInvited: await isInvited(db, round.id, actor.id) });
  if (round.status !== 'collecting') throw closed(params);
  const { clause = null, text } = body;
  if (clause !== null && !(await consultedClauses(db, round)).some(({ id }) => id === clause))
    throw new Refusal('clause-unknown', { clause });
  const id = randomUUID();
  await insertOpinion(db, { id, consultation: round.id, clause, person: actor.id, text, submittedAt: at });
  await appendAudit(db, [
    {
      actor: actor.id,
      action: 'opinion-given',
      subjectKind: 'consultation',
      subject: round.id,
      instance: round.instance,
      clauses: clause === null ? [] : [clause],
      after: { opinion: id },
      requestId: body.requestId,
    },
  ]);
  return { opinion: id };
};

export const answerOpinion: Handlers['answerOpinion'] = async ({ params, body, actor, at, authorize }, { db }) => {
  const opinion = await lockOpinion(db, params.opinion);
  authorize('opinion.answer', { person: opinion?.person ?? null });
  const round = opinion && (await findConsultation(db, opinion.consultation));
  if (!opinion || !round) throw new Refusal('not-found');
  if (round.status === 'concluded') throw closed(round);
  if (opinion.outcome !== null) throw new Refusal('opinion-answered');
  const { outcome, reason, requestId } = body;
  await writeAnswer(db, opinion.id, { outcome, reason, by: actor.id, at });
  await appendAudit(db, [
    {
      actor: actor.id,
      action: 'opinion-answered',
      subjectKind: 'consultation',
      subject: round.id,
      instance: round.instance,
      clauses: opinion.clause === null ? [] : [opinion.clause],
      after: { opinion: opinion.id, outcome, reason },
      requestId,
    },
  ]);
  const { unanswered } = await countOpinions(db, round.id);
  return { unanswered };
};

async function roundOf(db: Db, params: { readonly policy: string; readonly version: number }) {
  const [version, round] = await Promise.all([
    versionOf(db, params.policy, params.version),
    consultationOf(db, params),
  ]);
  if (!version) throw new Refusal('not-found');
  return round;
}

const closed = ({ policy, version }: { readonly policy: string; readonly version: number }) =>
  new Refusal('consultation-closed', { policy, version: String(version) });

function shownRound(
  round: Consultation,
): Omit<ConsultationShown, 'clauses' | 'opinions' | 'unanswered' | 'voices' | 'mayGiveOpinion' | 'mayAnswer'> {
  const { openedAt, closesAt, concludedAt, ...rest } = round;
  return {
    ...rest,
    openedAt: moment(openedAt),
    closesAt: momentOrNull(closesAt),
    concludedAt: momentOrNull(concludedAt),
  };
}

function shownOpinion(opinion: OpinionRow, name: (id: string | null) => PersonRef | null): Opinion {
  const { id, clause, person, text, submittedAt, outcome, outcomeReason, answeredBy, answeredAt } = opinion;
  const by = name(person) ?? { id: person, name: { 'zh-CN': person, en: person }, department: null };
  const answer =
    outcome === null || answeredAt === null
      ? null
      : { outcome, reason: outcomeReason ?? '', by: name(answeredBy), at: moment(answeredAt) };
  return { id, clause, by, text, submittedAt: moment(submittedAt), answer };
}
