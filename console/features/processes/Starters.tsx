import { useTranslation } from 'react-i18next';
import type { ProcessRow } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';

type Begun = Pick<ProcessRow, 'begunBy' | 'hasStartForm'>;

/** Whether people start it. What asks them nothing at its start is called by other processes. */
export const isForPeople = ({ begunBy, hasStartForm }: Begun): boolean => hasStartForm && begunBy.includes('person');

/** What begins a process. */
export function BegunBy({ process }: { readonly process: Begun }) {
  const { t } = useTranslation();
  const found = process.begunBy.filter((it) => it !== 'person' || isForPeople(process));
  const ways = found.length > 0 ? found : (['process'] as const);
  return t('processes.begunBy', { by: ways.map((it) => t(`processes.begins.${it}`)).join(t('common.comma')) });
}

/** Who may start a process, where people do. */
export function Starters({ process: { owner } }: { readonly process: Pick<ProcessRow, 'owner'> }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (owner.duties.length === 0) return t('processes.anybody');
  return t('processes.starters', { duties: owner.duties.map(({ name }) => local(name)).join(t('common.comma')) });
}
