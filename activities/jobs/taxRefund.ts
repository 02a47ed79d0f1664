import { type DeclaredExport, matchRefund, type RefundPapers } from '../../domain/taxRefund.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { closeRefund, takeExports } from '../../store/taxRefunds.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { textIn } from './orderFacts.ts';
import type { Telling } from './tell.ts';

/** Exports of one filing; more wait for the next one. */
const EXPORTS_MAX = 500;

/** Service job "tax-refund": header `do` is "collect" the exports, "check" their papers, or "close" the filing. */
export async function runTaxRefund({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  switch (headers['do']) {
    case 'collect':
      return { variables: { refundExports: await takeExports(db, run.instanceId, EXPORTS_MAX) } };
    case 'check':
      return { variables: { refundProblems: matchRefund(exportsIn(variables), papersIn(variables)) } };
    case 'close': {
      const number = textIn(variables, 'refundNumber') ?? '';
      await closeRefund(db, run.instanceId, { number, papers: papersIn(variables) });
      return { variables: {} };
    }
    default:
      throw hopeless(`${run.node}: there is no step ${headers['do'] ?? ''} of a tax refund`);
  }
}

const exportsIn = ({ refundExports }: Variables): readonly DeclaredExport[] =>
  Array.isArray(refundExports) ? (refundExports as DeclaredExport[]) : [];

const papersIn = ({ refundPapers }: Variables): readonly RefundPapers[] =>
  Array.isArray(refundPapers) ? (refundPapers as RefundPapers[]) : [];
