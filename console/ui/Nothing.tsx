import type { ReactNode } from 'react';
import { Link } from 'react-router';
import './records.css';

type Props = {
  readonly title: string;
  readonly hint?: string;
  /** Where one can go instead, and what that is called. */
  readonly to?: string;
  readonly children?: ReactNode;
};

/** A list with nothing in it: says why, and what one can do next. */
export function Nothing({ title, hint, to, children }: Props) {
  return (
    <div className="card nothing">
      <h2>{title}</h2>
      {hint && <p className="quiet">{hint}</p>}
      {to !== undefined && (
        <Link className="button" to={to}>
          {children}
        </Link>
      )}
    </div>
  );
}
