// Runs one of our built files after the same set-up as npm start: node scripts/run.mjs bench/inbox.js --json
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { prepare, server, workflows } from './build.mjs';
import { projectRoot } from './setup.mjs';

const [file = ''] = process.argv.splice(2, 1);
await prepare([[server, workflows]]);
await import(pathToFileURL(join(projectRoot, 'dist', file)).href);
