import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Segment, segmentsBetween } from '../../domain/textDiff.ts';

const old = (segments: readonly Segment[]) =>
  segments.flatMap(({ kind, text }) => (kind === 'added' ? [] : [text])).join('');
const now = (segments: readonly Segment[]) =>
  segments.flatMap(({ kind, text }) => (kind === 'removed' ? [] : [text])).join('');

describe('what was changed in a text', () => {
  test('is found sign by sign in Chinese', () => {
    expect(segmentsBetween('可在五个工作日内提出异议。', '可在七个工作日内提出异议。')).toEqual([
      { kind: 'same', text: '可在' },
      { kind: 'removed', text: '五' },
      { kind: 'added', text: '七' },
      { kind: 'same', text: '个工作日内提出异议。' },
    ]);
  });

  test('is found word by word in English', () => {
    expect(segmentsBetween('open for five working days', 'open for seven working days, in writing')).toEqual([
      { kind: 'same', text: 'open for ' },
      { kind: 'removed', text: 'five' },
      { kind: 'added', text: 'seven' },
      { kind: 'same', text: ' working days' },
      { kind: 'added', text: ', in writing' },
    ]);
  });

  test('is all of it when there was nothing, and nothing when it is the same', () => {
    expect(segmentsBetween('', 'new')).toEqual([{ kind: 'added', text: 'new' }]);
    expect(segmentsBetween('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
    expect(segmentsBetween('', '')).toEqual([]);
  });

  test('gives both texts back', () => {
    const words = fc
      .array(fc.constantFrom('甲', '乙', ' ', 'a', 'b', '，', '$', '😀', '\u0301'))
      .map((it) => it.join(''));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const segments = segmentsBetween(before, after);
        expect([old(segments), now(segments)]).toEqual([before, after]);
      }),
    );
  });

  test('is found in reasonable time however long the texts are', () => {
    const before = '甲'.repeat(4_000);
    const after = '乙'.repeat(4_000);
    const begun = performance.now();
    expect(segmentsBetween(before, after).map(({ kind }) => kind)).toEqual(['removed', 'added']);
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});
