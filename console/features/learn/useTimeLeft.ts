import { useEffect, useRef, useState } from 'react';

const SECOND_MS = 1_000;
/** Handed in a little before the end, so that it arrives in time. */
const EARLY_MS = 5_000;

/** Whole seconds until a moment, counted down. Just before it `onEnd` is called, once. */
export function useTimeLeft(until: string, onEnd: () => void): number {
  const end = Date.parse(until) - EARLY_MS;
  const [now, setNow] = useState(() => Date.now());
  const last = useRef(onEnd);
  useEffect(() => {
    last.current = onEnd;
  });
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), SECOND_MS);
    const ending = setTimeout(() => last.current(), Math.max(0, end - Date.now()));
    return () => {
      clearInterval(ticking);
      clearTimeout(ending);
    };
  }, [end]);
  return Math.max(0, Math.ceil((end - now) / SECOND_MS));
}
