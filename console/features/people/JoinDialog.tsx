import { Modal } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useWrite } from '../../app/writes.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { PostFields, postOf } from './PostFields.tsx';

const NAME_MAX = 200;

/** Somebody joins the company. */
export function JoinDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useId();
  const [person, setPerson] = useState({ id: '', name: '', nameEn: '', email: '' });
  const [post, setPost] = useState({ department: '', position: '', superior: '' });
  const join = useWrite('joinStaff', () => void navigate(`/people/${person.id}`));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { id, name, nameEn, email } = person;
    const optional = { ...(nameEn === '' ? {} : { nameEn }), ...(email === '' ? {} : { email }) };
    join.act({ body: { id, name, ...optional, ...postOf(post) } });
  };
  return (
    <Modal
      open
      title={t('people.join')}
      okText={t('people.join')}
      cancelText={t('common.cancel')}
      okButtonProps={{ htmlType: 'submit', form, loading: join.isPending, size: 'large' }}
      cancelButtonProps={{ size: 'large' }}
      onCancel={onClose}
    >
      <form id={form} className="dialog" onSubmit={submit}>
        {join.error && <ProblemNotice error={join.error} />}
        <Text label={t('people.id')} value={person.id} isRequired onChange={(id) => setPerson({ ...person, id })} />
        <Text
          label={t('people.name')}
          value={person.name}
          isRequired
          onChange={(name) => setPerson({ ...person, name })}
        />
        <Text
          label={t('people.nameEn')}
          value={person.nameEn}
          onChange={(nameEn) => setPerson({ ...person, nameEn })}
        />
        <Text label={t('people.email')} value={person.email} onChange={(email) => setPerson({ ...person, email })} />
        <PostFields post={post} onChange={setPost} />
      </form>
    </Modal>
  );
}

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly isRequired?: boolean;
  readonly onChange: (value: string) => void;
};

function Text({ label, value, isRequired = false, onChange }: TextProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>
        {label} {!isRequired && <span className="quiet">{t('people.optional')}</span>}
      </label>
      <input
        id={id}
        className="select"
        maxLength={NAME_MAX}
        required={isRequired}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}
