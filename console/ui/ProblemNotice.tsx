import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contract/problem.ts';
import { Refused } from '../app/queries.ts';

type Props = { readonly error: Error; readonly onRetry?: () => void; readonly children?: ReactNode };

/** Says what was refused or what broke: the sentence, its code, the trace, and a way to try again. */
export function ProblemNotice({ error, onRetry, children }: Props) {
  const { t } = useTranslation();
  const problem = error instanceof Refused ? error.problem : undefined;
  return (
    <div className="notice" role="alert">
      <strong>{problem?.title ?? t('problem.connection')}</strong>
      <p>{problem?.detail ?? t('problem.connectionDetail')}</p>
      {problem && <Particulars problem={problem} />}
      {children}
      {onRetry && (
        <div>
          <button type="button" className="button" onClick={onRetry}>
            {t('problem.retry')}
          </button>
        </div>
      )}
    </div>
  );
}

function Particulars({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  return (
    <>
      {problem.particulars && (
        <ul>
          {problem.particulars.map((it) => (
            <li key={`${it.where} ${it.code}`}>
              {it.where} {it.detail}
            </li>
          ))}
        </ul>
      )}
      <small className="quiet">
        {t('problem.code', { code: problem.code })}
        {problem.trace && ` · ${t('problem.trace', { trace: problem.trace })}`}
      </small>
    </>
  );
}
