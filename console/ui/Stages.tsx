import { CheckCircleFilled, MinusCircleOutlined, PlayCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import './stages.css';

type Stage<S extends string> = { readonly id: S; readonly name: string };

type Props<S extends string> = {
  readonly label: string;
  readonly stages: readonly Stage<S>[];
  /** Where it stands. */
  readonly at: S;
  /** The last stage is no work any more. */
  readonly isOver: boolean;
};

const icon = {
  visited: <CheckCircleFilled aria-hidden />,
  active: <PlayCircleFilled aria-hidden />,
  ahead: <MinusCircleOutlined aria-hidden />,
};

/** The stages of something in their order, and at which of them it stands. */
export function Stages<S extends string>({ label, stages, at, isOver }: Props<S>) {
  const { t } = useTranslation();
  const here = stages.findIndex(({ id }) => id === at);
  const standingOf = (place: number) => {
    if (place < here || (place === here && isOver)) return 'visited';
    return place === here ? 'active' : 'ahead';
  };
  return (
    <ol className="stages" aria-label={label}>
      {stages.map(({ id, name }, place) => {
        const standing = standingOf(place);
        return (
          <li key={id} aria-current={place === here ? 'step' : undefined}>
            <span className={`stage ${standing}`}>
              {icon[standing]}
              {name}
            </span>
            <span className="spoken-only">{t(`process.${standing}`)}</span>
          </li>
        );
      })}
    </ol>
  );
}
