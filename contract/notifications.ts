import { z } from 'zod';
import { operation } from './operation.ts';
import { Done, Moment, pageOf, paging, requested } from './shared.ts';

export const Notification = z
  .object({
    id: z.string(),
    at: Moment,
    kind: z.string(),
    text: z.string().meta({ description: 'In the caller’s language' }),
    taskId: z.string().nullable(),
    instanceId: z.string().nullable(),
    address: z.string().nullable().meta({ description: 'The page of the console that it leads to' }),
    read: z.boolean(),
  })
  .meta({ id: 'Notification' });

export const listNotifications = operation({
  method: 'get',
  path: '/notifications',
  tag: 'notifications',
  summary: 'What whoever asks has been told, newest first',
  query: z.object({ ...paging, unread: z.stringbool().optional() }),
  result: pageOf('NotificationPage', Notification),
});

const MARK_MAX = 200;

export const markNotificationsRead = operation({
  method: 'post',
  path: '/notifications/read',
  tag: 'notifications',
  summary: 'Mark notifications as read',
  body: z
    .object({ ...requested, ids: z.array(z.string().max(200)).max(MARK_MAX) })
    .meta({ id: 'MarkNotificationsRead' }),
  result: Done,
});
