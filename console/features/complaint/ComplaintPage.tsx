import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { complaintCategories } from '../../../contract/complaints.ts';
import { useWrite } from '../../app/writes.ts';
import { camel } from '../../ui/camel.ts';
import { useLanguage } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { textOf } from '../signIn/PasswordForm.tsx';
import { ComplaintFrame } from './ComplaintFrame.tsx';
import { Filed } from './Filed.tsx';

const TEXT_MIN = 10;
const TEXT_MAX = 4_000;
const ROWS = 6;

/** Where a consumer complains, without an account: the answer is read by the code that is shown at the end. */
export function ComplaintPage() {
  const { t } = useTranslation();
  const [filed, setFiled] = useState<Output<'fileComplaint'>>();
  if (filed) {
    return (
      <ComplaintFrame title={t('complaint.filedTitle')} hint={t('complaint.filedHint')}>
        <Filed code={filed.code} />
      </ComplaintFrame>
    );
  }
  return (
    <ComplaintFrame title={t('complaint.title')} hint={t('complaint.hint')}>
      <ComplaintForm onFiled={setFiled} />
    </ComplaintFrame>
  );
}

function ComplaintForm({ onFiled }: { readonly onFiled: (filed: Output<'fileComplaint'>) => void }) {
  const { t } = useTranslation();
  const locale = useLanguage();
  const { act, isPending, error } = useWrite('fileComplaint', onFiled);
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [channel, orderNumber] = [textOf(form, 'channel').trim(), textOf(form, 'orderNumber').trim()];
    act({
      body: {
        category: complaintCategories.find((it) => it === textOf(form, 'category')) ?? 'other',
        text: textOf(form, 'text'),
        ...(channel === '' ? {} : { channel }),
        ...(orderNumber === '' ? {} : { orderNumber }),
        contactName: textOf(form, 'contactName'),
        contact: textOf(form, 'contact'),
        locale,
      },
    });
  };
  return (
    <form className="card complaint-form" onSubmit={submit}>
      <What />
      <Order />
      <Whom />
      {error && <ProblemNotice error={error} />}
      <button type="submit" className="button primary" disabled={isPending}>
        {t('complaint.send')}
      </button>
    </form>
  );
}

function What() {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-category`}>{t('complaint.category')}</label>
        <select id={`${id}-category`} name="category" className="select" required defaultValue="">
          <option value="" disabled>
            {t('form.choose')}
          </option>
          {complaintCategories.map((category) => (
            <option key={category} value={category}>
              {t(`complaint.categories.${camel(category)}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-text`}>{t('complaint.text')}</label>
        <textarea id={`${id}-text`} name="text" rows={ROWS} required minLength={TEXT_MIN} maxLength={TEXT_MAX} />
      </div>
    </>
  );
}

function Order() {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="complaint-pair">
      <div className="field">
        <label htmlFor={`${id}-channel`}>
          {t('complaint.channel')} <span className="quiet">{t('form.isOptional')}</span>
        </label>
        <input id={`${id}-channel`} name="channel" maxLength={60} placeholder="Amazon" />
      </div>
      <div className="field">
        <label htmlFor={`${id}-number`}>
          {t('complaint.orderNumber')} <span className="quiet">{t('form.isOptional')}</span>
        </label>
        <input id={`${id}-number`} name="orderNumber" maxLength={80} spellCheck={false} />
      </div>
    </div>
  );
}

function Whom() {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="complaint-pair">
      <div className="field">
        <label htmlFor={`${id}-name`}>{t('complaint.contactName')}</label>
        <input id={`${id}-name`} name="contactName" autoComplete="name" required maxLength={100} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-contact`}>{t('complaint.contact')}</label>
        <input
          id={`${id}-contact`}
          name="contact"
          autoComplete="email"
          required
          maxLength={254}
          aria-describedby={`${id}-hint`}
        />
        <small id={`${id}-hint`} className="quiet">
          {t('complaint.contactHint')}
        </small>
      </div>
    </div>
  );
}
