import type { Definition } from '../behaviour.ts';
import { throwError } from '../errors.ts';
import { endProcess } from '../scope.ts';
import { hostOf } from '../variables.ts';
import { end } from '../withdraw.ts';

/** Thrown to the scopes around it; what nobody catches fails the process. */
export const error: Definition<'error'> = {
  end({ code }, token, run) {
    const host = hostOf(token, run);
    end(token, run);
    if (!throwError(code, host, run)) endProcess('failed', run, code ?? '');
  },
};
