import type { RouteObject } from 'react-router';

/** Where people learn, take quizzes and sign. */
export const learnRoutes: readonly RouteObject[] = [
  { path: '/learn', lazy: async () => ({ Component: (await import('./LearnPage.tsx')).LearnPage }) },
  { path: '/learn/:wave/sign', lazy: async () => ({ Component: (await import('./SignPage.tsx')).SignPage }) },
  {
    path: '/learn/:wave/courses/:course',
    lazy: async () => ({ Component: (await import('./CoursePage.tsx')).CoursePage }),
  },
  {
    path: '/learn/:wave/courses/:course/attempts/:attempt',
    lazy: async () => ({ Component: (await import('./ResultPage.tsx')).ResultPage }),
  },
];
