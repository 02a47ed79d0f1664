import {
  dateAndTime,
  date as dateFrom,
  duration as durationFrom,
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelTime,
  isFunction,
  isRange,
  time as timeFrom,
} from 'feelin';
import { FeelFault } from './fault.ts';

type Temporal = FeelDate | FeelTime | FeelDateTime | FeelDuration;

/** What an expression gives, as JSON can hold it: dates, times and durations are ISO 8601 text. */
export function toJson(value: unknown, source: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => toJson(entry, source));
  if (isFunction(value) || typeof value === 'function')
    throw new FeelFault('function', 'gives a function, not a value', source);
  if (typeof value === 'object' && value !== null) return objectToJson(value, source);
  // JSON knows neither NaN and infinity nor a negative zero
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  return value ?? null;
}

function objectToJson(value: object, source: string): unknown {
  if (isTemporal(value)) return value.toJSON();
  if (isRange(value)) throw new FeelFault('range', 'gives a range, not a value', source);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, toJson(entry, source)]));
}

function isTemporal(value: object): value is Temporal {
  return [FeelDate, FeelTime, FeelDateTime, FeelDuration].some((type) => value instanceof type);
}

const CASTS: Readonly<Record<string, (text: string) => unknown>> = {
  date: dateFrom,
  time: timeFrom,
  dateTime: dateAndTime,
  'date and time': dateAndTime,
  duration: durationFrom,
  dayTimeDuration: durationFrom,
  yearMonthDuration: durationFrom,
  'days and time duration': durationFrom,
  'years and months duration': durationFrom,
};

/** A JSON value as the FEEL type that is named: ISO text becomes a date, a time or a duration. All else stays what it is. */
export function cast(value: unknown, type: string | undefined): unknown {
  const from = type === undefined ? undefined : CASTS[type];
  if (from === undefined || typeof value !== 'string') return value;
  try {
    return from(value) ?? null;
  } catch {
    // what the library cannot read it throws: FEEL takes such a text for null
    return null;
  }
}

/** The name of a value's type as XML Schema has it, for those that are not plain JSON. */
export function temporalType(value: unknown): 'date' | 'time' | 'dateTime' | 'duration' | undefined {
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'dateTime';
  return value instanceof FeelDuration ? 'duration' : undefined;
}

/**
 * The variables that the source can mean. The evaluator copies and indexes all that it is given, at each evaluation:
 * what the source does not name is left out.
 */
export function namedIn(source: string, variables: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = source.replace(/\s+/g, ' ');
  return Object.fromEntries(
    Object.entries(variables).filter(([key, value]) => value !== undefined && text.includes(key.replace(/\s+/g, ' '))),
  );
}
