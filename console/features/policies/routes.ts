import type { RouteObject } from 'react-router';

/** Where policies, what the staff say about them, and the laws behind them are read. */
export const policyRoutes: readonly RouteObject[] = [
  { path: '/policies', lazy: async () => ({ Component: (await import('./PoliciesPage.tsx')).PoliciesPage }) },
  { path: '/policies/:policy', lazy: async () => ({ Component: (await import('./LatestVersion.tsx')).LatestVersion }) },
  { path: '/policies/:policy/diff', lazy: async () => ({ Component: (await import('./DiffPage.tsx')).DiffPage }) },
  {
    path: '/policies/:policy/:version/clauses/:number',
    lazy: async () => ({ Component: (await import('./ClausePage.tsx')).ClausePage }),
  },
  {
    path: '/policies/:policy/:version',
    lazy: async () => ({ Component: (await import('./VersionPage.tsx')).VersionPage }),
  },
  {
    path: '/policies/:policy/:version/consultation',
    lazy: async () => ({ Component: (await import('../consultation/ConsultationPage.tsx')).ConsultationPage }),
  },
  { path: '/laws', lazy: async () => ({ Component: (await import('../laws/LawsPage.tsx')).LawsPage }) },
  { path: '/laws/:law', lazy: async () => ({ Component: (await import('../laws/LawPage.tsx')).LawPage }) },
];
