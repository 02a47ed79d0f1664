import { type Indicator, type IndicatorMeasure, readIndicators } from '../catalog/index.ts';
import type { Output } from '../contract/address.ts';
import { type Measured, mean, share } from '../domain/indicators.ts';
import { type Months, monthsBetween } from '../domain/months.ts';
import type { Db } from '../store/db.ts';
import {
  type InstanceMonth,
  type InstanceQuestion,
  instanceMonths,
  type StepMonth,
  stepMonths,
} from '../store/views/facts.ts';
import { processName } from './elementNames.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const indicators = readIndicators();

type Shown = Output<'listIndicators'>['items'][number];

/** The indicators of the business processes, month by month, in two queries. */
export async function measureIndicators(db: Db, months: Months): Promise<Shown[]> {
  const questions = indicators.flatMap(questionOf);
  const processes = [...new Set(indicators.map(processOf))];
  const [steps, instances] = await Promise.all([
    stepMonths(db, { ...months, processes }),
    instanceMonths(db, { ...months, questions }),
  ]);
  return indicators.map((indicator) => ({
    ...described(indicator),
    months: monthsBetween(months).map((month) => ({
      month,
      ...measuredIn(indicator, {
        steps: steps.filter((it) => it.month === month),
        instances: instances.find((it) => it.month === month && it.id === indicator.id),
      }),
    })),
  }));
}

function described(indicator: Indicator): Omit<Shown, 'months'> {
  const { id, area, name, method, target, clause = null } = indicator;
  const process = processOf(indicator);
  return { id, area, name, method, target, clause, processes: [{ key: process, name: processName(process, process) }] };
}

const processOf = ({ measure }: Indicator) => ('process' in measure ? measure.process : partsOf(measure.step).process);

function partsOf(step: string): { readonly process: string; readonly node: string } {
  const [process = '', node = ''] = step.split('/', 2);
  return { process, node };
}

/** Asked of the instances; what is known from the steps alone is not. */
function questionOf({ id, measure }: Indicator): InstanceQuestion[] {
  switch (measure.kind) {
    case 'with':
    case 'without':
      return [{ id, kind: measure.kind, ...partsOf(measure.step) }];
    case 'reached':
      return [{ id, kind: measure.kind, ...partsOf(measure.step), limitMs: measure.hours * HOUR_MS }];
    case 'meanDuration':
      return [{ id, kind: measure.kind, process: measure.process }];
    default:
      return [];
  }
}

type Found = { readonly steps: readonly StepMonth[]; readonly instances: InstanceMonth | undefined };

function measuredIn({ measure, target }: Indicator, { steps, instances }: Found): Measured {
  const { cases = 0, hits = 0, totalMs = 0 } = instances ?? {};
  switch (measure.kind) {
    case 'onTime':
      return share(sumOf(steps, measure, 'onTime'), sumOf(steps, measure, 'due'), target);
    case 'outcome': {
      const such = steps.filter(({ outcome }) => measure.outcomes.includes(outcome));
      return share(sumOf(such, measure, 'steps'), sumOf(steps, measure, 'steps'), target);
    }
    case 'meanStep': {
      const ms = sumOf(steps, measure, 'waitingMs') + sumOf(steps, measure, 'workingMs');
      return mean(ms / HOUR_MS, sumOf(steps, measure, 'steps'), target);
    }
    case 'meanDuration':
      return mean(totalMs / DAY_MS, cases, target);
    default:
      return share(hits, cases, target);
  }
}

type Summed = 'steps' | 'due' | 'onTime' | 'waitingMs' | 'workingMs';

function sumOf(
  steps: readonly StepMonth[],
  measure: Extract<IndicatorMeasure, { step: string }>,
  figure: Summed,
): number {
  const { process, node } = partsOf(measure.step);
  return steps.filter((it) => it.process === process && it.node === node).reduce((sum, it) => sum + it[figure], 0);
}
