import type { RouteObject } from 'react-router';

/** The library of processes, and the page that describes one of them. */
export const processRoutes: readonly RouteObject[] = [
  { path: '/processes', lazy: async () => ({ Component: (await import('./ProcessesPage.tsx')).ProcessesPage }) },
  { path: '/processes/:process', lazy: async () => ({ Component: (await import('./ProcessPage.tsx')).ProcessPage }) },
];
