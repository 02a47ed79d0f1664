import type { RouteObject } from 'react-router';

/** Where running and ended processes are found and looked into. */
export const instanceRoutes: readonly RouteObject[] = [
  { path: '/instances', lazy: async () => ({ Component: (await import('./InstancesPage.tsx')).InstancesPage }) },
  {
    path: '/instances/:instance',
    lazy: async () => ({ Component: (await import('./InstancePage.tsx')).InstancePage }),
  },
];
