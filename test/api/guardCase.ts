import type { Input } from './attempt.ts';
import type { Scene } from './scene.ts';

/** An operation that somebody may do, and perhaps somebody may not. */
export type Case = {
  /** Who may, and what they do. */
  readonly right: string;
  readonly input?: (scene: Scene) => Promise<Input>;
  /** Who may not, and how they are refused; absent where everybody signed in may. */
  readonly wrong?: string;
  readonly refusal?: string;
};
