import { z } from 'zod';
import { LocalText, Moment, PersonRef } from './shared.ts';

/** One thing that happened to an instance, as the journal has it. */
export const HistoryEntry = z
  .object({
    sequence: z.int(),
    at: Moment,
    /** The interpreter's event: started, taskClaimed, taskCompleted, taskReturned, clockAdvanced, jobFailed, … */
    kind: z.string(),
    node: z.string().nullable(),
    name: LocalText.nullable(),
    by: PersonRef.nullable(),
    onBehalfOf: PersonRef.nullable(),
    outcome: z.string().nullable(),
    comment: z.string().nullable(),
    to: z.string().nullable().meta({ description: 'The step returned to, or the person transferred to' }),
    toName: LocalText.nullable(),
    /** Present when the attempt was refused. */
    refused: z.string().nullable(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** Where an instance stands, for the diagram and its outline. */
export const Progress = z
  .object({
    active: z.array(z.string()),
    visited: z.array(z.string()),
    incidents: z.array(z.string()),
  })
  .meta({ id: 'Progress', description: 'Node ids' });
export type Progress = z.infer<typeof Progress>;
