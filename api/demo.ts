import { BlockList, isIPv6 } from 'node:net';
import type { Request } from 'express';
import type { Services } from './handler.ts';
import { isLoopbackName } from './origin.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');
loopback.addSubnet('::ffff:127.0.0.0', 104, 'ipv6');

/** Anybody may sign in as anybody: only in the demo, bound to this machine, asked from it and by its own name. */
export function isDemoHere({ settings }: Services, { hostname, socket }: Request): boolean {
  const address = socket.remoteAddress ?? '';
  return (
    settings.ZHIDU_MODE === 'demo' &&
    isLoopbackName(settings.HOST) &&
    isLoopbackName(hostname) &&
    loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  );
}
