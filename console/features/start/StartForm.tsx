import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useMe } from '../../app/me.ts';
import { useAsk, valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useDraft } from '../../ui/draft.ts';
import { type FormHandle, SchemaForm } from '../../ui/form/SchemaForm.tsx';
import type { FormValues } from '../../ui/form/validator.ts';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { ProcessView } from '../../ui/process/ProcessView.tsx';
import { Started } from './Started.tsx';

type Process = Output<'getProcess'>;

/** The start form of one process, and what will become of it. */
export function StartForm({ process }: { readonly process: string }) {
  const found = useAsk('getProcess', { params: { process } });
  return (
    <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
      {(it) => <Asked process={it} />}
    </Answered>
  );
}

function Asked({ process }: { readonly process: Process }) {
  const { t } = useTranslation();
  const local = useLocal();
  const me = useMe();
  const form = useRef<FormHandle>(null);
  const draft = useDraft(`${me.person.id}.start.${process.key}`, {});
  const start = useStart(process.key, draft.forget);
  if (start.data) return <Started instance={start.data.instanceId} onAgain={start.reset} />;
  const send = () => {
    if (form.current?.validateForm() ?? true) start.mutate({ requestId: newRequestId(), variables: draft.values });
  };
  return (
    <div className="start">
      <section className="card start-form" aria-label={local(process.name)}>
        {process.startForm === null ? (
          <h2>{local(process.name)}</h2>
        ) : (
          <SchemaForm form={process.startForm} values={draft.values} handle={form} onChange={draft.change} />
        )}
        {start.error && <ProblemNotice error={start.error} />}
        <p className="start-send">
          <Button type="primary" size="large" loading={start.isPending} onClick={send}>
            {t('start.send')}
          </Button>
          {draft.isChanged && <span className="quiet">{t('task.draft')}</span>}
        </p>
      </section>
      <section className="card">
        <details>
          <summary>{t('start.whatHappens', { version: process.version })}</summary>
          <ProcessView xml={process.xml} outline={process.outline} labels={process.labels} />
        </details>
      </section>
    </div>
  );
}

function useStart(process: string, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: { readonly requestId: string; readonly variables: FormValues }) =>
      valueOf(await call('startProcess', { params: { process }, body })),
    onSuccess: async () => {
      onDone();
      await queries.invalidateQueries({ queryKey: ['listTasks'] });
    },
  });
}
