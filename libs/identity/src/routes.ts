import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { POLICY, PUBLIC_ROUTES } from './domain/policy.js';

/** Every route of the process as the policy names it, and no start without an entry for each. */
@Injectable()
export class Routes implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const without = this.all().filter((route) => !(route in POLICY) && !PUBLIC_ROUTES.has(route));
    if (without.length === 0) return;
    throw new Error(
      `Nobody said who may use ${without.join(', ')}: add an entry to the policy in libs/identity/src/domain/policy.ts.`,
    );
  }

  /** `GET /markets/:marketId`, in no particular order. */
  all(): readonly string[] {
    return this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      return this.ofController(metatype);
    });
  }

  private ofController(controller: object & { readonly prototype: object }): readonly string[] {
    const root = pathOf(controller);
    return this.scanner
      .getAllMethodNames(controller.prototype)
      .map((name) => handlerOf(controller.prototype, name))
      .filter((handler) => Reflect.hasMetadata(METHOD_METADATA, handler))
      .map((handler) => `${methodOf(handler)} ${joined(root, pathOf(handler))}`);
  }
}

const handlerOf = (prototype: object, name: string): object =>
  Object.getOwnPropertyDescriptor(prototype, name)?.value as object;

const pathOf = (target: object): string => {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return typeof path === 'string' ? path : '';
};

const methodOf = (handler: object): string =>
  RequestMethod[Number(Reflect.getMetadata(METHOD_METADATA, handler))] ?? '';

const joined = (root: string, path: string): string =>
  `/${[root, path]
    .join('/')
    .split('/')
    .filter((part) => part !== '')
    .join('/')}`;
