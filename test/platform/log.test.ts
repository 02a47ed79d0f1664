import { describe, expect, test } from 'vitest';
import { prettyLine } from '../../platform/log.ts';

describe('a log line for people', () => {
  test('says when, how bad, who, what and the particulars', () => {
    const line = JSON.stringify({ level: 40, time: 0, pid: 1, hostname: 'h', name: 'api', msg: 'slow', ms: 812 });

    expect(prettyLine(line)).toBe('00:00:00.000 WARN api: slow ms=812\n');
  });

  test('shows the stack of a fault', () => {
    const line = JSON.stringify({ level: 50, time: 0, name: 'api', msg: 'broke', err: { stack: 'Error: x\n  at y' } });

    expect(prettyLine(line)).toContain('broke | Error: x\n  at y');
  });

  test('leaves what is no log line as it is', () => {
    expect(prettyLine('plain text\n')).toBe('plain text\n');
    expect(prettyLine('42\n')).toBe('42\n');
  });
});
