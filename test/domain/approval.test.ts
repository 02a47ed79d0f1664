import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { separation } from '../../domain/approval.ts';

const facts = { requester: 'lin', performers: { receive: ['wang', 'zhao'] }, notBy: ['receive'] };

describe('separation of duties', () => {
  test('lets somebody decide who neither asked nor did the work', () => {
    expect(separation({ ...facts, actor: { by: 'chen' } })).toBeUndefined();
  });

  test.each([
    { actor: { by: 'lin' }, code: 'own-request' },
    { actor: { by: 'chen', onBehalfOf: 'lin' }, code: 'own-request' },
    { actor: { by: 'lin', onBehalfOf: 'chen' }, code: 'own-request' },
    { actor: { by: 'zhao' }, code: 'own-work' },
    { actor: { by: 'chen', onBehalfOf: 'wang' }, code: 'own-work' },
  ])('refuses $actor with $code', ({ actor, code }) => {
    expect(separation({ ...facts, actor })).toMatchObject({ code });
  });

  test('does not mind who did steps that are not named', () => {
    expect(separation({ ...facts, notBy: ['inspect'], actor: { by: 'wang' } })).toBeUndefined();
  });

  test('never lets the requester decide, whatever else is true', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), fc.option(fc.string()), (requester, notBy, other) => {
        const deputies =
          other === null
            ? [{ by: requester }]
            : [
                { by: requester, onBehalfOf: other },
                { by: other, onBehalfOf: requester },
              ];
        for (const actor of deputies) {
          expect(separation({ requester, performers: {}, notBy, actor })).toMatchObject({ code: 'own-request' });
        }
      }),
    );
  });
});
