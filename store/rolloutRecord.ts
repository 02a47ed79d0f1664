import type { Phase, Rollout } from '../domain/rollout.ts';
import type { Audience, Thresholds } from '../domain/training.ts';
import type { LocalText } from './localText.ts';

/** One line of a rollout's journal. Its sentence is in catalog/texts/<language>/rollout.json under `events.<kind>`. */
export type RolloutEntry = {
  readonly sequence: number;
  /** ms since the epoch. */
  readonly at: number;
  readonly kind: string;
  /** Nobody when time, a measure or a process did it. */
  readonly by?: string;
  readonly phase?: Phase;
  readonly wave?: string;
  readonly params: Readonly<Record<string, string>>;
  /** The code of the refusal, when it was refused. */
  readonly refused?: string;
  readonly requestId?: string;
  /** Who is told, under the kind "rollout-<kind>" of catalog/texts/<language>/notifications.json. */
  readonly tell: readonly string[];
};

/** What never changes of a rollout: written with its first entry. */
export type RolloutCreation = {
  readonly policy: string;
  readonly version: number;
  readonly owner: string;
  readonly createdBy: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  readonly thresholds: Thresholds;
  readonly waves: readonly {
    readonly id: string;
    readonly name: LocalText;
    readonly audience: Audience;
    readonly manager: string;
    /** ms since the epoch. */
    readonly due: number;
  }[];
};

/** All that a rollout's workflow has to remember at once: one transaction, written once, keyed (rollout, sequence). */
export type RolloutRecord = {
  /** The workflow id, "rollout/<policy>@v<n>". */
  readonly rollout: string;
  readonly title: string;
  readonly creation?: RolloutCreation;
  readonly standing: Rollout;
  /** The phase that is due or under way. */
  readonly phase?: Phase;
  readonly plan?: unknown;
  readonly courses?: readonly string[];
  readonly entries: readonly RolloutEntry[];
  readonly receipts: readonly { readonly requestId: string; readonly answer: unknown }[];
  /** Of entries and standing; given back as it was first written, so that a replay can compare. */
  readonly digest: string;
};
