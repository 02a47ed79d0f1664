import { Navigate, type RouteObject } from 'react-router';

/** Violation cases. One is reported on a page of its own, where nobody has to know ids, and not by the form of its process. */
export const caseRoutes: readonly RouteObject[] = [
  { path: '/cases', lazy: async () => ({ Component: (await import('./CasesPage.tsx')).CasesPage }) },
  { path: '/cases/report', lazy: async () => ({ Component: (await import('./ReportPage.tsx')).ReportPage }) },
  { path: '/cases/:case', lazy: async () => ({ Component: (await import('./CasePage.tsx')).CasePage }) },
  { path: '/start/violationCase', element: <Navigate to="/cases/report" replace /> },
];
