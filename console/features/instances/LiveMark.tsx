import { useTranslation } from 'react-i18next';
import type { Live } from '../../app/live.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

const tone = { connecting: 'idle', live: 'good', reconnecting: 'soon' } as const satisfies Record<Live, Tone>;

/** Whether the page shows what happens as it happens; a change of that is said aloud. */
export function LiveMark({ live }: { readonly live: Live }) {
  const { t } = useTranslation();
  return (
    <span role="status" className="live-mark" title={t(`instances.liveHint.${live}`)}>
      <Mark tone={tone[live]}>{t(`instances.live.${live}`)}</Mark>
    </span>
  );
}
