import type { Output } from '../../../contract/address.ts';
import type { Tone } from '../../ui/Mark.tsx';

export type CaseRow = Output<'listCases'>['items'][number];
export type CaseFile = Output<'getCase'>;

type State = CaseRow['state'];

/** In their order. */
export const caseStates = [
  'triage',
  'investigation',
  'facts-notice',
  'statement',
  'proposal',
  'checks',
  'sign-off',
  'service',
  'lesson',
  'closed',
] as const satisfies readonly State[];

/** The stages that a case goes through, or went through before it was closed early. */
export function stagesOf({ outcome }: Pick<CaseRow, 'outcome'>): readonly State[] {
  switch (outcome) {
    case 'no-case':
    case 'referred':
      return ['triage', 'closed'];
    case 'not-established':
      return ['triage', 'investigation', 'closed'];
    default:
      return caseStates;
  }
}

export const outcomeTone: Readonly<Record<NonNullable<CaseRow['outcome']>, Tone>> = {
  'no-case': 'idle',
  referred: 'idle',
  'not-established': 'idle',
  decided: 'good',
};

export const caseAddress = (id: string): string => `/cases/${encodeURIComponent(id)}`;
