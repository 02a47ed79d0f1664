import { Button, Skeleton } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { taskAddress } from '../../ui/taskAddress.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { LeaveDialog } from './LeaveDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import './people.css';
import type { StaffPage } from './staff.ts';

/** One person: post, superior, and what they hold now. */
export function PersonPage() {
  const { t } = useTranslation();
  const { person = '' } = useParams();
  const found = useAsk('getStaffMember', { params: { person } });
  return (
    <>
      <p>
        <Link to="/people">{t('people.back')}</Link>
      </p>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
        {(it) => <Shown person={it} />}
      </Answered>
    </>
  );
}

function Shown({ person }: { readonly person: StaffPage }) {
  const { t } = useTranslation();
  const local = useLocal();
  useTitle(local(person.name));
  const [dialog, setDialog] = useState<'move' | 'leave'>();
  const [left, setLeft] = useState<Output<'leaveStaff'>>();
  const close = () => setDialog(undefined);
  return (
    <>
      <div className="people-head">
        <h1>
          {local(person.name)} <span className="quiet">{person.id}</span>
        </h1>
        {person.mayAdminister && person.active && (
          <span className="people-acts">
            <Button size="large" onClick={() => setDialog('move')}>
              {t('people.move')}
            </Button>
            <Button size="large" danger onClick={() => setDialog('leave')}>
              {t('people.leave')}
            </Button>
          </span>
        )}
      </div>
      {!person.active && <p className="notice">{t('people.leftNotice')}</p>}
      {left && <HandedOver left={left} />}
      <Facts person={person} />
      {dialog === 'move' && <MoveDialog person={person} onClose={close} />}
      {dialog === 'leave' && (
        <LeaveDialog
          person={person.id}
          onClose={close}
          onDone={(answer) => {
            setLeft(answer);
            close();
          }}
        />
      )}
    </>
  );
}

function HandedOver({ left }: { readonly left: Output<'leaveStaff'> }) {
  const { t } = useTranslation();
  return (
    <div className="notice good" role="status">
      <p>{t('people.handedOver', { count: left.handedOver })}</p>
      {left.stuck.length > 0 && (
        <>
          <p>{t('people.stuck')}</p>
          <ul>
            {left.stuck.map((task) => (
              <li key={task}>
                <Link to={taskAddress(task)}>{task}</Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Facts({ person }: { readonly person: StaffPage }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { department, position, superior, email, roles, duties, permissions, reports } = person;
  return (
    <dl className="card people-facts">
      <Fact name={t('people.department')}>{local(department.name)}</Fact>
      <Fact name={t('people.position')}>{position ? local(position) : t('people.noPosition')}</Fact>
      <Fact name={t('people.superior')}>
        {superior ? <Link to={`/people/${superior.id}`}>{local(superior.name)}</Link> : t('people.noSuperior')}
      </Fact>
      <Fact name={t('people.email')}>{email ?? t('people.nothing')}</Fact>
      <Several
        name={t('people.roles')}
        items={roles.map(({ role }) =>
          t(`people.role.${role === 'worker-representative' ? 'workerRepresentative' : role}`),
        )}
      />
      <Several name={t('people.duties')} items={duties.map(({ name }) => local(name))} />
      <Several name={t('people.permissions')} items={permissions.map(({ name }) => local(name))} />
      <Fact name={t('people.reports')}>
        {reports.length === 0 && t('people.nothing')}
        <span className="people-list">
          {reports.map((it) => (
            <Link key={it.id} to={`/people/${it.id}`}>
              {local(it.name)}
            </Link>
          ))}
        </span>
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Several({ name, items }: { readonly name: string; readonly items: readonly string[] }) {
  const { t } = useTranslation();
  return <Fact name={name}>{items.length === 0 ? t('people.nothing') : items.join(t('common.comma'))}</Fact>;
}
