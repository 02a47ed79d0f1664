import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';

/** A post as it is entered; what is empty stays as it is. */
export type Post = { readonly department: string; readonly position: string; readonly superior: string };

type Props = { readonly post: Post; readonly onChange: (next: Post) => void };

/** Department, position and superior of somebody who joins or moves. */
export function PostFields({ post, onChange }: Props) {
  const { t } = useTranslation();
  const establishment = useAsk('listDepartments', {});
  const superiors = useAsk('searchPeople', { query: {} });
  const { departments = [], positions = [] } = establishment.data ?? {};
  return (
    <>
      <Choice
        label={t('people.department')}
        value={post.department}
        options={departments}
        isRequired
        onChange={(department) => onChange({ ...post, department })}
      />
      <Choice
        label={t('people.position')}
        value={post.position}
        options={positions}
        onChange={(position) => onChange({ ...post, position })}
      />
      <Choice
        label={t('people.superior')}
        value={post.superior}
        options={superiors.data?.people ?? []}
        onChange={(superior) => onChange({ ...post, superior })}
      />
    </>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly options: readonly {
    readonly id: string;
    readonly name: { readonly 'zh-CN': string; readonly en: string };
  }[];
  readonly isRequired?: boolean;
  readonly onChange: (value: string) => void;
};

function Choice({ label, value, options, isRequired = false, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  return (
    <>
      <label htmlFor={id}>
        {label} {!isRequired && <span className="quiet">{t('people.optional')}</span>}
      </label>
      <select
        id={id}
        className="select"
        required={isRequired}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        <option value="">{isRequired ? t('form.choose') : t('people.keep')}</option>
        {options.map((it) => (
          <option key={it.id} value={it.id}>
            {local(it.name)}
          </option>
        ))}
      </select>
    </>
  );
}

/** A post as the API takes it: without what was left empty. */
export function postOf({ department, position, superior }: Post) {
  return { department, ...(position === '' ? {} : { position }), ...(superior === '' ? {} : { superior }) };
}
