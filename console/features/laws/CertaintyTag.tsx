import { useTranslation } from 'react-i18next';
import type { Law } from '../../../contract/laws.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';

const tones: Readonly<Record<Law['certainty'], Tone>> = { C: 'good', K: 'idle', V: 'bad' };

/** How far a fact about a law was checked. */
export function CertaintyTag({ certainty }: Pick<Law, 'certainty'>) {
  const { t } = useTranslation();
  return <Mark tone={tones[certainty]}>{t(`laws.certainty.${certainty}`)}</Mark>;
}
