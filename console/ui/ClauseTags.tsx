import { useTranslation } from 'react-i18next';

/** The clauses of the policy that a step carries out. */
export function ClauseTags({ clauses }: { readonly clauses: readonly string[] }) {
  const { t } = useTranslation();
  if (clauses.length === 0) return null;
  return (
    <ul className="clauses" aria-label={t('task.clauses')}>
      {clauses.map((clause) => (
        <li key={clause}>{clause.replace('#', ' § ')}</li>
      ))}
    </ul>
  );
}
