import type { Variables } from '../../../engine/bpmn/instance.ts';
import { aftersales } from './aftersales.ts';
import { logistics } from './logistics.ts';
import { orders } from './orders.ts';
import { warehouse } from './warehouse.ts';

/** A service job without servers: the rule of the domain that it applies, on what the test gives it. */
export type StandIn = (headers: Readonly<Record<string, string>>, variables: Variables) => Variables;

/** Service jobs by type. One that has none here is a notice. */
export const standIns: Readonly<Record<string, StandIn>> = {
  ...aftersales,
  ...logistics,
  ...orders,
  ...warehouse,
};
