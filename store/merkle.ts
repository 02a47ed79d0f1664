import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

/** Leaves and inner nodes are hashed differently, so that neither can be passed off as the other. */
const INNER = Buffer.from([1]);

/** What the first batch is chained to. */
export const genesis = Buffer.alloc(HASH_BYTES);

const sha256 = (...parts: readonly Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();

/** The root over leaves in order: each level pairs neighbours, and an odd one goes up as it is. */
export function merkleRoot(leaves: readonly Buffer[]): Buffer {
  let level = leaves;
  while (level.length > 1) level = pairs(level);
  const [root] = level;
  if (!root) throw new Error('a batch without rows has no root');
  return root;
}

function pairs(level: readonly Buffer[]): Buffer[] {
  const next: Buffer[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = level.slice(index, index + 2);
    if (left) next.push(right ? sha256(INNER, left, right) : left);
  }
  return next;
}

/** Ties a batch to the one before it, and to the range of rows that it vouches for. */
export function chainOf(before: Buffer, root: Buffer, range: string): Buffer {
  return sha256(before, root, Buffer.from(range));
}
