import type { RouteObject } from 'react-router';

/** Where operations look for trouble. */
export const operationRoutes: readonly RouteObject[] = [
  { path: '/operations', lazy: async () => ({ Component: (await import('./OperationsPage.tsx')).OperationsPage }) },
];
