import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

const plain = (address: string): string => address.replace(/^::ffff:/, '');

const trustList = (proxies: readonly string[]): BlockList => {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    const [address = '', bits] = proxy.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits) trusted.addSubnet(address, Number(bits), family);
    else if (isIP(address)) trusted.addAddress(address, family);
  }
  return trusted;
};

/** The caller's address: a forwarded one counts only when every hop behind it is a trusted proxy. */
export const clientIp = (request: IncomingMessage, proxies: readonly string[]): string => {
  const direct = plain(request.socket.remoteAddress ?? '0.0.0.0');
  if (proxies.length === 0) return direct;
  const trusted = trustList(proxies);
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
  const hops = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((hop) => plain(hop.trim()))
    .filter((hop) => isIP(hop) !== 0);
  let address = direct;
  while (isTrusted(address) && hops.length > 0) address = hops.pop() ?? address;
  return address;
};
