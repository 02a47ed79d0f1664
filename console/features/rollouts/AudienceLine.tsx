import { useTranslation } from 'react-i18next';
import type { Audience } from '../../../contract/waves.ts';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';

const CALM_MS = 600_000;

/** Whom a wave trains, in words. */
export function AudienceLine({ audience }: { readonly audience: Audience }) {
  const { t } = useTranslation();
  const local = useLocal();
  const known = useAsk('listDepartments', {}, { staleTime: CALM_MS });
  const { departments = [], positions = [], people = [], except = [] } = audience;
  const named = (ids: readonly string[], of: 'departments' | 'positions') =>
    ids
      .map((id) => known.data?.[of].find((it) => it.id === id)?.name)
      .map((name, index) => (name ? local(name) : (ids[index] ?? '')))
      .join(t('common.comma'));
  const parts = [
    departments.length > 0 && named(departments, 'departments'),
    positions.length > 0 && named(positions, 'positions'),
    people.length > 0 && t('rollouts.audience.people', { people: people.length }),
    except.length > 0 && t('rollouts.audience.except', { people: except.length }),
  ].filter((part) => part !== false);
  const isEverybody = departments.length + positions.length + people.length === 0;
  return <>{[isEverybody && t('rollouts.audience.everybody'), ...parts].filter(Boolean).join(' · ')}</>;
}
