import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../../contract/address.ts';
import { say } from '../../say.ts';
import type { Company } from '../company.ts';
import { Office } from '../office.ts';
import { holders } from '../people.ts';
import { refusalOf } from '../person.ts';
import type { Happening, Scene } from '../scene.ts';
import { unexpected } from '../story.ts';
import {
  CARELESS,
  NOT_TAUGHT,
  OFFICER,
  OWNER,
  procedures,
  signers,
  VITAL_CLAUSE,
  VOICE,
  WAVE_MANAGER,
} from './cast.ts';
import { learn } from './learner.ts';
import { Supervision } from './supervision.ts';
import { values } from './values.ts';
import { versionToRollOut } from './version.ts';

const POLICY = 'POL-01';
const POLL_MS = 150;
const DAY_MS = 86_400_000;
/** Until when the wave is to be done. */
const WAVE_DAYS = 200;

type Board = Output<'getRollout'>;

/** What must have been seen by the end of a rollout. */
export const wanted: readonly Happening[] = [
  ...(['launch-refused', 'effect-refused', 'consulted', 'in-force', 'quiz-failed', 'trained'] as const),
  ...(['case-opened', 'case-decided', 'rollout-completed'] as const),
];

export type RolloutOptions = {
  readonly company: Company;
  /** One day of the policy's deadlines lasts this long. */
  readonly dayMs: number;
  readonly giveUpAfterMs: number;
  readonly tell: (scene: Scene) => void;
};

/** A version of the policy is rolled out: planned, built, taught, supervised, by people who only know the HTTP API. */
export class RolloutStory {
  readonly scenes: Scene[] = [];
  rollout = '';
  private readonly options: RolloutOptions;
  private readonly office: Office;
  private readonly supervision: Supervision;
  private readonly told = new Set<string>();
  private version = 0;
  private learning: Promise<void> | undefined;

  constructor(options: RolloutOptions) {
    this.options = options;
    const { company, dayMs } = options;
    this.office = new Office({
      ...{ company, holders, values, overseer: OFFICER, processes: procedures },
      before: { answerOpinions: () => this.answerOpinions() },
    });
    this.supervision = new Supervision(company, dayMs / DAY_MS, (who, what, detail) => this.once(who, what, detail));
  }

  /** Plays until all four phases are signed off and the violation is decided. Throws when it takes too long. */
  async play(): Promise<string> {
    const until = Date.now() + this.options.giveUpAfterMs;
    await this.create();
    await this.tryTooEarly();
    for (;;) {
      const board = await this.board();
      if (this.isOver(board)) return board.state;
      if (Date.now() > until) throw new Error(say('demo.unended', { instance: this.rollout, open: standing(board) }));
      await this.act(board);
      await sleep(POLL_MS);
    }
  }

  private isOver({ state }: Board): boolean {
    if (state === 'running' || state === 'created' || state === 'paused') return false;
    if (state !== 'completed') return true;
    this.once(OFFICER, 'rollout-completed', this.rollout);
    return this.supervision.isDecided;
  }

  /** One look round: whoever has something to do does it. */
  private async act(board: Board): Promise<void> {
    this.report(board);
    const fallen = board.phases.find(({ state }) => state === 'failed');
    if (fallen) await this.takeBack(fallen.phase);
    const due = board.phases.find(({ mayLaunch }) => mayLaunch);
    if (due) await this.launch(due.phase);
    await this.speak();
    this.teach(board);
    await this.office.tend();
    if (isUnderWay(board, 'supervise')) await this.supervision.look();
  }

  private async create(): Promise<void> {
    const { company, dayMs } = this.options;
    this.version = await versionToRollOut(company);
    this.rollout = `rollout/${POLICY}@v${this.version}`;
    const code = await refusalOf(
      company.person(OFFICER).call('createRollout', {
        body: {
          policy: POLICY,
          version: this.version,
          title: `跨境电商运营人员制度 第 ${this.version} 版`,
          owner: OWNER,
          signers,
          waves: [wave()],
          timeScale: dayMs / DAY_MS,
        },
      }),
    );
    // One that was interrupted is played on.
    if (code !== undefined && code !== 'rollout-exists') throw new Error(unexpected(this.rollout, code));
    this.once(OFFICER, 'rollout-created', this.rollout);
  }

  /** A phase out of turn, and a version that changes vital interests without a consultation: both are refused. */
  private async tryTooEarly(): Promise<void> {
    const { phases } = await this.board();
    if (phases.some(({ state }) => state !== 'not-started')) return;
    const officer = this.options.company.person(OFFICER);
    const launch = officer.call('launchPhase', { params: { rollout: this.rollout, phase: 'build' } });
    await this.refused(launch, 'phase-not-due', 'launch-refused');
    const effect = officer.call('makeEffective', { params: { policy: POLICY, version: this.version } });
    await this.refused(effect, 'consultation-missing', 'effect-refused', VITAL_CLAUSE);
  }

