import { lookup as resolve } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Where webhooks may go: to public addresses by `https`, or anywhere. */
export type Targets = 'public' | 'anywhere';

/** Says `public` but where the operator of the process allows anything: its own network is not for tenants. */
export const targetsFrom = (env: NodeJS.ProcessEnv): Targets => {
  const text = env['TRUEQUE_WEBHOOK_TARGETS'] || 'public';
  if (text === 'public' || text === 'anywhere') return text;
  throw new Error(`TRUEQUE_WEBHOOK_TARGETS must be public or anywhere; it is ${text}.`);
};

/** A place that webhooks may not go to. */
export class ForbiddenTarget extends Error {
  override readonly name = 'ForbiddenTarget';
}

const NOT_PUBLIC_4 = [
  ...(['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'] as const),
  ...(['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24'] as const),
  ...(['192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24'] as const),
  ...(['224.0.0.0/4', '240.0.0.0/4'] as const),
];
/** Among them addresses that stand for IPv4 ones, mapped or translated. */
const NOT_PUBLIC_6 = [
  ...(['::/96', '::ffff:0:0/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64'] as const),
  ...(['2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'ff00::/8'] as const),
];

const listOf = (subnets: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = '', prefix = ''] = subnet.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

/** Apart: a list takes every IPv4 address for one that is mapped. */
const notPublic = { 4: listOf(NOT_PUBLIC_4, 'ipv4'), 6: listOf(NOT_PUBLIC_6, 'ipv6') };

/** Whether an address is one of the internet, not of this machine or of a network around it. */
export const isPublicAddress = (address: string): boolean => {
  const family = isIP(address);
  if (family === 4) return !notPublic[4].check(address, 'ipv4');
  return family === 6 && !notPublic[6].check(address, 'ipv6');
};

/** Why a webhook may not be sent there, as far as its address says; undefined where it may. */
export const targetProblem = (url: URL, targets: Targets): string | undefined => {
  if (url.username !== '' || url.password !== '') return 'it carries a name or a password';
  if (!['https:', 'http:'].includes(url.protocol)) return `it goes by ${url.protocol}`;
  if (targets === 'anywhere') return undefined;
  if (url.protocol !== 'https:') return 'it does not go by https';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isPublicAddress(host) ? undefined : `${host} is not a public address`;
};

/** Resolves a name, and refuses it where it stands for a place that webhooks may not go to. */
export const lookupFor = (targets: Targets): LookupFunction => {
  if (targets === 'anywhere') return resolve;
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const forbidden = addresses?.find(({ address }) => !isPublicAddress(address));
      const [first] = addresses ?? [];
      if (error) callback(error, []);
      else if (forbidden || !first)
        callback(new ForbiddenTarget(`${hostname} is ${forbidden?.address}, not public`), []);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
};
