import type { Locale } from '../../contract/shared.ts';
import { markRead, notificationsPage } from '../../store/notifications.ts';
import { elementName } from '../elementNames.ts';
import type { Handlers } from '../handler.ts';
import { noticeAddress } from '../noticeAddress.ts';
import { notificationText } from '../notificationText.ts';
import { moment } from '../refs.ts';
import { phaseName } from '../rolloutTexts.ts';

export const listNotifications: Handlers['listNotifications'] = async ({ query, actor, locale, authorize }, { db }) => {
  authorize('own', undefined);
  const { items, next } = await notificationsPage(db, { ...query, person: actor.id });
  return {
    items: items.map(({ id, at, kind, params, task, instance, process, node, readAt }) => ({
      id,
      at: moment(at),
      kind,
      text: notificationText(kind, named(params, process, node, locale), locale),
      taskId: task,
      instanceId: instance,
      address: noticeAddress({ kind, task, instance }),
      read: readAt !== null,
    })),
    next,
  };
};

export const markNotificationsRead: Handlers['markNotificationsRead'] = async (
  { body, actor, at, authorize },
  { db },
) => {
  authorize('own', undefined);
  await markRead(db, actor.id, body.ids, at);
  return { done: true };
};

type Params = Readonly<Record<string, unknown>>;

/** Steps and phases go by their names in the reader's language. */
function named(params: Params, process: string | null, node: string | null, locale: Locale): Params {
  const { task, phase } = params;
  return {
    ...params,
    ...(typeof phase === 'string' ? { phase: phaseName(phase)[locale] } : {}),
    ...(process === null || node === null || typeof task !== 'string'
      ? {}
      : { task: elementName(process, node, task)[locale] }),
  };
}
