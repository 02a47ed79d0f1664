import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../ui/local.ts';
import { HOME_CURRENCY, showMoney } from '../../ui/money.ts';
import type { CaseFile } from './file.ts';

type Cap = NonNullable<CaseFile['compensationCap']>;

/** How the most that one month's wage may give is worked out: the least of three amounts. */
export function CapTable({ cap }: { readonly cap: Cap }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const money = (fen: number) => showMoney(fen, HOME_CURRENCY, language);
  const lines = [
    { id: 'loss', name: t('cases.capLoss'), amount: cap.loss },
    { id: 'share', name: t('cases.capShare', { wage: money(cap.monthWage) }), amount: cap.share },
    {
      id: 'room',
      name: t('cases.capRoom', { wage: money(cap.monthWage), minimum: money(cap.minimumWage) }),
      amount: cap.room,
    },
  ];
  return (
    <>
      <table className="ledger cap" aria-label={t('cases.cap')}>
        <thead>
          <tr>
            <th scope="col">{t('cases.capBasis')}</th>
            <th scope="col" className="sum">
              {t('cases.capAmount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, name, amount }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td className="sum">{money(amount)}</td>
            </tr>
          ))}
          <tr className="total">
            <th scope="row">{t('cases.capLeast')}</th>
            <td className="sum">{money(cap.cap)}</td>
          </tr>
        </tbody>
      </table>
      {!cap.hasBasis && <p className="quiet">{t('cases.capNoBasis')}</p>}
    </>
  );
}
