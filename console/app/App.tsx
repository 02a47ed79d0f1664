import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import './console.css';
import { createQueryClient } from './queries.ts';
import { createRouter } from './router.tsx';

/** The console: what was read, and where one is. */
export function App() {
  const [router] = useState(createRouter);
  const [queries] = useState(() => createQueryClient(() => leave(router)));
  return (
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}

/** To the sign-in page, which leads back to where one was. */
function leave(router: ReturnType<typeof createRouter>): void {
  const { pathname, search } = router.state.location;
  if (pathname.startsWith('/sign-in')) return;
  void router.navigate(`/sign-in?next=${encodeURIComponent(pathname + search)}`, { replace: true });
}
