import { type Hit, HOLD_FROM, type Party, partyIdentity, screen } from '../../domain/screening.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { hashOf } from '../../store/json.ts';
import { currentParties } from '../../store/partyIndex.ts';
import {
  decideScreening,
  earlierRelease,
  findScreening,
  type ListUsed,
  type Screening,
  saveScreening,
} from '../../store/screenings.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import type { Telling } from './tell.ts';

type Step = { readonly db: Telling['db']; readonly instance: string; readonly variables: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<Screening>>> = { screen: screened, decide: decided };

/** Service job "screening": header `do` is "screen", of the `party`, or "decide", what a person has made of the hits. */
export async function runScreening({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a screening`);
  return { variables: shown(await action({ db, instance: run.instanceId, variables })) };
}

/** Compares with every current list. What this very party was released for once is released again; all else waits. */
async function screened({ db, instance, variables }: Step): Promise<Screening> {
  const known = await findScreening(db, instance);
  if (known) return known;
  const party = partyIn(variables);
  const at = new Date();
  const { standings, indexes } = await currentParties(db);
  const { verdict, reasons, hits } = screen(party, { standings, indexes, at });
  const partyKey = hashOf(partyIdentity(party));
  const isHitAlone = reasons.length === 1 && reasons[0] === 'hit';
  const earlier = isHitAlone ? await earlierRelease(db, { partyKey, hits, at }) : undefined;
  return saveScreening(db, {
    instance,
    partyKey,
    party,
    context: typeof variables['context'] === 'string' ? variables['context'] : '',
    verdict: earlier ? 'released' : verdict,
    reasons,
    hits,
    listVersions: standings.map(used),
    threshold: HOLD_FROM,
    screenedAt: at,
    decidedBy: earlier?.decidedBy ?? null,
    releasedWith: earlier?.instance ?? null,
  });
}

const used = ({
  list,
  version,
  checkedAt,
}: {
  list: string;
  version: string | null;
  checkedAt: Date | null;
}): ListUsed => ({
  list,
  version,
  checkedAt: checkedAt?.toISOString() ?? null,
});

async function decided({ db, instance, variables }: Step): Promise<Screening> {
  const { hitDecision, screeningReason, screeningEvidence, decidedBy } = variables as Readonly<Record<string, unknown>>;
  if (typeof decidedBy !== 'string') throw hopeless(`nobody has decided on the hits of ${instance}`);
  const screening = await db.transaction((trx) =>
    decideScreening(trx, {
      instance,
      verdict: hitDecision === 'approved' ? 'released' : 'blocked',
      by: decidedBy,
      reason: typeof screeningReason === 'string' ? screeningReason : '',
      evidence: typeof screeningEvidence === 'string' ? screeningEvidence : null,
      at: new Date(),
    }),
  );
  if (!screening) throw hopeless(`${instance} was never screened`);
  return screening;
}

/** What the process goes by, and what whoever decides is shown. */
function shown({ verdict, hits, listVersions, decidedBy, reasons, threshold }: Screening): Variables {
  return {
    screening: { verdict, listVersions, hits, decidedBy },
    screeningReasons: reasons,
    screeningHits: hits.map(shownHit),
    screeningThreshold: threshold,
    listVersions,
  };
}

const shownHit = ({ list, version, entry, name, score, sameCountry, address }: Hit) => ({
  list,
  version,
  entry,
  name,
  score,
  ...(sameCountry === null ? {} : { sameCountry }),
  ...(address === null ? {} : { address }),
});

/** A party without a name is not guessed: it is held, since it cannot be compared. */
function partyIn(variables: Variables): Party {
  const { party } = variables as { readonly party?: Readonly<Record<string, unknown>> | null };
  const text = (field: string) => {
    const value = party?.[field];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { name: text('name') ?? '', country: text('country'), address: text('address') };
}
