import type { Definition } from '../behaviour.ts';
import { end } from '../withdraw.ts';

export const none: Definition<'none'> = {
  end(_definition, token, run) {
    end(token, run);
  },
};
