import type { Role } from './grant.js';

/** Where a request names the community or peer that it is about. */
export interface Place {
  readonly in: 'param' | 'query' | 'body';
  readonly name: string;
  /** What stands before the member's id there, as in the account `peer:P3`. */
  readonly prefix?: string;
}

/**
 * `all`: whatever it names. `none`: not at all. A place: only about itself, named there; a query that
 * names nobody is narrowed to itself. `itself`: the rules of the context see who asks.
 */
export type Access = 'all' | 'none' | 'itself' | Place;

/**
 * Who may use one route. A route without a market in its path is about the whole tenant, and takes a
 * grant for the whole tenant; unless it is filtered: then it answers about the markets of the grants.
 */
export interface Rule {
  readonly access: Readonly<Record<Role, Access>>;
  readonly filtered?: true;
}

export const param = (name: string, prefix?: string): Place => place('param', name, prefix);
export const query = (name: string, prefix?: string): Place => place('query', name, prefix);
export const body = (name: string, prefix?: string): Place => place('body', name, prefix);

const place = (where: Place['in'], name: string, prefix?: string): Place =>
  prefix === undefined ? { in: where, name } : { in: where, name, prefix };

const nobody: Readonly<Record<Role, Access>> = {
  operator: 'none',
  auditor: 'none',
  'network-operator': 'none',
  manager: 'none',
  peer: 'none',
};

/** Operators alone; others as said. */
export const changes = (others: Partial<Record<Role, Access>> = {}): Rule => ({
  access: { ...nobody, operator: 'all', ...others },
});

/** Operators and auditors; others as said. */
export const reads = (others: Partial<Record<Role, Access>> = {}): Rule => ({
  access: { ...nobody, operator: 'all', auditor: 'all', ...others },
});

/** Whoever belongs to the market. */
export const membersRead: Rule = reads({ 'network-operator': 'all', manager: 'all', peer: 'all' });

/** Whoever was recognised, about the markets of their grants. */
export const everyoneReads: Rule = { ...membersRead, filtered: true };
