import { useMutation } from '@tanstack/react-query';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../../contract/accounts.ts';
import type { Input } from '../../../contract/address.ts';
import { valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { Door } from './Door.tsx';
import { textOf } from './PasswordForm.tsx';

type Purpose = 'setUp' | 'invite' | 'reset';
type Redemption = Input<'redeemLink'>['body'];

/** Where a one-time link leads: set the company up, accept an invitation, or choose a new password. */
export function RedeemPage() {
  const { t } = useTranslation();
  const token = useToken();
  const purpose = purposeOf(token);
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: async (body: Redemption) => valueOf(await call('redeemLink', { body })),
  });
  if (token === '') {
    return (
      <Door title={t('redeem.noToken')}>
        <p>{t('redeem.noTokenDetail')}</p>
        <Link to="/sign-in">{t('redeem.toSignIn')}</Link>
      </Door>
    );
  }
  if (data) {
    return (
      <Door title={t('redeem.done')}>
        <div className="notice good" role="status">
          <p>{t('redeem.doneDetail', { login: data.login })}</p>
        </div>
        <Link to="/sign-in" className="button primary">
          {t('redeem.toSignIn')}
        </Link>
      </Door>
    );
  }
  return (
    <Door title={t(`redeem.${purpose}`)}>
      <p className="quiet">{t(`redeem.${purpose}Hint`)}</p>
      {error && <ProblemNotice error={error} />}
      <RedeemForm purpose={purpose} token={token} isPending={isPending} onSubmit={mutate} />
    </Door>
  );
}

type FormProps = {
  readonly purpose: Purpose;
  readonly token: string;
  readonly isPending: boolean;
  readonly onSubmit: (body: Redemption) => void;
};

function RedeemForm({ purpose, token, isPending, onSubmit }: FormProps) {
  const { t } = useTranslation();
  const [isDifferent, setDifferent] = useState(false);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = textOf(form, 'password');
    const differs = password !== textOf(form, 'again');
    setDifferent(differs);
    if (differs) return;
    const person = purpose === 'setUp' ? { person: administratorOf(form) } : {};
    onSubmit({ requestId: newRequestId(), token, password, ...person });
  };
  return (
    <form className="door-form" onSubmit={submit}>
      {purpose === 'setUp' && (
        <>
          <TextField name="name" label={t('redeem.name')} autoComplete="name" />
          <TextField name="nameEn" label={t('redeem.nameEn')} isOptional />
          <TextField name="login" label={t('redeem.login')} autoComplete="username" />
        </>
      )}
      <PasswordField name="password" label={t('redeem.password')} hint={t('redeem.passwordHint')} />
      <PasswordField name="again" label={t('redeem.again')} />
      {isDifferent && (
        <p className="notice" role="alert">
          {t('redeem.different')}
        </p>
      )}
      <button type="submit" className="button primary" disabled={isPending}>
        {t('redeem.submit')}
      </button>
    </form>
  );
}

type FieldProps = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly autoComplete?: string;
  readonly isOptional?: boolean;
};

function TextField({ name, label, autoComplete, isOptional = false }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} name={name} autoComplete={autoComplete} required={!isOptional} maxLength={200} />
    </div>
  );
}

function PasswordField({ name, label, hint }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="password"
        autoComplete="new-password"
        required
        minLength={PASSWORD_MIN}
        maxLength={PASSWORD_MAX}
        aria-describedby={hint && `${id}-hint`}
      />
      {hint && (
        <small id={`${id}-hint`} className="quiet">
          {hint}
        </small>
      )}
    </div>
  );
}

/** The secret stands after the "#", which no server's log ever sees; "?token=" is understood as well. */
function useToken(): string {
  const { hash } = useLocation();
  const [search] = useSearchParams();
  return hash.slice(1) || (search.get('token') ?? '');
}

function purposeOf(token: string): Purpose {
  if (token.startsWith('setup-')) return 'setUp';
  return token.startsWith('invite-') ? 'invite' : 'reset';
}

const FIRST_ADMINISTRATOR = 'administrator';

function administratorOf(form: FormData): NonNullable<Redemption['person']> {
  const name = textOf(form, 'name').trim();
  return {
    id: FIRST_ADMINISTRATOR,
    name: { 'zh-CN': name, en: textOf(form, 'nameEn').trim() || name },
    login: textOf(form, 'login').trim(),
  };
}
