import type { RouteObject } from 'react-router';

/** Where inspections, what they found, and the plans behind them are read. */
export const inspectionRoutes: readonly RouteObject[] = [
  { path: '/inspections', lazy: async () => ({ Component: (await import('./InspectionsPage.tsx')).InspectionsPage }) },
  {
    path: '/inspections/:inspection',
    lazy: async () => ({ Component: (await import('./InspectionPage.tsx')).InspectionPage }),
  },
];
