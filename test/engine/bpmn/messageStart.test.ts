import { describe, expect, test } from 'vitest';
import type { Begun } from '../../../engine/bpmn/messageStart.ts';
import { beginningOf, instanceBegunBy, titleOf } from '../../../engine/bpmn/messageStart.ts';

const lot = (more: Partial<Begun['start']> = {}): Begun => ({
  key: 'lot',
  hash: 'h1',
  name: 'Lot',
  title: null,
  start: { id: 'announced', kind: 'startEvent', event: { kind: 'message', message: 'm' }, ...more } as Begun['start'],
});
const letter = (variables = {}) => ({ id: 'm1', key: 'P-7', variables });

describe('the instance that a message begins', () => {
  test.each([
    ['the message’s key', lot(), letter(), 'lot/P-7'],
    ['the message’s id where it has no key', lot(), { ...letter(), key: '' }, 'lot/m1'],
    [
      'what its start event makes of the variables',
      lot({ businessKey: 'order + "-1"' }),
      letter({ order: 'A' }),
      'lot/A-1',
    ],
    ['a number that it makes', lot({ businessKey: 'order' }), letter({ order: 4 }), 'lot/4'],
    ['nothing, when that is no key', lot({ businessKey: 'order' }), letter(), undefined],
  ])('is named by %s', (_, process, message, expected) => {
    expect(instanceBegunBy(process, message)).toBe(expected);
  });

  test('gets the message’s variables, and the name of its process and the key for a title', () => {
    const { title, ...rest } = beginningOf(lot(), letter({ order: 'A' }), 'lot/A/1', '批次');

    expect(title).toBe('批次 A/1');
    expect(rest).toEqual({
      process: 'lot',
      definition: 'h1',
      businessKey: 'A/1',
      variables: { order: 'A' },
      start: 'announced',
      message: 'm1',
    });
  });

  test.each([
    ['what its process says', 'order + " of " + businessKey', 'A of K'],
    ['its name and key, when that cannot be read', '1 +', 'Lot K'],
    ['its name and key, when that is no text', '17', 'Lot K'],
    ['no more than 120 characters, none of them half', `"${'批🚢'.repeat(100)}"`, '批🚢'.repeat(60)],
  ])('is called %s', (_, title, expected) => {
    expect(titleOf({ name: 'Lot', title }, 'K', { order: 'A' })).toBe(expected);
  });
});
