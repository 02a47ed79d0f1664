import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InstanceRow } from '../../../contract/instances.ts';
import { useKeys } from '../../app/keys.ts';
import { useMe } from '../../app/me.ts';
import { useRowKeys } from '../../app/rowKeys.ts';
import { useInstanceTitle } from '../../ui/instanceTitle.ts';
import { Listed } from '../../ui/Listed.tsx';
import { BatchDialog } from './BatchDialog.tsx';
import { type Batch, Chosen } from './Chosen.tsx';
import { Row } from './InstanceRow.tsx';

type Pages = Omit<ComponentProps<typeof Listed>['pages'], 'rows'> & { readonly rows: readonly InstanceRow[] };

type Props = {
  readonly label: string;
  readonly pages: Pages;
  /** Shown when there is none. */
  readonly empty: ReactNode;
  /** What a row unfolds. */
  readonly inside?: (row: InstanceRow) => ReactNode;
};

/**
 * Instances in a list; those who mend them may choose several, also by the key "x". What came of a batch stays to be read
 * when none is left in the list.
 */
export function InstanceList({ label, pages, empty, inside }: Props) {
  const { roles } = useMe();
  const list = useRef<HTMLUListElement>(null);
  const { isChosen, turn, choices } = useChoices(pages.rows);
  const [batch, setBatch] = useState<Batch>();
  const isMender = roles.some((role) => role === 'ops' || role === 'administrator');
  useRowKeys(list);
  useKeys({ x: () => turnFocused(list.current) });
  return (
    <>
      {isMender && pages.rows.length > 0 && <Chosen {...choices} onBatch={setBatch} />}
      <Listed pages={pages} empty={empty}>
        <ul className="records" ref={list} aria-label={label}>
          {pages.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              inside={inside?.(row)}
              choice={isMender && <Choice row={row} isOn={isChosen(row.id)} onTurn={(isOn) => turn(row.id, isOn)} />}
            />
          ))}
        </ul>
      </Listed>
      {batch && <BatchDialog {...batch} onClose={() => setBatch(undefined)} />}
    </>
  );
}

/** So many are dealt with at once, one after the other. */
const CHOSEN_MAX = 100;

function useChoices(rows: readonly InstanceRow[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isChosen = (id: string) => chosen.has(id);
  const first = rows.slice(0, CHOSEN_MAX).map(({ id }) => id);
  const turn = (id: string, isOn: boolean) => {
    const others = [...chosen].filter((it) => it !== id);
    setChosen(new Set(isOn ? [...others, id].slice(0, CHOSEN_MAX) : others));
  };
  const choices = {
    rows: rows.filter(({ id }) => isChosen(id)),
    isAll: first.every(isChosen),
    max: CHOSEN_MAX,
    onAll: (isOn: boolean) => setChosen(new Set(isOn ? first : [])),
  };
  return { isChosen, turn, choices };
}

type ChoiceProps = {
  readonly row: InstanceRow;
  readonly isOn: boolean;
  readonly onTurn: (isOn: boolean) => void;
};

function Choice({ row, isOn, onTurn }: ChoiceProps) {
  const { t } = useTranslation();
  const title = useInstanceTitle();
  return (
    <input
      type="checkbox"
      className="record-choice"
      aria-label={t('instances.choose', { name: title(row) })}
      checked={isOn}
      onChange={(event) => onTurn(event.target.checked)}
    />
  );
}

/** Chooses the row that has the focus, or no longer. */
function turnFocused(list: HTMLElement | null): void {
  const row = document.activeElement?.closest('li');
  if (row && list?.contains(row)) row.querySelector<HTMLInputElement>('.record-choice')?.click();
}
