import { digest } from '../engine/bpmn/digest.ts';
import type { Instance } from '../engine/bpmn/instance.ts';

/**
 * Fingerprints of steps and state. What a step does not touch, the interpreter hands on as the same object: its part of
 * the fingerprint is remembered, so that the cost depends on what has changed and not on how much is open.
 */
export class Fingerprints {
  private readonly known = new WeakMap<object, string>();

  of(steps: unknown, instance: Instance): string {
    const parts = Object.entries(instance).map(([name, part]): [string, unknown] => [name, this.parts(part)]);
    return digest({ steps, state: Object.fromEntries(parts) });
  }

  /** One level further down: shelves, variables, performers. */
  private parts(part: unknown): unknown {
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [key, isObject(value) ? this.one(value) : value]),
    );
  }

  private one(value: object): string {
    const known = this.known.get(value) ?? digest(value);
    this.known.set(value, known);
    return known;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
