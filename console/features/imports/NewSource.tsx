import { type SubmitEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { hookKinds } from '../../../contract/hookPayloads.ts';
import { useWrite } from '../../app/writes.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { textOf } from '../signIn/PasswordForm.tsx';
import type { Secret } from './SourcesPage.tsx';

/** Lets one more system in. */
export function NewSource({ onMade }: { readonly onMade: (secret: Secret) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const { act, isPending, error } = useWrite('createHookSource', onMade);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const kind = hookKinds.find((it) => it === textOf(form, 'kind')) ?? 'order';
    act({ body: { id: textOf(form, 'id'), kind, note: textOf(form, 'note') } });
  };
  return (
    <form className="card source-new" onSubmit={submit} aria-label={t('imports.newSource')}>
      <div className="field">
        <label htmlFor={`${id}-id`}>{t('imports.sourceId')}</label>
        <input
          id={`${id}-id`}
          name="id"
          required
          pattern="[a-z][a-z0-9\-]{1,39}"
          spellCheck={false}
          autoComplete="off"
          placeholder="shop-eu"
          aria-describedby={`${id}-hint`}
        />
        <small id={`${id}-hint`} className="quiet">
          {t('imports.sourceIdHint')}
        </small>
      </div>
      <div className="field">
        <label htmlFor={`${id}-kind`}>{t('imports.sourceKind')}</label>
        <select id={`${id}-kind`} name="kind" className="select">
          {hookKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`imports.hookKinds.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-note`}>
          {t('imports.note')} <span className="quiet">{t('form.isOptional')}</span>
        </label>
        <input id={`${id}-note`} name="note" maxLength={500} />
      </div>
      {error && <ProblemNotice error={error} />}
      <button type="submit" className="button primary" disabled={isPending}>
        {t('imports.addSource')}
      </button>
    </form>
  );
}
