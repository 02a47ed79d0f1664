import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../../contract/session.ts';
import { valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

type Props = { readonly onSignedIn: (me: Me) => void };

/** Login and password of a local account. Pasting and password managers work. */
export function PasswordForm({ onSignedIn }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (body: { readonly requestId: string; readonly login: string; readonly password: string }) =>
      valueOf(await call('signIn', { body })),
    onSuccess: onSignedIn,
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    mutate({ requestId: newRequestId(), login: textOf(form, 'login'), password: textOf(form, 'password') });
  };
  return (
    <form className="door-form" onSubmit={submit}>
      {error && <ProblemNotice error={error} />}
      <div className="field">
        <label htmlFor={`${id}-login`}>{t('signIn.login')}</label>
        <input id={`${id}-login`} name="login" autoComplete="username" required maxLength={200} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>{t('signIn.password')}</label>
        <input
          id={`${id}-password`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={500}
        />
      </div>
      <button type="submit" className="button primary" disabled={isPending}>
        {t('signIn.submit')}
      </button>
      <small className="quiet">{t('signIn.forgot')}</small>
    </form>
  );
}

/** What was typed into a field of a form. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
