/**
 * What somebody may do, in one word of a role and where it holds: `operator` and `auditor` in every
 * market of their tenant or in one, a network operator in one market, a manager in one community of
 * it, a peer for itself.
 */
export type Grant =
  | { readonly role: 'operator' | 'auditor'; readonly marketId?: string }
  | { readonly role: 'network-operator'; readonly marketId: string }
  | { readonly role: 'manager' | 'peer'; readonly marketId: string; readonly member: string };

export type Role = Grant['role'];

const TEXT = /^(?<role>[a-z-]+)(?::(?<marketId>[^/\s]+)(?:\/(?<member>[^/\s]+))?)?$/;

/** `operator`, `auditor:harbour`, `network-operator:harbour`, `manager:harbour/almond-court`, `peer:harbour/P3`; undefined for anything else. */
export const parseGrant = (text: string): Grant | undefined => {
  const { role, marketId, member } = TEXT.exec(text)?.groups ?? {};
  switch (role) {
    case 'operator':
    case 'auditor':
      if (member !== undefined) return undefined;
      return marketId === undefined ? { role } : { role, marketId };
    case 'network-operator':
      return marketId === undefined || member !== undefined ? undefined : { role, marketId };
    case 'manager':
    case 'peer':
      return marketId === undefined || member === undefined
        ? undefined
        : { role, marketId, member };
    default:
      return undefined;
  }
};

export const isGrant = (text: string): boolean => parseGrant(text) !== undefined;

export const grantText = (grant: Grant): string => {
  const where = [grant.marketId, 'member' in grant ? grant.member : undefined];
  const place = where.filter((part) => part !== undefined).join('/');
  return place === '' ? grant.role : `${grant.role}:${place}`;
};

/** Somebody who was recognised: of which tenant, and what they may do there. */
export interface Principal {
  /** Of the key or of the token's subject. */
  readonly id: string;
  /** Who runs the markets: one tenant never reaches another's. */
  readonly tenant: string;
  readonly grants: readonly Grant[];
}

/** Markets that somebody opened who named no tenant: one installation, one operator. */
export const TENANT_BY_DEFAULT = 'local';

/** Who did it, as events keep it: `peer:P3`, `manager:almond-court`, `operator:acme/key-7`. */
export const actorOf = ({ id, tenant }: Principal, grant: Grant): string =>
  'member' in grant ? `${grant.role}:${grant.member}` : `${grant.role}:${tenant}/${id}`;

/** The tenant behind the actor who opened a market. */
export const tenantOf = (actor: string): string =>
  /^operator:([^/]+)\//.exec(actor)?.[1] ?? TENANT_BY_DEFAULT;
