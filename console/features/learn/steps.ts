import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

/** Goes with whoever moves to another step of a course: they begin to read at its heading. */
export const moved = { moved: true } as const;

/** The heading of a step; it has the focus when somebody came from another step. */
export function useStepFocus() {
  const heading = useRef<HTMLHeadingElement>(null);
  const state: unknown = useLocation().state;
  useEffect(() => {
    if (state === null) return;
    window.scrollTo({ top: 0 });
    heading.current?.focus({ preventScroll: true });
  }, [state]);
  return heading;
}
