import { salesMarket } from './market.ts';

const HOUR_MS = 3_600_000;
const STOP_HOURS = 2;
const TRACE_HOURS = 24;
const NOTICE_HOURS = 24;

/** When the steps of an incident are due, in ISO 8601: all run from when the danger was reported. */
export type IncidentClock = {
  /** Nothing is sold any more, on no channel (POL-01#16.4). */
  readonly stopBy: string;
  /** It is known where every piece of the lots is (POL-01#16.4). */
  readonly traceBy: string;
  /** The authorities are told (GPSR art. 20; CPSA §15(b)). */
  readonly noticeBy: string;
};

/** The clock of an incident. Throws an Error when the moment is none. */
export function incidentClock(reportedAt: string): IncidentClock {
  const at = Date.parse(reportedAt);
  if (Number.isNaN(at)) throw new Error(`"${reportedAt}" is no moment`);
  const after = (hours: number): string => new Date(at + hours * HOUR_MS).toISOString();
  return { stopBy: after(STOP_HOURS), traceBy: after(TRACE_HOURS), noticeBy: after(NOTICE_HOURS) };
}

/** Whose authorities are concerned, of the countries that the goods went to: markets, each once, in order. */
export const marketsOf = (countries: readonly string[]): readonly string[] =>
  [...new Set(countries.map(salesMarket))].toSorted();
