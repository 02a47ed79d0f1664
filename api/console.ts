import { join } from 'node:path';
import { Router, static as serveStatic } from 'express';
import { projectRoot } from '../platform/root.ts';

/** The console as vite built it. Its pages are one page: every address that is no file is answered with it. */
export function consolePages(folder = join(projectRoot, 'dist', 'console')): Router {
  const router = Router();
  router.use('/assets', serveStatic(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  router.use(serveStatic(folder, { index: false, maxAge: 0 }));
  router.get('/{*path}', (_request, response, next) => {
    response.set('cache-control', 'no-cache').sendFile('index.html', { root: folder }, (error) => {
      if (error) next(error);
    });
  });
  return router;
}
