import type { RouteObject } from 'react-router';

/** How records come in from outside. */
export const importRoutes: readonly RouteObject[] = [
  { path: '/imports', lazy: async () => ({ Component: (await import('./ImportsPage.tsx')).ImportsPage }) },
  { path: '/imports/sources', lazy: async () => ({ Component: (await import('./SourcesPage.tsx')).SourcesPage }) },
];
