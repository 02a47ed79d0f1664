import { expect, test } from 'vitest';
import { wordRoom } from '../../../console/ui/process/wordRoom.ts';

test('a label is as wide as its longest word', () => {
  expect(wordRoom('Up to approved')).toBe(wordRoom('approved'));
  expect(wordRoom('approved')).toBeGreaterThan(wordRoom('no'));
});

test('a label in Chinese may end a line at every character', () => {
  expect(wordRoom('同意并归档')).toBe(wordRoom('同'));
  expect(wordRoom('属于CITES物种')).toBe(wordRoom('CITES'));
});
