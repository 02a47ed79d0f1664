import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { ClauseTags } from '../../ui/ClauseTags.tsx';
import { useLocal } from '../../ui/local.ts';

type Props = {
  readonly item: Output<'startQuiz'>['items'][number];
  readonly number: number;
  readonly chosen: readonly string[];
  readonly onChoose: (options: readonly string[]) => void;
};

/** One question with its options: one of them, or as many as are right. */
export function Question({ item, number, chosen, onChoose }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const name = useId();
  const isMultiple = item.kind === 'multiple';
  const toggle = (option: string) => {
    if (!isMultiple) return onChoose([option]);
    return onChoose(chosen.includes(option) ? chosen.filter((it) => it !== option) : [...chosen, option]);
  };
  return (
    <fieldset className="learn-item">
      <legend>
        {number}. {local(item.question)}
      </legend>
      <p className="quiet learn-item-facts">
        {isMultiple ? t('learn.quiz.multiple') : t('learn.quiz.single')}
        <ClauseTags clauses={[item.clause]} />
      </p>
      {item.options.map((option) => (
        <label key={option.id} className="learn-option">
          <input
            type={isMultiple ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.id)}
            onChange={() => toggle(option.id)}
          />
          {local(option.text)}
        </label>
      ))}
    </fieldset>
  );
}