  private async refused(attempt: Promise<unknown>, code: string, what: Happening, detail = code): Promise<void> {
    const answer = await refusalOf(attempt);
    if (answer !== code) throw new Error(unexpected(what, answer));
    this.once(OFFICER, what, detail);
  }

  private async launch(phase: Board['phases'][number]['phase']): Promise<void> {
    const officer = this.options.company.person(OFFICER);
    const code = await refusalOf(officer.call('launchPhase', { params: { rollout: this.rollout, phase } }));
    if (code === undefined) this.once(OFFICER, 'launched', phase);
    else if (code !== 'phase-launched') throw new Error(unexpected(phase, code));
  }

  /** What came to nothing, because everything stood still for a while, is begun anew. */
  private async takeBack(phase: Board['phases'][number]['phase']): Promise<void> {
    const officer = this.options.company.person(OFFICER);
    const body = { reason: '期限内未能完成，重新开始。' };
    await refusalOf(officer.call('regressPhase', { params: { rollout: this.rollout, phase }, body }));
    this.learning = undefined;
  }

  /** While opinions are collected, one is given. */
  private async speak(): Promise<void> {
    if (this.told.has('consulted')) return;
    const params = { policy: POLICY, version: this.version };
    const voice = this.options.company.person(VOICE);
    const { consultation } = await voice.call('getConsultation', { params });
    if (consultation?.status === 'concluded') this.once(VOICE, 'consulted');
    if (consultation?.status !== 'collecting' || consultation.opinions > 0) return;
    const body = { clause: VITAL_CLAUSE, text: '异议期太短，来不及调取平台数据。' };
    const code = await refusalOf(voice.call('submitOpinion', { params, body }));
    if (code === undefined) this.once(VOICE, 'opinion-given', VITAL_CLAUSE);
  }

  private async answerOpinions(): Promise<void> {
    const officer = this.options.company.person(OFFICER);
    const params = { policy: POLICY, version: this.version };
    const { items } = await officer.call('listOpinions', { params, query: { unanswered: 'true' } });
    for (const { id } of items) {
      const body = { outcome: 'adopted' as const, reason: '采纳：异议期按意见调整。' };
      await refusalOf(officer.call('answerOpinion', { params: { opinion: id }, body }));
      this.once(OFFICER, 'opinion-answered', id);
    }
  }

  /** Everybody in a wave that has begun learns, once. */
  private teach({ waves }: Board): void {
    const begun = waves.find((it) => it.wave !== null && (it.funnel?.people ?? 0) > 0);
    if (!begun?.wave || this.learning) return;
    this.once(WAVE_MANAGER, 'wave-begun', String(begun.funnel?.people));
    this.learning = this.learnAll(begun.wave);
    this.learning.catch(() => undefined);
  }

  private async learnAll(id: string): Promise<void> {
    const { company } = this.options;
    const people = await this.pupils(id);
    const failures = await Promise.all(
      people.map(async (who) => ({ who, failed: await learn(company, who, id, CARELESS.includes(who)) })),
    );
    for (const { who, failed } of failures) if (failed > 0) this.tell(who, 'quiz-failed');
    this.once(WAVE_MANAGER, 'trained', String(people.length));
  }

  private async pupils(id: string): Promise<string[]> {
    const manager = this.options.company.person(WAVE_MANAGER);
    const found: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = cursor === undefined ? {} : { cursor };
      const page = await manager.call('listLaggards', { params: { wave: id }, query });
      found.push(...page.items.map(({ person }) => person.id));
      cursor = page.next;
    }
    return found;
  }

  private report({ phases }: Board): void {
    for (const { phase, state } of phases) if (state === 'passed') this.once(OFFICER, 'gate-passed', phase);
    if (phases.some((it) => it.phase === 'build' && it.state === 'passed'))
      this.once(OFFICER, 'in-force', `v${this.version}`);
  }

  private board(): Promise<Board> {
    return this.options.company.person(OFFICER).call('getRollout', { params: { rollout: this.rollout } });
  }

  private once(who: string, what: Happening, detail?: string): void {
    const key = what === 'launched' || what === 'gate-passed' ? `${what} ${detail}` : what;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.tell(who, what, detail);
  }

  private tell(who: string, what: Happening, detail?: string): void {
    const scene: Scene = { at: new Date().toISOString(), who, what, ...(detail === undefined ? {} : { detail }) };
    this.scenes.push(scene);
    this.options.tell(scene);
  }
}

const wave = () => ({
  id: 'all',
  name: { 'zh-CN': '全体运营人员', en: 'All operations personnel' },
  audience: { except: [...NOT_TAUGHT] },
  manager: WAVE_MANAGER,
  due: new Date(Date.now() + WAVE_DAYS * DAY_MS).toISOString().slice(0, 10),
});

function isUnderWay({ phases }: Board, phase: string): boolean {
  return phases.some((it) => it.phase === phase && it.state !== 'not-started');
}

const standing = ({ phases }: Board) => phases.map(({ phase, state }) => `${phase} ${state}`).join(', ');
