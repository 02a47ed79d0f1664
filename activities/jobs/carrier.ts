import { admittedUntil } from '../../domain/carriage.ts';
import { chinaDay } from '../../domain/shipment.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { admitCarrier, barCarrier, type Carrier, lapsingCarriers } from '../../store/carriers.ts';
import type { Db } from '../../store/db.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { recordIn, textIn } from './orderFacts.ts';
import type { Telling } from './tell.ts';

/** Admissions are judged again so long before they lapse; those that lapsed so long ago are left alone. */
const AHEAD_DAYS = 60;
const BEHIND_DAYS = 30;
const DAY_MS = 86_400_000;
/** Carriers judged in one month. */
const ROUND_MAX = 50;

/** Service job "carrier": header `do` is "admit", for a year at most, "refuse", or "lapsing", whose admission soon ends. */
export async function runCarrier({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const at = new Date();
  switch (headers['do']) {
    case 'admit':
      return { variables: await admit(db, run.instanceId, variables, at) };
    case 'refuse':
      return { variables: await refuse(db, run.instanceId, variables, at) };
    case 'lapsing':
      return { variables: await lapsing(db, at) };
    default:
      throw hopeless(`${run.node}: there is no step ${headers['do'] ?? ''} of a carrier`);
  }
}

async function admit(db: Db, instance: string, variables: Variables, at: Date): Promise<Variables> {
  const limits = ['licenceUntil', 'insuredUntil'].flatMap((name) => textIn(variables, name) ?? []);
  const validUntil = admittedUntil(chinaDay(at), limits);
  await admitCarrier(db, {
    code: needed(variables, 'carrierCode'),
    name: needed(variables, 'carrierName'),
    kind: needed(variables, 'carrierKind') as Carrier['kind'],
    country: needed(variables, 'carrierCountry'),
    address: needed(variables, 'carrierAddress'),
    validUntil,
    instance,
    at,
  });
  return { admittedUntil: validUntil };
}

/** Who is on a list is dealt with no more, however long the last admission counts (POL-01#11.6). */
async function refuse(db: Db, instance: string, variables: Variables, at: Date): Promise<Variables> {
  const isBlocked = recordIn(variables, 'screening')['verdict'] === 'blocked';
  const until = chinaDay(new Date(at.getTime() - DAY_MS));
  if (isBlocked) await barCarrier(db, { code: needed(variables, 'carrierCode'), until, instance });
  return { carrierBarred: isBlocked };
}

async function lapsing(db: Db, at: Date): Promise<Variables> {
  const day = (offset: number) => chinaDay(new Date(at.getTime() + offset * DAY_MS));
  const carriers = await lapsingCarriers(db, day(-BEHIND_DAYS), day(AHEAD_DAYS), ROUND_MAX);
  return { lapsing: carriers.map(({ validUntil, ...carrier }) => ({ ...carrier, round: validUntil })) };
}

function needed(variables: Variables, name: string): string {
  const value = textIn(variables, name);
  if (value === undefined) throw hopeless(`the carrier has no ${name}`);
  return value;
}
