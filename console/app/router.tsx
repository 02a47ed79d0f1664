import { createBrowserRouter, Navigate } from 'react-router';
import { caseRoutes } from '../features/cases/routes.tsx';
import { factRoutes } from '../features/facts/routes.ts';
import { importRoutes } from '../features/imports/routes.ts';
import { inspectionRoutes } from '../features/inspections/routes.ts';
import { instanceRoutes } from '../features/instances/routes.ts';
import { learnRoutes } from '../features/learn/routes.ts';
import { operationRoutes } from '../features/operations/routes.ts';
import { policyRoutes } from '../features/policies/routes.ts';
import { processRoutes } from '../features/processes/routes.ts';
import { registerRoutes } from '../features/registers/routes.ts';
import { rolloutRoutes } from '../features/rollouts/routes.ts';
import { BrokenPage, MissingPage } from './BrokenPage.tsx';
import { Waiting } from './Waiting.tsx';

/** Every page is a chunk of its own; the sign-in page loads without the rest. */
export function createRouter() {
  return createBrowserRouter([
    {
      ErrorBoundary: BrokenPage,
      HydrateFallback: Waiting,
      children: [
        {
          path: '/sign-in',
          lazy: async () => ({ Component: (await import('../features/signIn/SignInPage.tsx')).SignInPage }),
        },
        {
          path: '/redeem',
          lazy: async () => ({ Component: (await import('../features/signIn/RedeemPage.tsx')).RedeemPage }),
        },
        {
          path: '/verify/:code?',
          lazy: async () => ({ Component: (await import('../features/verify/VerifyPage.tsx')).VerifyPage }),
        },
        {
          path: '/complaints',
          lazy: async () => ({ Component: (await import('../features/complaint/ComplaintPage.tsx')).ComplaintPage }),
        },
        {
          path: '/complaints/track',
          lazy: async () => ({ Component: (await import('../features/complaint/TrackPage.tsx')).TrackPage }),
        },
        {
          lazy: async () => ({ Component: (await import('./SignedIn.tsx')).SignedIn }),
          children: [
            { path: '/', element: <Navigate to="/inbox" replace /> },
            {
              path: '/inbox',
              lazy: async () => ({ Component: (await import('../features/inbox/InboxPage.tsx')).InboxPage }),
            },
            {
              path: '/tasks/:task',
              lazy: async () => ({ Component: (await import('../features/task/TaskPage.tsx')).TaskPage }),
            },
            {
              path: '/start/:process?',
              lazy: async () => ({ Component: (await import('../features/start/StartPage.tsx')).StartPage }),
            },
            {
              path: '/people',
              lazy: async () => ({ Component: (await import('../features/people/PeoplePage.tsx')).PeoplePage }),
            },
            {
              path: '/people/import',
              lazy: async () => ({ Component: (await import('../features/people/ImportPage.tsx')).ImportPage }),
            },
            {
              path: '/people/:person',
              lazy: async () => ({ Component: (await import('../features/people/PersonPage.tsx')).PersonPage }),
            },
            ...learnRoutes,
            ...rolloutRoutes,
            ...policyRoutes,
            ...inspectionRoutes,
            ...caseRoutes,
            ...importRoutes,
            ...instanceRoutes,
            ...processRoutes,
            ...factRoutes,
            ...operationRoutes,
            ...registerRoutes,
            { path: '*', Component: MissingPage },
          ],
        },
      ],
    },
  ]);
}
