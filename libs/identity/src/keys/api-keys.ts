import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '@trueque/kernel';
import { LRUCache } from 'lru-cache';
import { DataSource, IsNull, MoreThan } from 'typeorm';
import { type Grant, parseGrant, type Principal, TENANT_BY_DEFAULT } from '../domain/grant.js';
import { digestOf, drawKey, idOf, isSame, type KeyParts, keyText, parseKey } from './api-key.js';
import { ApiKeyRow } from './api-key.row.js';

/** What a new key is asked to be. */
export interface KeyWish {
  readonly tenant: string;
  readonly name: string;
  readonly grants: readonly string[];
  readonly createdBy: string;
  readonly expiresAt?: Date | undefined;
}

/** How long a key is known without asking the database: a revoked one works no longer than this. */
const KNOWN_MS = 5_000;
const KNOWN_MAX = 10_000;

/** Keys of machines and of people without an identity provider: hashed, scoped, expiring, revocable. */
@Injectable()
export class ApiKeys {
  private readonly known = new LRUCache<string, ApiKeyRow>({ max: KNOWN_MAX, ttl: KNOWN_MS });

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The key's text: told once, and never again. */
  issue(wish: KeyWish): Promise<{ readonly row: ApiKeyRow; readonly key: string }> {
    return this.keep(drawKey(), wish);
  }

  private async keep(parts: KeyParts, wish: KeyWish) {
    const row = this.rows.create({
      id: parts.id,
      tenant: wish.tenant,
      name: wish.name,
      grants: [...wish.grants],
      digest: digestOf(parts),
      createdBy: wish.createdBy,
      createdAt: new Date(this.clock.nowMs()),
      expiresAt: wish.expiresAt ?? null,
      revokedAt: null,
    });
    await this.rows.save(row);
    return { row, key: keyText(parts) };
  }

  /** Whose key it is; undefined for one that is unknown, expired or revoked. */
  async principalOf(key: string): Promise<Principal | undefined> {
    const parts = parseKey(key);
    if (parts === undefined) return undefined;
    const row = await this.find(parts.id);
    if (row === undefined || !isSame(row.digest, digestOf(parts))) return undefined;
    return this.isValid(row) ? principalOf(row) : undefined;
  }

  /** A tenant's keys after an id, revoked ones too. */
  page(tenant: string, afterId: string, limit: number): Promise<ApiKeyRow[]> {
    return this.rows.find({
      where: { tenant, id: MoreThan(afterId) },
      order: { id: 'ASC' },
      take: limit,
    });
  }

  /** One of a tenant's keys, revoked or not; null where it has no such key. */
  ofTenant(tenant: string, id: string): Promise<ApiKeyRow | null> {
    return this.rows.findOneBy({ tenant, id });
  }

  /** Revoking twice is no error. */
  async revoke(tenant: string, id: string): Promise<void> {
    const revokedAt = new Date(this.clock.nowMs());
    await this.rows.update({ tenant, id, revokedAt: IsNull() }, { revokedAt });
    this.known.delete(id);
  }

  /** The first operator's key, where nobody has one yet. */
  async issueFirst(): Promise<string | undefined> {
    if (await this.rows.exists()) return undefined;
    const wish = { tenant: TENANT_BY_DEFAULT, grants: ['operator'], createdBy: 'first start' };
    return (await this.issue({ ...wish, name: 'first operator' })).key;
  }

  /**
   * A key for as long as something takes; then nothing is left of it. Its id follows from its name, so
   * that whoever goes on after an interruption is the same to the rules.
   */
  async lend<Answer>(wish: KeyWish, use: (key: string) => Promise<Answer>): Promise<Answer> {
    const { key, row } = await this.keep({ ...drawKey(), id: idOf(wish.name) }, wish);
    try {
      return await use(key);
    } finally {
      this.known.delete(row.id);
      await this.rows.delete({ id: row.id });
    }
  }

  private async find(id: string): Promise<ApiKeyRow | undefined> {
    const known = this.known.get(id);
    if (known !== undefined) return known;
    const row = (await this.rows.findOneBy({ id })) ?? undefined;
    if (row !== undefined) this.known.set(id, row);
    return row;
  }

  private isValid({ expiresAt, revokedAt }: ApiKeyRow): boolean {
    const isExpired = expiresAt !== null && expiresAt.getTime() <= this.clock.nowMs();
    return revokedAt === null && !isExpired;
  }

  private get rows() {
    return this.dataSource.getRepository(ApiKeyRow);
  }
}

const principalOf = ({ id, tenant, grants }: ApiKeyRow): Principal => ({
  id,
  tenant,
  grants: grants.map(parseGrant).filter((grant): grant is Grant => grant !== undefined),
});
