import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { type FieldSchema, Shown } from '../../ui/Shown.tsx';
import { Tag } from '../../ui/Tag.tsx';
import type { StateVariable } from './corrections.ts';
import type { Instance } from './live.ts';

const KIBIBYTE = 1024;

/** What the process knows: its variables, personal data masked. */
export function Data({ instance }: { readonly instance: Instance }) {
  const { t } = useTranslation();
  const found = useAsk('getInstanceState', { params: { instanceId: instance.id } });
  return (
    <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 6 }} />}>
      {({ state }) =>
        state === null ? (
          <p className="quiet">{t('instances.noState')}</p>
        ) : (
          <div className="stack">
            {state.isPart && <p className="quiet">{t('instances.partOfState')}</p>}
            {state.variables.length === 0 ? (
              <p className="quiet">{t('instances.noVariables')}</p>
            ) : (
              <Variables variables={state.variables} />
            )}
          </div>
        )
      }
    </Answered>
  );
}

function Variables({ variables }: { readonly variables: readonly StateVariable[] }) {
  const { t } = useTranslation();
  const currency = variables.find(({ name }) => name === 'currency')?.value;
  return (
    <table className="ledger" aria-label={t('instances.tab.data')}>
      <thead>
        <tr>
          <th scope="col">{t('instances.variable')}</th>
          <th scope="col">{t('instances.value')}</th>
        </tr>
      </thead>
      <tbody>
        {variables.map((variable) => (
          <tr key={variable.name}>
            <th scope="row">
              {variable.title}
              {variable.title !== variable.name && <p className="quiet">{variable.name}</p>}
            </th>
            <td>
              <Value variable={variable} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type ValueProps = { readonly variable: StateVariable; readonly currency: unknown };

function Value({ variable: { value, schema, bytes, isMasked, isTooLarge }, currency }: ValueProps) {
  const { t } = useTranslation();
  if (isTooLarge)
    return <span className="quiet">{t('instances.tooLarge', { kilobytes: Math.ceil(bytes / KIBIBYTE) })}</span>;
  if (value === null || value === undefined) return <span className="quiet">{t('instances.noValue')}</span>;
  return (
    <>
      <Shown value={value} schema={(schema ?? {}) as FieldSchema} currency={currency} />{' '}
      {isMasked && <Tag>{t('instances.masked')}</Tag>}
    </>
  );
}
