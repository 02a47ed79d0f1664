import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { InstanceRow } from '../../../contract/instances.ts';
import { At } from '../../ui/At.tsx';
import { instanceAddress } from '../../ui/instanceAddress.ts';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { useLocal } from '../../ui/local.ts';
import { Lasted } from './Lasted.tsx';
import { StatusMark } from './StatusMark.tsx';

type Props = {
  readonly row: InstanceRow;
  /** The box that chooses it. */
  readonly choice: ReactNode;
  /** What it unfolds. */
  readonly inside: ReactNode;
};

/** One instance in a list. */
export function Row({ row, choice, inside }: Props) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const title = useInstanceTitle()(row);
  return (
    <li className={choice ? 'card record choosable' : 'card record'}>
      {choice}
      <div>
        <h2 className="record-name">
          <Link to={instanceAddress(row.id)}>{title}</Link>
        </h2>
        <Facts row={row} />
      </div>
      <div className="record-side">
        <span className="record-marks">
          <StatusMark instance={row} />
        </span>
        <span className="quiet">
          <Lasted from={row.startedAt} to={row.endedAt} />
        </span>
        {inside && (
          <Button
            aria-expanded={isOpen}
            aria-label={`${isOpen ? t('operations.fold') : t('operations.look')} ${title}`}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t('operations.fold') : t('operations.look')}
          </Button>
        )}
      </div>
      {isOpen && inside}
    </li>
  );
}

function Facts({ row }: { readonly row: InstanceRow }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <p className="quiet record-facts">
      <span>
        {local(row.process.name)} {t('instances.versionOf', { version: row.version })}
      </span>
      <span>{row.businessKey}</span>
      {row.startedBy && <span>{t('instances.startedBy', { name: local(row.startedBy.name) })}</span>}
      <At at={row.startedAt} />
    </p>
  );
}
