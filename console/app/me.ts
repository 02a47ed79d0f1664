import { createContext, useContext } from 'react';
import type { Me } from '../../contract/session.ts';

export const MeContext = createContext<Me | undefined>(undefined);

/** Whoever is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is for pages inside SignedIn');
  return me;
}
