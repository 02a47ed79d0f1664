import type { RouteObject } from 'react-router';

/** How steps were done, in figures. */
export const factRoutes: readonly RouteObject[] = [
  { path: '/facts', lazy: async () => ({ Component: (await import('./FactsPage.tsx')).FactsPage }) },
];
