import { Modal, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../contract/session.ts';
import { type Area, areasOf } from './areas.ts';
import { keysAreOn, turnKeys } from './keys.ts';

const shortcuts = [
  { keys: ['/'], does: 'keys.filter' },
  { keys: ['j'], does: 'keys.next' },
  { keys: ['k'], does: 'keys.previous' },
  { keys: ['x'], does: 'keys.choose' },
  { keys: ['Enter'], does: 'keys.open' },
  { keys: ['a'], does: 'keys.approve' },
  { keys: ['r'], does: 'keys.reject' },
  { keys: ['t'], does: 'keys.transfer' },
  { keys: ['?'], does: 'keys.help' },
] as const;

const toShortcut = ({ key, name }: Area) => ({ keys: ['g', key], does: `keys.${name}` }) as const;

type Props = { readonly me: Me; readonly isOpen: boolean; readonly onClose: () => void };

/** The keys of the console, and the switch that turns the single-letter ones off. */
export function KeyboardHelp({ me, isOpen, onClose }: Props) {
  const { t } = useTranslation();
  const [on, setOn] = useState(keysAreOn);
  const label = useId();
  const toggle = (next: boolean) => {
    turnKeys(next);
    setOn(next);
  };
  return (
    <Modal open={isOpen} onCancel={onClose} footer={null} title={t('keys.title')}>
      <dl className="keys">
        {[...areasOf(me).map(toShortcut), ...shortcuts].map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Switch checked={on} onChange={toggle} aria-labelledby={label} /> <span id={label}>{t('keys.switch')}</span>
      </p>
    </Modal>
  );
}
