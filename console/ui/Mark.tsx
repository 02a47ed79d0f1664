import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleOutlined,
  MinusCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import './due.css';

/** Good, under way, wants attention, bad, nothing yet: each has its colour and its sign. */
export type Tone = 'good' | 'going' | 'soon' | 'bad' | 'idle';

const look = {
  good: { name: 'calm', icon: <CheckCircleOutlined aria-hidden /> },
  going: { name: 'going', icon: <SyncOutlined aria-hidden /> },
  soon: { name: 'soon', icon: <ClockCircleOutlined aria-hidden /> },
  bad: { name: 'late', icon: <ExclamationCircleOutlined aria-hidden /> },
  idle: { name: 'idle', icon: <MinusCircleOutlined aria-hidden /> },
} satisfies Record<Tone, unknown>;

/** How something stands: a sign, words and a colour. */
export function Mark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`due-mark ${look[tone].name}`}>
      {look[tone].icon}
      <span>{children}</span>
    </span>
  );
}
