import { readCompany } from '../../catalog/index.ts';
import type { Holders } from './office.ts';

const { people } = readCompany();

/** Everybody who answers to a candidate key, by the company as it ships. */
export const holders: Holders = (key) => {
  const [kind, name = ''] = key.split(':', 2);
  if (kind === 'person') return [name];
  const [duty = '', department] = name.split('/', 2);
  return people
    .filter((it) => it.duties.includes(duty) && (department === undefined || it.department === department))
    .map(({ id }) => id);
};
