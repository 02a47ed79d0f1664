// Failures carry what people wrote: with this, their text and stack travel as a payload, which the codec seals.
// Temporal loads it by its path, inside the sandbox of workflows and outside: hence CommonJS, and no TypeScript.
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
