// Has the Temporal SDK fetch a program of Temporal's into a folder, by starting it once: the SDK offers no other way.
// A process of its own, so that a download that hangs can be ended.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [program, version = '', downloadDir = ''] = process.argv.slice(2);
/** @type {{ executable: { type: 'cached-download', version: string, downloadDir: string } }} */
const server = { executable: { type: 'cached-download', version, downloadDir } };
const environment =
  program === 'temporal'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();
