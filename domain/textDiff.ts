/** A stretch of text as both have it, as only the new one has it, or only the old one. */
export type Segment = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** Chinese is compared sign by sign, other scripts word by word. */
const pieces = /\p{Script=Han}|[^\s\p{Script=Han}\p{P}]+|\s+|\p{P}/gu;

/** 4 million comparisons; longer middles are shown as replaced whole. */
const COMPARISONS_MAX = 4_000_000;

/** What was taken out of a text and put in, such that the segments without the added ones give the old text back. */
export function segmentsBetween(before: string, after: string): readonly Segment[] {
  const old = piecesOf(before);
  const now = piecesOf(after);
  const head = lengthOfCommon(old, now);
  const tail = lengthOfCommon(old.slice(head).reverse(), now.slice(head).reverse());
  const middle = compare(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  return joined([
    ...old.slice(0, head).map((text) => ({ kind: 'same' as const, text })),
    ...middle,
    ...old.slice(old.length - tail).map((text) => ({ kind: 'same' as const, text })),
  ]);
}

const piecesOf = (text: string): string[] => text.match(pieces) ?? [];

function lengthOfCommon(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one[length] === other[length]) length++;
  return length;
}

function compare(old: readonly string[], now: readonly string[]): Segment[] {
  if (old.length * now.length > COMPARISONS_MAX) return [...as('removed', old), ...as('added', now)];
  const common = commonLengths(old, now);
  const width = now.length + 1;
  const found: Segment[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    const text = old[i] ?? '';
    if (text === now[j]) {
      found.push({ kind: 'same', text });
      i++;
      j++;
    } else if ((common[(i + 1) * width + j] ?? 0) >= (common[i * width + j + 1] ?? 0)) {
      found.push({ kind: 'removed', text });
      i++;
    } else {
      found.push({ kind: 'added', text: now[j] ?? '' });
      j++;
    }
  }
  return [...found, ...as('removed', old.slice(i)), ...as('added', now.slice(j))];
}

/** How many pieces the rests from i and j on have in common, in order; row by row. */
function commonLengths(old: readonly string[], now: readonly string[]): Uint16Array {
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const here = i * width + j;
      lengths[here] =
        old[i] === now[j]
          ? (lengths[here + width + 1] ?? 0) + 1
          : Math.max(lengths[here + width] ?? 0, lengths[here + 1] ?? 0);
    }
  }
  return lengths;
}

const as = (kind: Segment['kind'], texts: readonly string[]): Segment[] => texts.map((text) => ({ kind, text }));

function joined(segments: readonly Segment[]): Segment[] {
  const found: Segment[] = [];
  for (const { kind, text } of segments) {
    const last = found.at(-1);
    if (last?.kind === kind) found[found.length - 1] = { kind, text: last.text + text };
    else found.push({ kind, text });
  }
  return found;
}
