import { type TextTree, texts } from '../catalog/index.ts';
import type { Fact, SignOff } from '../domain/rollout.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import { makePlansLive } from '../store/inspectionPlans.ts';
import { chaptersInScope } from '../store/policyScope.ts';
import { type GateQuestion, gateFacts, signOffsOf } from '../store/rolloutFacts.ts';
import type { RolloutRecord } from '../store/rolloutRecord.ts';
import { recordRollout } from '../store/rollouts.ts';
import type { Surroundings } from './definitions.ts';

/** What a rollout says on Temporal's screens, in the company's language. */
export type Words = { readonly texts: Readonly<Record<string, string>>; readonly consoleUrl: string };

type VersionOf = { readonly policy: string; readonly version: number };

/** What rollouts have done: their record, and the questions whose answers their gates are judged by. */
export const createRollouts = (db: Db, { consoleUrl }: Surroundings) => ({
  /** The words of a run; asked for once. */
  async loadWords(): Promise<Words> {
    const { language } = await companySetting(db);
    return { texts: flat(texts(language)['rollout'] ?? {}), consoleUrl };
  },

  /** One transaction, written once. Gives the digest back, for a replay to compare with its own. */
  recordRollout: (record: RolloutRecord): Promise<{ readonly digest: string }> => recordRollout(db, record),

  /** What a gate measures at this moment. */
  measureGate: (question: GateQuestion): Promise<readonly Fact[]> => gateFacts(db, question),

  /** What a gate measures, and who has signed in its review: what it is judged by. */
  async hearGate({ review, ...question }: GateQuestion & { readonly review: string }): Promise<{
    readonly facts: readonly Fact[];
    readonly signOffs: readonly SignOff[];
  }> {
    const [facts, signOffs] = await Promise.all([gateFacts(db, question), signOffsOf(db, review)]);
    return { facts, signOffs };
  },

  /** The chapters that the version is about, and which of them touch vital interests. */
  async findChapters({ policy, version }: VersionOf) {
    const chapters = await chaptersInScope(db, policy, version);
    return chapters.map(({ id, title, vital }) => ({ id, title, vital }));
  },
  /** The inspection plans of the policy go live for this version; answers how many. Done again, it changes nothing. */
  openSupervision: ({ policy, version, by }: VersionOf & { readonly by: string }): Promise<number> =>
    makePlansLive(db, policy, version, by),
});

/** The leaves of a tree of texts by their paths: "phases.plan". */
function flat(tree: TextTree, path = ''): Readonly<Record<string, string>> {
  const leaves = Object.entries(tree).map(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? { [name]: value } : flat(value, name);
  });
  return Object.assign({}, ...leaves) as Readonly<Record<string, string>>;
}
