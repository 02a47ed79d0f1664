import { useQueries } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { ask, useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

type Props = { readonly clause: string; readonly onChange: (clause: string) => void };
type Chapter = Output<'getPolicyVersion'>['chapters'][number];

/** A clause of a policy in force, chapter by chapter, with its text once it is chosen. */
export function ClauseField({ clause, onChange }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  const { chapters, isPending, error } = useChaptersInForce();
  const chosen = chapters.flatMap(({ clauses }) => clauses).find((it) => it.id === clause);
  return (
    <div className="report-field">
      <label htmlFor={id}>
        {t('cases.clause')} <span className="quiet">{t('form.isRequired')}</span>
      </label>
      {error && <ProblemNotice error={error} />}
      <select id={id} className="select" required value={clause} onChange={(event) => onChange(event.target.value)}>
        <option value="">{isPending ? t('common.loading') : t('form.choose')}</option>
        {chapters.map((chapter) => (
          <optgroup key={chapter.key} label={`${chapter.id} ${local(chapter.title)}`}>
            {chapter.clauses.map((it) => (
              <option key={it.id} value={it.id}>
                {it.number} {shortened(local(it.text))}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      {chosen && <blockquote className="as-written">{local(chosen.text)}</blockquote>}
    </div>
  );
}

type Found = {
  readonly chapters: readonly (Chapter & { readonly key: string })[];
  readonly isPending: boolean;
  readonly error: Error | null;
};

/** The chapters of every policy that is in force. */
function useChaptersInForce(): Found {
  const policies = useAsk('listPolicies', {});
  const inForce = (policies.data?.items ?? []).flatMap(({ id, versions }) =>
    versions.filter(({ status }) => status === 'in-force').map(({ version }) => ({ policy: id, version })),
  );
  const found = useQueries({
    queries: inForce.map((params) => ({
      queryKey: ['getPolicyVersion', { params }],
      queryFn: () => ask('getPolicyVersion', { params }),
    })),
  });
  const versions = found.flatMap(({ data }) => (data ? [data] : []));
  return {
    chapters: versions.flatMap(({ policy, chapters }) => chapters.map((it) => ({ ...it, key: `${policy} ${it.id}` }))),
    isPending: policies.isPending || found.some(({ isPending }) => isPending),
    error: policies.error ?? found.find(({ error }) => error)?.error ?? null,
  };
}

const OPTION_MAX = 48;

/** An option is one line; the whole text stands below once it is chosen. */
function shortened(text: string): string {
  return text.length > OPTION_MAX ? `${text.slice(0, OPTION_MAX)}…` : text;
}
