import type { CertificateStatus } from '../../contract/credentials.ts';
import { maskName, mayRenew } from '../../domain/credential.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findCredentialType, issueOne } from '../../store/credentials.ts';
import { findPerson } from '../../store/people.ts';
import {
  activeCertificate,
  type Certificate,
  certificateByCode,
  certificatesPage,
} from '../../store/views/certificates.ts';
import type { Handlers } from '../handler.ts';
import { moment, momentOrNull } from '../refs.ts';

export const listCredentials: Handlers['listCredentials'] = async ({ query, actor, at, authorize }, { db }) => {
  const { person = actor.id, ...page } = query;
  const whose = await findPerson(db, person);
  if (!whose) throw new Refusal('not-found');
  authorize('credential.see', whose);
  const { items, next } = await certificatesPage(db, { person, ...page });
  return { items: items.map((certificate) => shownCertificate(certificate, at)), next };
};

export const issueCredential: Handlers['issueCredential'] = async ({ body, actor, at, authorize }, { db }) => {
  const { person, kind, reason, requestId } = body;
  authorize('credential.issue', { person });
  const whose = await findPerson(db, person);
  const type = await findCredentialType(db, kind);
  if (!whose?.active || !type) throw new Refusal('not-found');
  await issueOne(db, { type, person, source: requestId, by: actor.id, reason, at });
  const issued = await activeCertificate(db, person, kind);
  if (!issued) throw new Error(`the certificate ${kind} of ${person} was issued and is not there`);
  return shownCertificate(issued, at);
};

export const verifyCredential: Handlers['verifyCredential'] = async ({ params, at }, { db }) => {
  const found = await certificateByCode(db, params.code.trim().toUpperCase());
  if (!found) throw new Refusal('not-found');
  const { code, kind, status, validFrom, validTo } = shownCertificate(found, at);
  return { code, kind, status, validFrom, validTo, holder: maskName(found.holder) };
};

function shownCertificate(certificate: Certificate, at: Date) {
  const { id, code, kind, person, validFrom, validTo, unlocks } = certificate;
  return {
    id,
    code,
    kind,
    person,
    status: statusOf(certificate, at),
    validFrom: moment(validFrom),
    validTo: momentOrNull(validTo),
    unlocks: [...unlocks],
  };
}

/** What has lapsed since the last sweep has lapsed. */
function statusOf({ status, validTo, renewalDays }: Certificate, at: Date): CertificateStatus {
  if (status !== 'active' || validTo === null) return status;
  if (validTo <= at) return 'expired';
  return mayRenew(validTo.getTime(), at.getTime(), renewalDays) ? 'renewal-due' : 'active';
}
