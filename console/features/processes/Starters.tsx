import { useTranslation } from 'react-i18next';
import type { ProcessRow } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';

type Props = { readonly process: Pick<ProcessRow, 'begunBy' | 'owner'> };

/** What begins a process. */
export function BegunBy({ process: { begunBy } }: Props) {
  const { t } = useTranslation();
  const ways = begunBy.length > 0 ? begunBy : (['process'] as const);
  return t('processes.begunBy', { by: ways.map((it) => t(`processes.begins.${it}`)).join(t('common.comma')) });
}

/** Who may start a process, where people do. */
export function Starters({ process: { owner } }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  if (owner.duties.length === 0) return t('processes.anybody');
  return t('processes.starters', { duties: owner.duties.map(({ name }) => local(name)).join(t('common.comma')) });
}
