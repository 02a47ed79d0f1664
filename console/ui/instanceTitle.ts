import type { InstanceRow } from '../../contract/instances.ts';
import { useLocal } from './local.ts';

type Titled = Pick<InstanceRow, 'title' | 'process' | 'businessKey'>;

/** What an instance is called: by its own title, else by its process and its key. */
export function useInstanceTitle(): (instance: Titled) => string {
  const local = useLocal();
  return ({ title, process, businessKey }) => title || `${local(process.name)} ${businessKey}`;
}
