import { z } from 'zod';
import { operation } from './operation.ts';
import { Done, LocalText, Moment, Reason, requested } from './shared.ts';

const ID_MAX = 200;
const WAVE_MAX = 1000;

const atWave = z.object({ wave: z.string().max(WAVE_MAX) });

const Acknowledgement = z
  .object({
    policy: z.string(),
    version: z.int(),
    title: LocalText,
    contentHash: z.string(),
    statement: LocalText,
    signed: z.object({ at: Moment, seal: z.string(), contentHash: z.string() }).nullable(),
    declined: z.object({ at: Moment, reason: z.string() }).nullable(),
  })
  .meta({ id: 'Acknowledgement' });

export const getAcknowledgement = operation({
  method: 'get',
  path: '/learning/{wave}/acknowledgement',
  tag: 'training',
  summary: 'What is to be signed, of which exact version, and whether it has been',
  params: atWave,
  result: Acknowledgement,
  refusals: ['wave-unknown'],
});

export const acknowledgePolicy = operation({
  method: 'post',
  path: '/learning/{wave}/acknowledge',
  tag: 'training',
  summary: 'Sign that one has read the version with this content hash',
  params: atWave,
  body: z.object({ ...requested, contentHash: z.string().max(ID_MAX) }).meta({ id: 'AcknowledgePolicy' }),
  result: z.object({ at: Moment, seal: z.string(), contentHash: z.string() }).meta({ id: 'Signed' }),
  refusals: ['wave-unknown', 'wave-closed', 'version-changed', 'request-reused'],
});

export const declinePolicy = operation({
  method: 'post',
  path: '/learning/{wave}/decline',
  tag: 'training',
  summary: 'Say why one does not sign; one may still sign later',
  params: atWave,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'DeclinePolicy' }),
  result: Done,
  refusals: ['wave-unknown', 'wave-closed', 'already-acknowledged', 'request-reused'],
});
