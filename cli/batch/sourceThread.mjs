// Node 20 runs no TypeScript in a thread: from source, this loads the thread with a loader.
import { tsImport } from 'tsx/esm/api';

await tsImport('./thread.ts', import.meta.url);
