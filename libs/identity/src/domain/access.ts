import { actorOf, type Grant, grantText, type Principal } from './grant.js';
import type { Access, Place, Rule } from './rule.js';

/** What a request is about, as far as it says so before anything is looked up. */
export interface Asked {
  /** Undefined where the route is about the tenant. */
  readonly marketId?: string | undefined;
  /** Whose market that is; undefined where there is none. */
  readonly marketTenant?: string | undefined;
  /** Communities or peers that it names at a place: nobody, one, or a batch of them. */
  readonly named: (place: Place) => readonly string[];
}

export type Decision =
  | {
      readonly status: 'granted';
      readonly actor: string;
      /** The query parameter that keeps a list to what the asker may see. */
      readonly narrowed?: { readonly name: string; readonly to: string };
    }
  | { readonly status: 'refused'; readonly reason: AccessRefusal; readonly detail: string };

export type AccessRefusal = 'market-unknown' | 'forbidden' | 'not-yours';

/** Whether somebody may do what is asked; the first of their grants that allows it is the one they act by. */
export const decideAccess = (principal: Principal, rule: Rule, asked: Asked): Decision => {
  const { marketId, marketTenant } = asked;
  if (marketId !== undefined && marketTenant !== undefined && marketTenant !== principal.tenant)
    return refused(
      'market-unknown',
      `No market is called ${marketId}. GET /markets lists those there are.`,
    );
  const decisions = principal.grants
    .filter((grant) => holdsFor(grant, rule, marketId))
    .map((grant) => byGrant(principal, grant, { rule, asked }));
  return (
    decisions.find(({ status }) => status === 'granted') ??
    decisions.find((decision) => 'reason' in decision && decision.reason === 'not-yours') ??
    refused('forbidden', whyForbidden(principal))
  );
};

const holdsFor = (grant: Grant, { filtered }: Rule, marketId: string | undefined): boolean => {
  if (grant.marketId === undefined) return true;
  return marketId === undefined ? filtered === true : grant.marketId === marketId;
};

const byGrant = (
  principal: Principal,
  grant: Grant,
  { rule, asked }: { readonly rule: Rule; readonly asked: Asked },
): Decision => {
  const access: Access = rule.access[grant.role];
  const granted = { status: 'granted', actor: actorOf(principal, grant) } as const;
  if (access === 'none') return refused('forbidden', whyForbidden(principal));
  if (access === 'all' || access === 'itself' || !('member' in grant)) return granted;
  const named = asked.named(access);
  const itself = `${access.prefix ?? ''}${grant.member}`;
  if (named.length === 0 && access.in === 'query')
    return { ...granted, narrowed: { name: access.name, to: itself } };
  if (named.length > 0 && named.every((member) => member === itself)) return granted;
  return refused('not-yours', whyNotYours(grant, access));
};

const refused = (reason: AccessRefusal, detail: string): Decision => ({
  status: 'refused',
  reason,
  detail,
});

const whyForbidden = ({ grants }: Principal): string =>
  `This is not for ${grants.map(grantText).join(', ') || 'a key without a grant'}. Ask the market's operator.`;

const whyNotYours = (grant: Grant, place: Place): string =>
  `${grantText(grant)} may ask about itself alone: ${place.name} must name it.`;

/** The markets that somebody may see at all: all of their tenant, or those of their grants. */
export const visibleMarkets = ({ grants, tenant }: Principal): VisibleMarkets => {
  const marketIds = grants.map(({ marketId }) => marketId);
  return marketIds.includes(undefined)
    ? { tenant }
    : { tenant, marketIds: marketIds.filter((marketId) => marketId !== undefined) };
};

export interface VisibleMarkets {
  readonly tenant: string;
  /** Undefined: every market of the tenant. */
  readonly marketIds?: readonly string[];
}
