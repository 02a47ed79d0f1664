import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstanceRow } from '../../../contract/instances.ts';
import { useKeys } from '../../app/keys.ts';
import { useMe } from '../../app/me.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { Chosen } from './Chosen.tsx';
import { Row } from './InstanceRow.tsx';

type Props = {
  readonly label: string;
  readonly rows: readonly InstanceRow[];
  /** What a row unfolds. */
  readonly inside?: (row: InstanceRow) => ReactNode;
};

/** So many are dealt with at once, one after the other. */
const CHOSEN_MAX = 100;

/** Instances in a list; those who mend them may choose several, also by the key "x". */
export function InstanceList({ label, rows, inside }: Props) {
  const { t } = useTranslation();
  const title = useInstanceTitle();
  const { roles } = useMe();
  const isMender = roles.some((role) => role === 'ops' || role === 'administrator');
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useRowKeys(list);
  useKeys({ x: () => turnFocused(list.current) });
  const turn = (id: string, isOn: boolean) => {
    const others = [...chosen].filter((it) => it !== id);
    setChosen(new Set(isOn ? [...others, id].slice(0, CHOSEN_MAX) : others));
  };
  return (
    <>
      {isMender && (
        <Chosen
          rows={rows.filter(({ id }) => chosen.has(id))}
          isAll={rows.length > 0 && rows.slice(0, CHOSEN_MAX).every(({ id }) => chosen.has(id))}
          max={CHOSEN_MAX}
          onAll={(isOn) => setChosen(new Set(isOn ? rows.slice(0, CHOSEN_MAX).map(({ id }) => id) : []))}
        />
      )}
      <ul className="records" ref={list} aria-label={label}>
        {rows.map((row) => (
          <Row
            key={row.id}
            row={row}
            inside={inside?.(row)}
            choice={
              isMender && (
                <input
                  type="checkbox"
                  className="record-choice"
                  aria-label={t('instances.choose', { name: title(row) })}
                  checked={chosen.has(row.id)}
                  onChange={(event) => turn(row.id, event.target.checked)}
                />
              )
            }
          />
        ))}
      </ul>
    </>
  );
}

/** Chooses the row that has the focus, or no longer. */
function turnFocused(list: HTMLElement | null): void {
  const row = document.activeElement?.closest('li');
  if (row && list?.contains(row)) row.querySelector<HTMLInputElement>('.record-choice')?.click();
}
