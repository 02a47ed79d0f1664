import type { Me } from '../../contract/session.ts';

type Role = Me['roles'][number];

/** A place that the navigation leads to. Who may do something there decides whether it is shown; the server decides the rest. */
export type Area = {
  readonly to: string;
  /** Its name: frame.<name>; in the help of the keys: keys.<name>. */
  readonly name:
    | 'inbox'
    | 'start'
    | 'learn'
    | 'rollouts'
    | 'instances'
    | 'processes'
    | 'policies'
    | 'laws'
    | 'inspections'
    | 'cases'
    | 'people'
    | 'facts'
    | 'operations'
    | 'imports'
    | 'registers';
  /** The second of the two keys that lead there: "g i". */
  readonly key: string;
  /** Whose business it is; absent: everybody's. */
  readonly roles?: readonly Role[];
};

/** In the order of the navigation. Those beyond the first few stand in a menu. */
const areas: readonly Area[] = [
  { to: '/inbox', name: 'inbox', key: 'i' },
  { to: '/start', name: 'start', key: 'p' },
  { to: '/learn', name: 'learn', key: 'l' },
  {
    to: '/rollouts',
    name: 'rollouts',
    key: 'r',
    roles: ['officer', 'manager', 'hr', 'legal', 'auditor', 'administrator'],
  },
  { to: '/policies', name: 'policies', key: 'o' },
  { to: '/laws', name: 'laws', key: 'w' },
  { to: '/inspections', name: 'inspections', key: 'n' },
  { to: '/cases', name: 'cases', key: 'c' },
  { to: '/people', name: 'people', key: 'e' },
  { to: '/instances', name: 'instances', key: 's' },
  { to: '/processes', name: 'processes', key: 'b' },
  { to: '/facts', name: 'facts', key: 'f' },
  { to: '/registers', name: 'registers', key: 'd' },
  { to: '/operations', name: 'operations', key: 't', roles: ['ops', 'administrator'] },
  { to: '/imports', name: 'imports', key: 'm', roles: ['officer', 'ops', 'administrator'] },
];

/** The areas that are somebody's business. */
export function areasOf({ roles }: Pick<Me, 'roles'>): readonly Area[] {
  return areas.filter((area) => area.roles?.some((role) => roles.includes(role)) ?? true);
}
