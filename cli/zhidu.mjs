#!/usr/bin/env node
// The first thing that runs on a fresh machine: makes sure of Node, dependencies and builds, then hands over to the
// real command line, which can rely on all of them.
import { prepare, targetsOf } from '../scripts/build.mjs';

await prepare(targetsOf(process.argv[2]));
const { main } = await import(new URL('../dist/cli/index.js', import.meta.url).href);
await main(process.argv);
