import { type RequestHandler, Router, static as serveStatic } from 'express';
import { absolutePath } from 'swagger-ui-dist';
import { contract } from '../contract/index.ts';
import { describe } from '../contract/openapi.ts';

const page = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <title>制度 Zhidu API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css" />
    <link rel="icon" href="data:," />
  </head>
  <body>
    <div id="docs"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/zhidu.js"></script>
  </body>
</html>
`;

/** Same-origin requests carry the header that origin.ts asks for. */
const script = `window.onload = () =>
  SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    requestInterceptor: (request) => ({ ...request, headers: { ...request.headers, 'x-zhidu': '1' } }),
  });
`;

/** The OpenAPI document, and pages to read it with: everything from here, nothing from elsewhere. */
export function docs(): Router {
  const document = describe(contract);
  const router = Router();
  router.get('/openapi.json', (_request, response) => void response.json(document));
  router.get('/docs', withoutSlash, (_request, response) => void response.type('html').send(page));
  router.get('/docs/zhidu.js', (_request, response) => void response.type('js').send(script));
  router.use('/docs', serveStatic(absolutePath(), { index: false, maxAge: '1d' }));
  return router;
}

/** The page's addresses are relative to /api. */
const withoutSlash: RequestHandler = (request, response, next) => {
  if (!request.path.endsWith('/')) return next();
  response.redirect(request.originalUrl.slice(0, -1));
};
