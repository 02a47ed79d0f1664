import type { RefObject } from 'react';
import { useKeys } from './keys.ts';

const NAMES = '.record-name a';

/** "j" and "k" go to the next and the previous row of a list, by the links that name its rows. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useKeys({ j: () => move(list.current, 1), k: () => move(list.current, -1) });
}

function move(list: HTMLElement | null, by: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLAnchorElement>(NAMES) ?? [])];
  const at = links.findIndex((it) => it === document.activeElement);
  const next = at === -1 && by === -1 ? links.length - 1 : at + by;
  links[next]?.focus();
}
