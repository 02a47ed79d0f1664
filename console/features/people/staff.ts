import type { Output } from '../../../contract/address.ts';
import type { Me } from '../../../contract/session.ts';

export type StaffMember = Output<'listStaff'>['items'][number];
export type StaffPage = Output<'getStaffMember'>;

/** Whether the list of people is somebody's business; the server has the last word. */
export const maySeeToPeople = ({ roles }: Pick<Me, 'roles'>): boolean =>
  roles.includes('hr') || roles.includes('administrator');
