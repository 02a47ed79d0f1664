import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { demoPeople, Me } from '../../../contract/session.ts';
import { valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

type Person = z.infer<typeof demoPeople.result>['people'][number];
type Props = { readonly people: readonly Person[]; readonly onSignedIn: (me: Me) => void };

/** The people of the demo company, by department: choose who to be. */
export function PersonPicker({ people, onSignedIn }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const field = useId();
  const [sought, setSought] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (body: { readonly requestId: string; readonly person: string }) =>
      valueOf(await call('signInAs', { body })),
    onSuccess: onSignedIn,
  });
  const wordsOf = (it: Person) => [it.name, ...it.duties].map(local).join(' ');
  const found = people.filter((it) => wordsOf(it).toLowerCase().includes(sought.trim().toLowerCase()));
  const departments = grouped(found, (it) => (it.department ? local(it.department) : t('signIn.noDepartment')));
  return (
    <>
      {error && <ProblemNotice error={error} />}
      <div className="field picker-search">
        <label htmlFor={field}>{t('signIn.search')}</label>
        <input id={field} type="search" value={sought} onChange={(event) => setSought(event.target.value)} />
      </div>
      <p className="spoken-only" role="status">
        {t('signIn.found', { found: found.length })}
      </p>
      {found.length === 0 && <p>{t('signIn.nobody')}</p>}
      {[...departments].map(([department, members]) => (
        <section key={department} className="picker-group">
          <h2>{department}</h2>
          <ul>
            {members.map((it) => (
              <li key={it.id}>
                <button
                  type="button"
                  className="picker-person"
                  disabled={isPending}
                  onClick={() => mutate({ requestId: newRequestId(), person: it.id })}
                >
                  <strong>{local(it.name)}</strong>
                  <span className="quiet">{it.duties.map(local).join(t('common.comma')) || t('signIn.noDuties')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
