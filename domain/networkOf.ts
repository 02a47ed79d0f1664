const IPV6_GROUPS = 8;
/** Whoever has an IPv6 address has the network of 64 bits around it, too. */
const NETWORK_GROUPS = 4;

/** What tries are counted by: an IPv4 address; of an IPv6 address its network, since one caller has all of that. */
export function networkOf(address = ''): string {
  const plain = address.split('%', 1)[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped !== undefined || !plain.includes(':')) return mapped ?? plain;
  const [before = '', after] = plain.split('::', 2);
  const [head, tail] = [groupsOf(before), groupsOf(after ?? '')];
  const gap = Array<string>(Math.max(0, IPV6_GROUPS - head.length - tail.length)).fill('0');
  const groups = [...head, ...gap, ...tail].slice(0, NETWORK_GROUPS);
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`;
}

const groupsOf = (part: string) => (part === '' ? [] : part.split(':'));
