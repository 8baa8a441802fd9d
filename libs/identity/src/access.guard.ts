import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { problem, recogniseAs } from '@trueque/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { namedIn } from './asked.js';
import { Authenticator } from './authenticator.js';
import { credentialOf } from './credential.js';
import { type AccessRefusal, decideAccess } from './domain/access.js';
import type { Principal } from './domain/grant.js';
import { POLICY, PUBLIC_ROUTES } from './domain/policy.js';
import { MarketTenants } from './market-tenants.js';
import { IssuerUnavailable } from './oidc/bearer-tokens.js';
import { Visitors } from './visitors.js';

const STATUSES: Readonly<Record<AccessRefusal, number>> = {
  'market-unknown': 404,
  forbidden: 403,
  'not-yours': 403,
};

const principals = new WeakMap<FastifyRequest, Principal>();

/** Who asks; only where the guard let the request through. */
export const principalOf = (request: FastifyRequest): Principal | undefined =>
  principals.get(request);

const stillKnown = new WeakMap<FastifyRequest, () => Promise<boolean>>();

/** Whether whoever was let through would be still: keys are revoked, and tokens expire, while an answer goes on. */
export const isStillKnown = (request: FastifyRequest): Promise<boolean> =>
  stillKnown.get(request)?.() ?? Promise.resolve(true);

/** Lets a request through where the policy says so, and narrows its lists to what the asker may see. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly tenants: MarketTenants,
    private readonly visitors: Visitors,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const route = routeOf(request);
    if (PUBLIC_ROUTES.has(route)) return true;
    const reply = http.getResponse<FastifyReply>();
    const principal = await this.recognise(request, reply);
    await this.admit(request, route, { principal, reply });
    return true;
  }

  private async recognise(request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    const credential = credentialOf(request);
    const principal =
      credential === undefined ? this.visitors.principal : await this.checked(credential);
    if (principal === undefined) throw unauthenticated(reply, whyNot(credential));
    if (credential !== undefined) stillKnown.set(request, () => this.isKnown(credential));
    return principal;
  }

  /** Nobody is sent away because an issuer cannot be asked. */
  private async isKnown(credential: string): Promise<boolean> {
    try {
      return (await this.authenticator.principalOf(credential)) !== undefined;
    } catch {
      return true;
    }
  }

  private async checked(credential: string): Promise<Principal | undefined> {
    try {
      return await this.authenticator.principalOf(credential);
    } catch (error) {
      if (!(error instanceof IssuerUnavailable)) throw error;
      throw problem(503, 'issuer-unavailable', `${error.message}. Try again, or use an API key.`);
    }
  }

  private async admit(
    request: FastifyRequest,
    route: string,
    { principal, reply }: { readonly principal: Principal; readonly reply: FastifyReply },
  ): Promise<void> {
    const rule = POLICY[route];
    if (rule === undefined)
      throw problem(403, 'forbidden', `${route} has no entry in the policy: nobody may use it.`);
    const marketId = marketOf(request);
    const marketTenant = marketId === undefined ? undefined : await this.tenants.of(marketId);
    if (marketId !== undefined && marketTenant === undefined)
      throw problem(
        404,
        'market-unknown',
        `No market is called ${marketId}. GET /markets lists those there are.`,
      );
    const asked = { marketId, marketTenant, named: namedIn(request) };
    const decision = decideAccess(principal, rule, asked);
    if (decision.status === 'refused') {
      if (principal === this.visitors.principal && decision.reason !== 'market-unknown')
        throw unauthenticated(reply, `This is not for visitors. ${whyNot(undefined)}`);
      throw problem(STATUSES[decision.reason], decision.reason, decision.detail);
    }
    const { actor, narrowed } = decision;
    if (narrowed !== undefined) narrow(request, narrowed);
    recogniseAs(request, actor);
    principals.set(request, principal);
  }
}

const routeOf = ({ method, routeOptions }: FastifyRequest): string =>
  `${method === 'HEAD' ? 'GET' : method} ${routeOptions.url ?? ''}`;

const marketOf = ({ params }: FastifyRequest): string | undefined =>
  typeof params === 'object' && params !== null && 'marketId' in params
    ? String(params.marketId)
    : undefined;

/** Before the query is read and checked: as if the asker had named itself. */
const narrow = (
  request: FastifyRequest,
  { name, to }: { readonly name: string; readonly to: string },
): void => {
  Object.assign(request.query as object, { [name]: to });
};

/** Who is nobody yet is asked to say who they are, not sent away. */
const unauthenticated = (reply: FastifyReply, detail: string) => {
  void reply.header('WWW-Authenticate', 'Bearer realm="trueque"');
  return problem(401, 'unauthenticated', detail);
};

const whyNot = (credential: string | undefined): string =>
  credential === undefined
    ? 'Say who you are: Authorization: Bearer with an API key or a token, or sign in: POST /sessions, or the button at /.'
    : 'The key or token is not accepted: it is unknown, expired, revoked or for somebody else.';
