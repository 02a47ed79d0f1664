import { markRead, notificationsPage } from '../../store/notifications.ts';
import type { Handlers } from '../handler.ts';
import { notificationText } from '../notificationText.ts';
import { moment } from '../refs.ts';

export const listNotifications: Handlers['listNotifications'] = async ({ query, actor, locale, authorize }, { db }) => {
  authorize('own', undefined);
  const { items, next } = await notificationsPage(db, { ...query, person: actor.id });
  return {
    items: items.map(({ id, at, kind, params, task, instance, readAt }) => ({
      id,
      at: moment(at),
      kind,
      text: notificationText(kind, params, locale),
      taskId: task,
      instanceId: instance,
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
