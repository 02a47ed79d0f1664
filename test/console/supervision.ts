import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { makePlansLive } from '../../store/inspectionPlans.ts';
import { finishSteps } from '../workflows/finished.ts';
import { type Console, pdf } from './console.ts';

const LOOK_AGAIN_MS = 100;
const DAY_MS = 86_400_000;
const FALLS_DUE = '2026-01-01';

/** What is entered by whoever does a step. */
type Entered = (by: string) => Promise<object>;

/** A company whose steps are inspected: the policy in force since the new year, plans that are live, payments that were made. */
export class Supervised {
  private readonly zhidu: Console;

  private constructor(zhidu: Console) {
    this.zhidu = zhidu;
  }

  static async over(zhidu: Console): Promise<Supervised> {
    const { db } = zhidu.world;
    await db('policy_version')
      .where({ version: 1 })
      .update({ effective_from: new Date(FALLS_DUE) });
    await makePlansLive(db, 'POL-01', 1, 'qin-lang');
    const late = { closedAt: new Date(), dueAt: new Date(Date.now() - DAY_MS) };
    await finishSteps(db, [
      { key: 'P-2026-0101', by: 'cui-ying' },
      { key: 'P-2026-0102', by: 'cui-ying', ...late },
      { key: 'P-2026-0103', by: 'long-ze' },
      { key: 'P-2026-0104', by: 'long-ze' },
    ]);
    return new Supervised(zhidu);
  }

  /** Draws a sample: the id of its inspection. */
  async draw(plan: string, by = 'luo-min'): Promise<string> {
    const { inspection } = await this.sent(by, 'drawInspection', { params: { plan } });
    return String(inspection);
  }

  /** An inspection that found one critical and one minor thing, and is confirmed; a case comes of it. */
  async inspected(plan = 'procurement-payBalance'): Promise<string> {
    const inspection = await this.draw(plan);
    const instance = `inspectionRun/${inspection}`;
    const items = await this.zhidu.world.db('inspection_item').where({ inspection_id: inspection }).orderBy('number');
    const results = items.map(({ number, task_id: task }) => ({ item: number, ...judged(String(task)) }));
    await this.does(instance, 'inspectItems', { results });
    await this.does(
      instance,
      'respond',
      { answer: 'contested', answerComment: '当时系统故障，付款后补录。' },
      'cui-ying',
    );
    await this.does(instance, 'respond', { answer: 'accepted' }, 'long-ze');
    await this.does(instance, 'confirmResults', { results });
    await this.until(async () => (await this.zhidu.world.db('violation_case').first()) !== undefined);
    return inspection;
  }

  /** A case that somebody reported: its id. */
  async reported(respondent: string, by = 'wang-siqi'): Promise<string> {
    const report = {
      respondent,
      clause: 'POL-01#8.2',
      actedOn: '2026-11-20',
      allegation: '11 月 20 日签收供应商礼盒，未登记。',
    };
    const { case: id } = await this.sent(by, 'reportViolation', { body: report });
    return String(id);
  }

  /** A case up to its statement: the facts were found and noticed. */
  async noticed(respondent: string): Promise<string> {
    const id = await this.reported(respondent);
    const instance = `violationCase/${id}`;
    await this.does(instance, 'triage', { conflict: 'none', triage: 'accepted', violationClass: 'ordinary' });
    await this.does(instance, 'investigate', async (by) => ({
      established: true,
      foundFacts: '礼盒价值约 300 元，三日内未登记。',
      caseEvidence: [await this.evidence(by)],
    }));
    await this.does(instance, 'giveNotice', async (by) => ({
      noticeText: '11 月 20 日收受供应商礼盒，价值约 300 元，未在三日内登记。',
      noticeMethod: 'in-person',
      noticeFiles: [await this.evidence(by)],
    }));
    await this.opened(instance, 'state');
    return id;
  }

  /** From the statement to the end. */
  async decided(id: string, proposal: Readonly<Record<string, unknown>>): Promise<void> {
    const instance = `violationCase/${id}`;
    await this.does(instance, 'propose', proposal);
    await this.signs(instance, 'checkLegal');
    await this.signs(instance, 'checkHr');
    await this.signs(instance, 'decideAlone');
    await this.does(instance, 'serve', async (by) => ({
      serviceMethod: 'in-person',
      servedOn: '2026-11-24',
      serviceReceipt: await this.evidence(by),
    }));
    await this.does(instance, 'learn', { lesson: '礼品登记入口放到首页。', changeProposed: false });
    await this.until(async () => (await this.file(id))?.['state'] === 'closed');
  }

  /** Completes the open task of a step, as whoever it is put before, or as who is named. */
  async does(instance: string, node: string, entered: object | Entered, who?: string): Promise<void> {
    const { task, by } = await this.opened(instance, node, who);
    const variables = typeof entered === 'function' ? await (entered as Entered)(by) : entered;
    await this.sent(by, 'completeTask', { params: { taskId: task }, body: { variables } });
  }

  private async signs(instance: string, node: string): Promise<void> {
    const { task, by } = await this.opened(instance, node);
    await this.sent(by, 'signOffTask', { params: { taskId: task }, body: { verdict: 'approved' } });
  }

  private async opened(instance: string, node: string, who?: string) {
    const { db } = this.zhidu.world;
    let found: { readonly task: string; readonly by: string } | undefined;
    await this.until(async () => {
      const tasks = await db('task').where({ instance_id: instance, node, status: 'open' });
      const open = tasks.map(({ id, candidates }) => ({ task: String(id), by: personOf(candidates as string[]) }));
      found = open.find(({ by }) => who === undefined || by === who);
      return found !== undefined;
    });
    if (!found) throw new Error(`${node} of ${instance} is not open`);
    return found;
  }

  private file(id: string): Promise<Readonly<Record<string, unknown>> | undefined> {
    return this.zhidu.world.db('violation_case').where({ id }).first();
  }

  async until(holds: () => Promise<boolean>): Promise<void> {
    while (!(await holds())) await sleep(LOOK_AGAIN_MS);
  }

  private async evidence(who: string): Promise<string> {
    const person = await this.zhidu.world.as(who);
    const form = new FormData();
    form.append('file', new Blob([pdf], { type: 'application/pdf' }), '礼品照片.pdf');
    const response = await person.fetch(`/api/files?requestId=${randomUUID()}`, { method: 'POST', body: form });
    return String(((await response.json()) as { readonly id: unknown }).id);
  }

  private async sent(
    who: string,
    name: 'drawInspection' | 'reportViolation' | 'completeTask' | 'signOffTask',
    input: { readonly params?: Readonly<Record<string, string>>; readonly body?: Readonly<Record<string, unknown>> },
  ): Promise<Readonly<Record<string, unknown>>> {
    const { status, body, problem } = await (await this.zhidu.world.as(who)).send(name, input);
    if (status >= 400) throw new Error(`${who} ${name}: ${JSON.stringify(problem)}`);
    return body;
  }
}

function judged(task: string) {
  if (task.includes('0101')) {
    return { result: 'CRITICAL', note: '付款人与批准人为同一人。', clause: 'POL-01#3.2', intentSuspected: true };
  }
  return task.includes('0103') ? { result: 'MINOR', note: '回单模糊，无法核对金额。' } : { result: 'PASS' };
}

const personOf = ([candidate = '']: readonly string[]): string => candidate.replace('person:', '');
