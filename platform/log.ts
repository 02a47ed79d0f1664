import { type Logger, pino } from 'pino';

/** A process's log. */
export type Log = Logger;

type LogOptions = { readonly level?: string; readonly pretty?: boolean };

const levelNames: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'WARN',
  50: 'ERROR',
  60: 'FATAL',
};

/** Fields that say who and when in every line, and so nothing to a person at a terminal. */
const furniture: ReadonlySet<string> = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err']);

/** JSON lines for machines; one readable line each where a person is watching. Secrets never get in. */
export function createLog(name: string, { level = 'info', pretty = process.stdout.isTTY }: LogOptions = {}): Log {
  const options = {
    name,
    level,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'password', '*.password'],
  };
  return pretty ? pino(options, { write: (line) => void process.stdout.write(prettyLine(line)) }) : pino(options);
}

/** One JSON log line as a person wants it; a line that is no JSON stays as it is. */
export function prettyLine(line: string): string {
  const entry = parse(line);
  if (!entry) return line;
  const time = new Date(Number(entry['time'])).toISOString().slice(11, 23);
  const level = levelNames[Number(entry['level'])] ?? String(entry['level']);
  const details = Object.entries(entry)
    .filter(([key]) => !furniture.has(key))
    .map(([key, value]) => ` ${key}=${text(value)}`);
  const fault = faultOf(entry['err']);
  return `${time} ${level} ${text(entry['name'])}: ${text(entry['msg'])}${details.join('')}${fault}\n`;
}

function parse(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const entry: unknown = JSON.parse(line);
    return isRecord(entry) && 'level' in entry ? entry : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

function faultOf(error: unknown): string {
  if (!isRecord(error)) return '';
  return ` | ${text(error['stack'] ?? error['message'])}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
