import type { Variables } from '../../../engine/bpmn/instance.ts';
import type { Entry, Step } from '../office.ts';

const DAY_MS = 86_400_000;
const dayIn = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** The sample as the inspector finds it: one step of it is a serious breach. */
function inspected({ variables }: Step): Variables {
  const sheet = (variables['results'] ?? []) as readonly Variables[];
  const breach = { result: 'CRITICAL', clause: 'POL-01#12.2', note: '检索报告晚于审批一日，审批时并无依据。' };
  return { results: sheet.map((item, index) => ({ ...item, ...(index === 0 ? breach : { result: 'PASS' }) })) };
}

/** The mildest measure that the file allows. */
function proposed({ variables }: Step): Variables {
  const allowed = (variables['allowed'] ?? []) as readonly string[];
  return { measures: [allowed[0] ?? 'reminder-talk'], reasons: '事实清楚，首次发生，未造成损失。' };
}

const file =
  (field: string) =>
  async ({ company, who }: Step) =>
    company.file(who, field);

/** Node → what is entered there; a node that is not here asks for nothing. */
export const values: Readonly<Record<string, Entry>> = {
  fillPlan: {
    charter: '让每一条制度落实到岗位、流程与培训；先试点，再推广。',
    timeNodes: [
      { name: '征求意见结束', date: dayIn(10) },
      { name: '新版生效', date: dayIn(20) },
      { name: '全员培训完成', date: dayIn(50) },
      { name: '转入日常监督', date: dayIn(60) },
    ],
    publicity: [
      { channel: 'in-app', date: dayIn(12), audience: '全体员工' },
      { channel: 'notice-board', date: dayIn(12), audience: '仓库与办公区' },
    ],
    training: '每章一课，条款讲解、案例演示与测验；全员一期。',
    assessment: '测验八十分合格，关键题须全部答对；三次未过由辅导人讲解。',
    owners: [{ task: '培训与签收', person: '任强' }],
    baseline: [{ metric: '订单缺陷率', value: '0.8 %' }],
  },
  signPlan: { outcome: 'passed' },
  approvePlan: { outcome: 'passed' },
  signGate: { outcome: 'passed' },
  writeReview: { reviewSummary: '执行情况良好，抽查与整改按期完成。' },
  draft: { summary: '按改动说明起草，已核对条款编号与引用。', checkedConflicts: true, checkedVital: true },
  negotiate: async (step) => ({
    talksOn: dayIn(0),
    attendees: 6,
    agreement: 'agreed',
    minutes: await file('minutes')(step),
  }),
  provePublicity: async (step) => ({ channel: 'notice-board', proof: await file('notice')(step) }),
  explain: { tutoredOn: dayIn(0), explained: '逐题讲解了错题对应的条款。' },
  confirm: { understood: true },
  inspectItems: inspected,
  confirmResults: ({ variables }) => ({ results: variables['results'] }),
  respond: { answer: 'accepted', answerComment: '情况属实，报告补在审批之后。' },
  correctNow: async (step) => ({
    correction: '补齐检索报告并重新复核。',
    correctedOn: dayIn(0),
    correctionFiles: [await file('correction')(step)],
  }),
  findCause: { cause: '赶交期，先批后补。', correctiveAction: '没有报告编号的任务不再提交审批。' },
  checkEffect: { effective: true, effect: '其后的审批都附有报告。' },
  triage: { conflict: 'none', triage: 'accepted', violationClass: 'ordinary' },
  investigate: async (step) => ({
    established: true,
    foundFacts: '审批时检索报告尚未出具，次日补交。',
    inFavour: ['repair', 'minor-loss'],
    caseEvidence: [await file('record')(step)],
  }),
  giveNotice: { noticeText: '现将查明的事实、依据的条款与证据清单告知你，请陈述申辩。', noticeMethod: 'electronic' },
  state: { statement: '当时急于赶交期，愿意改正。' },
  propose: proposed,
  notifyUnion: async (step) => ({
    unionNoticedOn: dayIn(0),
    unionOpinion: '无异议。',
    unionFile: await file('union')(step),
  }),
  serve: async (step) => ({
    serviceMethod: 'electronic',
    servedOn: dayIn(0),
    serviceReceipt: await file('receipt')(step),
  }),
  learn: { lesson: '审批前核对报告编号与日期，案例并入第十二章课程。' },
};
