import type { Output } from '../../../contract/address.ts';
import type { Tone } from '../../ui/Mark.tsx';

export type Inspection = Output<'getInspection'>;
export type InspectionRow = Output<'listInspections'>['items'][number];
export type Plan = Output<'listInspectionPlans'>['items'][number];
export type Finding = Output<'listFindings'>['items'][number];

/** In their order. */
export const inspectionStates = ['sampled', 'in-progress', 'response', 'confirmed', 'closed'] as const;
export const findingStates = ['open', 'corrected', 'effect-check', 'reopened', 'closed'] as const;
export const severities = ['MINOR', 'MAJOR', 'CRITICAL'] as const;

export const stateTone: Readonly<Record<InspectionRow['state'], Tone>> = {
  sampled: 'idle',
  'in-progress': 'going',
  response: 'soon',
  confirmed: 'going',
  closed: 'good',
};

export const findingTone: Readonly<Record<Finding['state'], Tone>> = {
  open: 'soon',
  corrected: 'going',
  'effect-check': 'going',
  reopened: 'bad',
  closed: 'good',
};

/** How an item came out, and how grave a finding is. */
export const resultTone = {
  PASS: 'calm',
  MINOR: 'accent',
  MAJOR: 'soon',
  CRITICAL: 'late',
  NA: 'plain',
} as const satisfies Readonly<Record<NonNullable<Inspection['items'][number]['result']>, string>>;

export const inspectionAddress = (id: string): string => `/inspections/${encodeURIComponent(id)}`;
