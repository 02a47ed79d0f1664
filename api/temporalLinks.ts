import type { Output } from '../contract/address.ts';
import type { Settings } from './handler.ts';

type Ui = Pick<Settings, 'TEMPORAL_UI_URL' | 'TEMPORAL_NAMESPACE'>;

/** The page of one workflow in the Temporal UI. */
export function temporalLink({ TEMPORAL_UI_URL, TEMPORAL_NAMESPACE }: Ui, workflow: string): string {
  const path = `/namespaces/${TEMPORAL_NAMESPACE}/workflows/${encodeURIComponent(workflow)}`;
  return new URL(path, TEMPORAL_UI_URL).href;
}

type Search = Output<'listTemporalLinks'>['items'][number];

/** Searches in the Temporal UI for what needs looking after, of all processes or of one. */
export function temporalSearches(ui: Ui, now: Date, process?: string): Search[] {
  const running = `ExecutionStatus="Running"`;
  const searches: Readonly<Record<Search['id'], string>> = {
    running,
    incident: `${running} AND ZhiduIncident=true`,
    overdue: `${running} AND ZhiduDueAt<"${now.toISOString()}"`,
    stuck: `${running} AND TemporalReportedProblems IN ("category=WorkflowTaskFailed", "category=WorkflowTaskTimedOut")`,
    failed: 'ExecutionStatus IN ("Failed", "TimedOut", "Terminated")',
  };
  const which = process === undefined ? '' : ` AND ZhiduProcess=${JSON.stringify(process)}`;
  return (Object.keys(searches) as Search['id'][]).map((id) => ({ id, url: searchLink(ui, searches[id] + which) }));
}

function searchLink({ TEMPORAL_UI_URL, TEMPORAL_NAMESPACE }: Ui, query: string): string {
  const url = new URL(`/namespaces/${TEMPORAL_NAMESPACE}/workflows`, TEMPORAL_UI_URL);
  url.searchParams.set('query', query);
  return url.href;
}
