import type { ReactNode } from 'react';

/** One line below a clause: what it rests on, what carries it out. */
export function Grounds({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="policy-grounds">
      <span className="quiet">{name}</span>
      <div>{children}</div>
    </div>
  );
}
