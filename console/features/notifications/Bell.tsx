import { BellOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Badge, Button, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import type { Output } from '../../../contract/address.ts';
import type { Notification } from '../../../contract/notifications.ts';
import { useAsk, valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLanguage } from '../../ui/local.ts';
import { showMoment } from '../../ui/moment.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import './bell.css';

type Notice = z.infer<typeof Notification>;

const SHOWN = 20;
const REFRESH_MS = 20_000;

/** What the company has told whoever is signed in; the number counts what is unread. */
export function Bell() {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const notices = useAsk('listNotifications', { query: { limit: SHOWN } }, { refetchInterval: REFRESH_MS });
  const unread = notices.data?.items.filter((it) => !it.read).length ?? 0;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      title={t('bell.title')}
      content={
        <Answered query={notices} skeleton={<p>{t('common.loading')}</p>}>
          {({ items }) => <Notices items={items} onLeave={() => setOpen(false)} />}
        </Answered>
      }
    >
      <Badge count={unread} size="small" offset={[-8, 8]}>
        <Button type="text" icon={<BellOutlined />} aria-label={t('bell.open', { unread })} aria-expanded={isOpen} />
      </Badge>
    </Popover>
  );
}

type NoticesProps = { readonly items: readonly Notice[]; readonly onLeave: () => void };

function Notices({ items, onLeave }: NoticesProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { markRead, isPending, error } = useMarkRead();
  const unread = items.filter((it) => !it.read).map((it) => it.id);
  if (items.length === 0) return <p className="quiet bell-list">{t('bell.empty')}</p>;
  return (
    <div className="bell-list">
      <ul>
        {items.map((it) => (
          <li key={it.id} className={it.read ? 'read' : 'unread'}>
            {!it.read && <span className="spoken-only">{t('bell.unread')} </span>}
            {it.address === null ? (
              <span>{it.text}</span>
            ) : (
              <Link to={it.address} onClick={onLeave}>
                {it.text}
              </Link>
            )}
            <time dateTime={it.at} className="quiet">
              {showMoment(it.at, language)}
            </time>
          </li>
        ))}
      </ul>
      {error && <ProblemNotice error={error} />}
      {unread.length > 0 && (
        <Button block loading={isPending} onClick={() => markRead(unread)}>
          {t('bell.markRead')}
        </Button>
      )}
    </div>
  );
}

type Page = Output<'listNotifications'>;

const LISTS = { queryKey: ['listNotifications'] } as const;

function useMarkRead() {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (body: { readonly requestId: string; readonly ids: string[] }) =>
      valueOf(await call('markNotificationsRead', { body })),
    onSuccess: async (_done, { ids }) => {
      // What was asked before the marking may be answered after it, and what is asked after it may fail.
      await queries.cancelQueries(LISTS);
      queries.setQueriesData<Page>(LISTS, (page) => page && markedIn(page, new Set(ids)));
    },
    onSettled: () => void queries.invalidateQueries(LISTS),
  });
  return { markRead: (ids: string[]) => mutate({ requestId: newRequestId(), ids }), isPending, error };
}

function markedIn(page: Page, ids: ReadonlySet<string>): Page {
  return { ...page, items: page.items.map((it) => (ids.has(it.id) ? { ...it, read: true } : it)) };
}
