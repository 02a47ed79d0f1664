import { type ContinueAsNewOptions, makeContinueAsNewFunc, type Workflow, workflowInfo } from '@temporalio/workflow';

/** Another build than the one that this run is pinned to is the current one. Always false where builds have no ids. */
export const isOutdated = (): boolean => workflowInfo().targetWorkerDeploymentVersionChanged;

/** Goes on in a new run: on the current build when this one has been superseded. */
export function renew<W extends Workflow>(...args: Parameters<W>): Promise<never> {
  const options: ContinueAsNewOptions = isOutdated() ? { initialVersioningBehavior: 'AUTO_UPGRADE' } : {};
  return makeContinueAsNewFunc<W>(options)(...args);
}
