import type { Definition } from '../behaviour.ts';
import { endProcess } from '../scope.ts';
import { clearScope, end } from '../withdraw.ts';

/** Ends its own scope and nothing further out: a subprocess that is terminated is a subprocess that is done. */
export const terminate: Definition<'terminate'> = {
  end(_definition, token, run) {
    end(token, run);
    const scope = run.scope(token.scope);
    if (scope.kind === 'process') endProcess('terminated', run);
    else clearScope(scope, run);
  },
};
