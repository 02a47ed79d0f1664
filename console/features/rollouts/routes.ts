import type { RouteObject } from 'react-router';

/** Where rollouts and their training waves are followed. */
export const rolloutRoutes: readonly RouteObject[] = [
  { path: '/rollouts', lazy: async () => ({ Component: (await import('./RolloutsPage.tsx')).RolloutsPage }) },
  { path: '/rollouts/new', lazy: async () => ({ Component: (await import('./CreatePage.tsx')).CreatePage }) },
  { path: '/rollouts/:rollout', lazy: async () => ({ Component: (await import('./RolloutPage.tsx')).RolloutPage }) },
  { path: '/waves/:wave', lazy: async () => ({ Component: (await import('./WavePage.tsx')).WavePage }) },
];
