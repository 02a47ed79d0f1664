import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging, Reason, requested } from './shared.ts';

const ID_MAX = 200;
const CODE_MAX = 40;

export const CertificateStatus = z
  .enum(['active', 'renewal-due', 'expired', 'renewed', 'revoked'])
  .meta({ id: 'CertificateStatus' });
export type CertificateStatus = z.infer<typeof CertificateStatus>;

const certificate = {
  code: z.string().meta({ description: 'By which anybody can check it' }),
  kind: z.object({ id: z.string(), name: LocalText }),
  status: CertificateStatus,
  validFrom: Moment,
  validTo: Moment.nullable(),
};

const Certificate = z
  .object({
    ...certificate,
    id: z.string(),
    person: PersonRef,
    /** What it unlocks, and whether that is suspended. */
    unlocks: z.array(z.object({ id: z.string(), name: LocalText, suspended: z.boolean() })),
  })
  .meta({ id: 'Certificate' });

export const listCredentials = operation({
  method: 'get',
  path: '/credentials',
  tag: 'training',
  summary: 'Certificates of whoever asks, or of somebody they answer for, newest first',
  query: z.object({ ...paging, person: z.string().max(ID_MAX).optional() }),
  result: pageOf('CertificatePage', Certificate),
  refusals: ['not-found'],
});

export const issueCredential = operation({
  method: 'post',
  path: '/credentials',
  tag: 'training',
  summary: 'Issue or renew a certificate after an examination (HR and compliance officers)',
  body: z
    .object({
      ...requested,
      person: z.string().max(ID_MAX),
      kind: z.string().max(ID_MAX),
      reason: Reason.meta({ description: 'What was examined, by whom, with which result' }),
    })
    .meta({ id: 'IssueCredential' }),
  result: Certificate,
  refusals: ['not-found', 'own-request', 'credential-current', 'request-reused'],
});

export const verifyCredential = operation({
  method: 'get',
  path: '/certificates/{code}',
  tag: 'training',
  access: 'anybody',
  summary: 'Whether a certificate is genuine and in force; the name is masked',
  params: z.object({ code: z.string().max(CODE_MAX) }),
  result: z.object({ ...certificate, holder: LocalText }).meta({ id: 'VerifiedCertificate' }),
  refusals: ['not-found'],
});
