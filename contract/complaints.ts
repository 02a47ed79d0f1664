import { z } from 'zod';
import { operation } from './operation.ts';
import { Locale, Moment, requested } from './shared.ts';

const TEXT_MAX = 4_000;

/** What a consumer complains about. */
export const complaintCategories = [
  'quality',
  'safety',
  'delivery',
  'wrong-item',
  'refund',
  'service',
  'privacy',
  'other',
] as const;
const Category = z.enum(complaintCategories).meta({ id: 'ComplaintCategory' });

export const fileComplaint = operation({
  method: 'post',
  path: '/complaints',
  tag: 'intake',
  access: 'anybody',
  summary: 'A consumer complains; answers the code by which the complaint is tracked, once',
  body: z
    .object({
      ...requested,
      category: Category,
      text: z.string().trim().min(10).max(TEXT_MAX),
      channel: z.string().trim().min(1).max(60).exactOptional().meta({ description: 'Where it was bought' }),
      orderNumber: z.string().trim().min(1).max(80).exactOptional(),
      contactName: z.string().trim().min(1).max(100),
      contact: z
        .string()
        .trim()
        .max(254)
        .regex(/^([^\s@]{1,64}@[^\s@]+\.[^\s@]{2,}|\+?[\d ()-]{6,24})$/)
        .meta({ description: 'E-mail address or telephone number' }),
      locale: Locale,
      timeScale: z.number().positive().max(1).exactOptional().meta({ description: 'Demo only' }),
    })
    .meta({ id: 'FileComplaint' }),
  result: z
    .object({
      code: z.string().meta({ description: 'Whoever has it can read the complaint and the answers to it' }),
      filedAt: Moment,
    })
    .meta({ id: 'ComplaintFiled' }),
  refusals: ['too-many-tries', 'request-reused'],
});

export const trackComplaint = operation({
  method: 'post',
  path: '/complaints/track',
  tag: 'intake',
  access: 'anybody',
  summary: 'How a complaint stands, and what was answered, by its code',
  body: z.object({ ...requested, code: z.string().trim().min(1).max(60) }).meta({ id: 'TrackComplaint' }),
  result: z
    .object({
      state: z.enum(['received', 'in-progress', 'answered', 'closed']),
      category: Category,
      orderNumber: z.string().nullable(),
      text: z.string(),
      filedAt: Moment,
      changedAt: Moment,
      replies: z.array(z.object({ at: Moment, text: z.string() })),
    })
    .meta({ id: 'TrackedComplaint' }),
  refusals: ['too-many-tries', 'complaint-unknown'],
});
