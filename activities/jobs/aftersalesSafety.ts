import { randomBytes } from 'node:crypto';
import { incidentClock, marketsOf } from '../../domain/safetyIncident.ts';
import { drawSample } from '../../domain/sampling.ts';
import {
  channelsOf,
  countriesOf,
  goodsOfOrder,
  insertIncident,
  traceLots as traceLotsRows,
} from '../../store/incidents.ts';
import { peopleByIds } from '../../store/people.ts';
import { performerOf } from '../../store/refunds.ts';
import { hold, liftHold as liftHoldRows, type Scope } from '../../store/stockCare.ts';
import { closedLastMonth } from '../../store/tickets.ts';
import { type AftersalesAction, type AftersalesStep, businessKeyOf, known, textsIn } from './aftersalesStep.ts';
import { announce } from './announce.ts';
import { beginCurrent } from './beginCurrent.ts';
import { hopeless } from './job.ts';
import { recordIn, textIn } from './orderFacts.ts';

/** Orders of one lot that are shown; all of them are kept with the incident. */
const ORDERS_SHOWN = 100;
const REVIEW_SAMPLE = 20;
const SEED_BYTES = 16;
/** No channel is known that offers the goods: somebody has to look at all of them. */
const EVERY_CHANNEL = ['*'];

/** Which goods an incident is about, those that are named or that the order got; and by when what follows is done. */
export const openIncident: AftersalesAction = async ({ deps, run, variables }) => {
  const order = textIn(variables, 'orderKey');
  const got = order === undefined ? { skus: [], lots: [] } : await goodsOfOrder(deps.db, order);
  const named = scopeIn(variables);
  const skus = named.skus.length > 0 ? named.skus : got.skus;
  const lots = named.lots.length > 0 ? named.lots : got.lots;
  const incidentNumber = businessKeyOf(run);
  const at = new Date();
  await insertIncident(deps.db, {
    number: incidentNumber,
    instance: run.instanceId,
    order,
    skus,
    lots,
    at,
  });
  const incidentText = textIn(variables, 'incidentText') ?? textIn(variables, 'reason');
  const clock = incidentClock(textIn(variables, 'reportedAt') ?? at.toISOString());
  return known({ incidentNumber, skus, lots, incidentText, ...clock });
};

/** Follows the lots through the ledger: what is here, which orders got some, in which markets (POL-01#16.4). */
export const traceLots: AftersalesAction = async ({ deps, run, variables }) => {
  const incident = businessKeyOf(run);
  const trace = await traceLotsRows(deps.db, incident, scopeIn(variables), ORDERS_SHOWN);
  return { trace, soldMarkets: marketsOf(await countriesOf(deps.db, incident)) };
};

/** Holds the stock at once, and names the channels that have to take the goods off. */
export const stopSale: AftersalesAction = async ({ deps, run, variables }) => {
  const scope = scopeIn(variables);
  if (scope.skus.length + scope.lots.length === 0) throw hopeless(`${run.node}: there are no goods to be stopped`);
  const at = new Date();
  const reason = textIn(variables, 'reason') ?? '';
  const held = await hold(deps.db, { ...scope, reason, by: run.instanceId, at });
  const channels = await channelsOf(deps.db, scope);
  return {
    holder: run.instanceId,
    heldAt: at.toISOString(),
    heldQuantity: held.pieces,
    stopBy: textIn(variables, 'stopBy') ?? incidentClock(at.toISOString()).stopBy,
    channels: channels.length > 0 ? channels : EVERY_CHANNEL,
  };
};

/** The goods are safe: what this incident held may be sold again, and whoever waited for it is served. */
export const liftHold: AftersalesAction = async ({ deps, run, variables }) => {
  const holder = textIn(recordIn(variables, 'stopped'), 'holder');
  if (holder === undefined) throw hopeless(`${run.node}: nothing is held`);
  const job = `${run.instanceId}|${run.token}`;
  await announce(deps, run, await liftHoldRows(deps.db, { ...scopeIn(variables), by: holder, job, at: new Date() }));
  return {};
};

/** Begins a case of its own, known to nobody but those concerned; header `task` names the step that refers it. */
export const openCase: AftersalesAction = async ({ deps, run, variables, headers }) => {
  const referrer = await performerOf(deps.db, run.instanceId, headers['task'] ?? '');
  const [person] = referrer === undefined ? [] : await peopleByIds(deps.db, [referrer]);
  if (!person) throw hopeless(`${run.node}: nobody has referred the case`);
  await beginCurrent(deps, {
    process: 'violationCase',
    businessKey: `AS-${businessKeyOf(run)}`,
    startedBy: person.id,
    timeScale: run.timeScale ?? 1,
    variables: {
      respondent: variables['respondent'],
      clause: variables['clause'],
      actedOn: variables['actedOn'],
      allegation: variables['allegation'],
      source: headers['source'] ?? 'report',
      requester: { id: person.id, department: person.department },
    },
  });
  return {};
};

/** Draws the month's sample of closed tickets by a seed that anybody may draw it again with; nothing closed, nothing drawn. */
export const drawReviews: AftersalesAction = async ({ deps }) => {
  const { month, tickets } = await closedLastMonth(deps.db, new Date());
  const seed = randomBytes(SEED_BYTES).toString('hex');
  const population = tickets.map(({ ticket }) => ({ id: ticket, weight: 1 }));
  const chosen = new Set(drawSample({ population, seed, size: REVIEW_SAMPLE }));
  const drawn = tickets.filter(({ ticket }) => chosen.has(ticket));
  return { ...known({ month }), seed, population: population.length, drawn };
};

function scopeIn(variables: AftersalesStep['variables']): Scope {
  return { skus: textsIn(variables, 'skus'), lots: textsIn(variables, 'lots') };
}
