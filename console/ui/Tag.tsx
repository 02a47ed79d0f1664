import type { ReactNode } from 'react';
import './tag.css';

type Props = { readonly tone?: 'plain' | 'calm' | 'soon' | 'late' | 'accent'; readonly children: ReactNode };

/** A word or two that says what something is. How something stands is said by a Mark. */
export function Tag({ tone = 'plain', children }: Props) {
  return <span className={`tag ${tone}`}>{children}</span>;
}
