import { Dropdown } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation, useNavigate } from 'react-router';
import type { Me } from '../../contract/session.ts';
import { useMedia } from '../ui/useMedia.ts';
import { type Area, areasOf } from './areas.ts';
import { useKeys } from './keys.ts';

/** So many stand side by side; the others in a menu behind them. */
const SHOWN = 9;
const NARROW_SHOWN = 4;
const NARROW = '(width <= 1100px)';

/** Where one can go. */
export function Navigation({ me }: { readonly me: Me }) {
  const { t } = useTranslation();
  const isNarrow = useMedia(NARROW);
  const areas = areasOf(me);
  useAreaKeys(areas);
  const shown = areas.slice(0, isNarrow ? NARROW_SHOWN : SHOWN);
  const others = areas.slice(shown.length);
  return (
    <nav aria-label={t('frame.navigation')} className="frame-nav">
      {shown.map(({ to, name }) => (
        <NavLink key={to} to={to}>
          {t(`frame.${name}`)}
        </NavLink>
      ))}
      {others.length > 0 && <More areas={others} />}
    </nav>
  );
}

function More({ areas }: { readonly areas: readonly Area[] }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const here = areas.find(({ to }) => pathname.startsWith(to));
  const items = areas.map(({ to, name }) => ({ key: to, label: <NavLink to={to}>{t(`frame.${name}`)}</NavLink> }));
  return (
    <Dropdown menu={{ items, selectedKeys: here ? [here.to] : [] }} trigger={['click']} placement="bottomRight">
      <button type="button" aria-haspopup="menu" className={here ? 'frame-more here' : 'frame-more'}>
        {here ? t(`frame.${here.name}`) : t('frame.more')} <span aria-hidden>▾</span>
      </button>
    </Dropdown>
  );
}

function useAreaKeys(areas: readonly Area[]): void {
  const navigate = useNavigate();
  const keys = useMemo(
    () => Object.fromEntries(areas.map(({ key, to }) => [`g ${key}`, () => void navigate(to)])),
    [areas, navigate],
  );
  useKeys(keys);
}
