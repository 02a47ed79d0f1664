import { z } from 'zod';
import { operation } from './operation.ts';

/**
 * What a stream of server-sent events says: that something has changed, never what. The id of an event is its place in
 * the outbox; whoever comes back with it is told at once whether anything has changed meanwhile.
 */
const InstanceChanged = z
  .object({ changed: z.literal('instance') })
  .meta({ id: 'InstanceChanged', description: 'The instance has moved: ask getInstance' });

const MineChanged = z
  .object({ changed: z.enum(['notifications', 'all']) })
  .meta({ id: 'MineChanged', description: 'Ask countTasks, listTasks, listNotifications' });

export const watchInstance = operation({
  method: 'get',
  path: '/instances/{instanceId}/events',
  tag: 'instances',
  media: 'events',
  summary: 'Server-sent events: tells within two seconds when an instance has moved',
  params: z.object({ instanceId: z.string().max(1000) }),
  result: InstanceChanged,
  refusals: ['instance-unknown', 'too-many-streams'],
});

export const watchMine = operation({
  method: 'get',
  path: '/me/events',
  tag: 'notifications',
  media: 'events',
  summary:
    'Server-sent events: tells within two seconds when the inbox or the notifications of whoever asks have changed',
  result: MineChanged,
  refusals: ['too-many-streams'],
});
