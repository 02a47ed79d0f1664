import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input, Output } from '../../../contract/address.ts';
import type { Me } from '../../../contract/session.ts';
import { valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';

export type StaffMember = Output<'listStaff'>['items'][number];
export type StaffPage = Output<'getStaffMember'>;

/** Whether the list of people is somebody's business; the server has the last word. */
export const maySeeToPeople = ({ roles }: Pick<Me, 'roles'>): boolean =>
  roles.includes('hr') || roles.includes('administrator');

type Change = 'joinStaff' | 'moveStaff' | 'leaveStaff';
type Asked<K extends Change> =
  Input<K> extends { readonly body: infer B }
    ? Omit<Input<K>, 'body'> & { readonly body: Omit<B, 'requestId'> }
    : never;

/** Joining, moving, leaving: said once under one request id, however often it is tried. */
export function useStaffChange<K extends Change>(name: K, onDone: (answer: Output<K>) => void) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (input: Input<K>) => valueOf(await call(name, input)),
    onSuccess: async (answer) => {
      await queries.invalidateQueries();
      onDone(answer);
    },
  });
  const act = (input: Asked<K>) =>
    mutate({ ...input, body: { ...(input.body as object), requestId: newRequestId() } } as unknown as Input<K>);
  return { act, isPending, error };
}
