export { fill } from '../catalog/index.ts';

/** The first characters of a text; never half of one. */
export function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}
