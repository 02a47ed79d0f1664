import { useEffect, useState } from 'react';
import type { FormValues } from './form/validator.ts';

const PREFIX = 'zhidu.draft.';

type Draft = {
  readonly values: FormValues;
  /** Somebody has typed something. */
  readonly isChanged: boolean;
  readonly change: (values: FormValues, isTyped: boolean) => void;
  readonly forget: () => void;
};

/** What a person has typed and not sent, kept on this device under `name` until it is sent. */
export function useDraft(name: string, given: FormValues): Draft {
  const [values, setValues] = useState(() => kept(name) ?? given);
  const [isChanged, setChanged] = useState(() => kept(name) !== undefined);
  useEffect(() => {
    if (isChanged) localStorage.setItem(PREFIX + name, JSON.stringify(values));
  }, [name, values, isChanged]);
  return {
    values,
    isChanged,
    change: (next, isTyped) => {
      setValues(next);
      if (isTyped) setChanged(true);
    },
    forget: () => {
      localStorage.removeItem(PREFIX + name);
      setChanged(false);
      setValues(given);
    },
  };
}

function kept(name: string): FormValues | undefined {
  try {
    const values: unknown = JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null');
    return typeof values === 'object' && values !== null ? (values as FormValues) : undefined;
  } catch {
    return undefined;
  }
}
