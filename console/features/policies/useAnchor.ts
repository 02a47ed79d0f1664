import { useEffect, useMemo } from 'react';
import { useLocation } from 'react-router';
import { useKeys } from '../../app/keys.ts';

const ITEM = '.policy-clause';

/** Goes to the clause that the address names once it is drawn, and from clause to clause with j and k. */
export function useAnchor(): string {
  const { hash } = useLocation();
  const anchor = decodeURIComponent(hash.slice(1));
  useEffect(() => {
    const target = anchor === '' ? null : document.getElementById(anchor);
    target?.scrollIntoView();
    target?.focus({ preventScroll: true });
  }, [anchor]);
  useKeys(useMemo(() => ({ j: () => step(1), k: () => step(-1) }), []));
  return anchor;
}

function step(by: 1 | -1): void {
  const items = [...document.querySelectorAll<HTMLElement>(ITEM)];
  const here = items.findIndex((it) => it.contains(document.activeElement));
  const next = items[here === -1 ? 0 : here + by];
  next?.scrollIntoView();
  next?.focus({ preventScroll: true });
}
