import { useEffect } from 'react';

const STORED_SWITCH = 'zhidu.keys';
const SEQUENCE_MS = 1_200;

/** What a key, or a pair of keys such as "g i", does. */
export type Keys = Readonly<Record<string, () => void>>;

/** Single-letter keys can be turned off (WCAG 2.1.4): they hinder people who speak to their computer. */
export function keysAreOn(): boolean {
  return localStorage.getItem(STORED_SWITCH) !== 'off';
}

export function turnKeys(on: boolean): void {
  localStorage.setItem(STORED_SWITCH, on ? 'on' : 'off');
}

const listeners = new Set<Keys>();
let before = { key: '', at: 0 };

/** Listens to keys while the component that asks is shown. */
export function useKeys(keys: Keys): void {
  useEffect(() => {
    if (listeners.size === 0) window.addEventListener('keydown', press);
    listeners.add(keys);
    return () => {
      listeners.delete(keys);
      if (listeners.size === 0) window.removeEventListener('keydown', press);
    };
  }, [keys]);
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || !keysAreOn() || isForSomethingElse(event)) return;
  const isPair = event.timeStamp - before.at < SEQUENCE_MS;
  const act = (isPair && found(`${before.key} ${event.key}`)) || found(event.key);
  before = { key: event.key, at: event.timeStamp };
  if (!act) return;
  event.preventDefault();
  act();
}

function found(key: string): (() => void) | undefined {
  for (const keys of listeners) if (keys[key]) return keys[key];
  return undefined;
}

const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], [role="listbox"], [role="combobox"]';

function isForSomethingElse(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  return event.target instanceof Element && event.target.closest(TYPING) !== null;
}
