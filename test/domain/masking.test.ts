import { describe, expect, test } from 'vitest';
import { maskPersonal } from '../../domain/masking.ts';

describe('a value that is shown to whoever oversees a process', () => {
  test('keeps what says nothing of a person', () => {
    const lines = [{ sku: 'A-1', quantity: 2 }];

    expect(maskPersonal('lines', lines)).toEqual({ value: lines, isMasked: false });
    expect(maskPersonal('amount', 1_000)).toEqual({ value: 1_000, isMasked: false });
  });

  test.each([
    ['idNumber', '110101199003071234', '11****34'],
    ['bank_account', '6222021234567890', '62****90'],
    ['phone', '13800138000', '13****00'],
    ['payer', '王小明', '王**'],
    ['email', 'a@b.cn', 'a***n'],
  ])('only hints at %s', (name, value, shown) => {
    expect(maskPersonal(name, value)).toEqual({ value: shown, isMasked: true });
  });

  test('hides all of a buyer but for what orders are judged by', () => {
    const buyer = { name: '张三', country: 'DE', key: 'k9', address: { street: 'Hauptstr. 1', city: 'Berlin' } };

    const { value, isMasked } = maskPersonal('buyer', buyer);

    expect(isMasked).toBe(true);
    expect(value).toMatchObject({ name: '张**', country: 'DE', key: 'k9' });
    expect(JSON.stringify(value)).not.toMatch(/张三|Hauptstr|Berlin/);
  });

  test('finds a person however deep, and in lists', () => {
    const shown = maskPersonal('parcels', [{ label: { consignee: { name: 'Jane Roe' } } }]);

    expect(JSON.stringify(shown)).not.toContain('Jane Roe');
  });

  test('follows the form that asks for it', () => {
    expect(maskPersonal('reference', 'X-12345678', 'personal').isMasked).toBe(true);
  });

  test('is cut off where nobody would look', () => {
    const deep = Array.from({ length: 40 }).reduce<unknown>((inner) => ({ inner }), { phone: '13800138000' });

    expect(JSON.stringify(maskPersonal('deep', deep))).not.toContain('13800138000');
  });
});
