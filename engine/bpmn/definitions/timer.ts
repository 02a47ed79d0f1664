import type { Definition } from '../behaviour.ts';
import { scheduleEvent } from '../timers.ts';

export const timer: Definition<'timer'> = {
  wait({ timer: rule }, token, run) {
    scheduleEvent(rule, token, run);
  },
};
