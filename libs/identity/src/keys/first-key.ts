import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CLOCK, type Clock } from '@trueque/kernel';
import { DataSource } from 'typeorm';
import { TENANT_BY_DEFAULT } from '../domain/grant.js';
import { IdentitySettingsError } from '../oidc/oidc-settings.js';
import { digestOf, isSame, parseKey } from './api-key.js';
import { ApiKeyRow } from './api-key.row.js';

/** The text of the key that an operator begins with; undefined where none is given. */
export const FIRST_KEY = 'FirstKey';

/** Keeps the key that the environment gives, so that whoever set it up can issue all others. */
@Injectable()
export class FirstKey implements OnApplicationBootstrap {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(FIRST_KEY) private readonly key: string | undefined,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.key === undefined) return;
    const parts = parseKey(this.key);
    if (parts === undefined)
      throw new IdentitySettingsError(
        'TRUEQUE_OPERATOR_KEY must look like tq_<16 hex digits>_<43 characters>; "trueque keys draw" draws one.',
      );
    const digest = digestOf(parts);
    const rows = this.dataSource.getRepository(ApiKeyRow);
    await rows
      .createQueryBuilder()
      .insert()
      .values(this.rowOf(parts.id, digest))
      .orIgnore()
      .execute();
    const kept = await rows.findOneByOrFail({ id: parts.id });
    if (isSame(kept.digest, digest)) return;
    throw new IdentitySettingsError(
      `TRUEQUE_OPERATOR_KEY has the id ${parts.id} of another key; draw a new one.`,
    );
  }

  private rowOf(id: string, digest: Buffer) {
    const createdAt = new Date(this.clock.nowMs());
    const validity = { createdAt, createdBy: 'environment', expiresAt: null, revokedAt: null };
    return {
      id,
      digest,
      tenant: TENANT_BY_DEFAULT,
      name: 'first operator',
      grants: ['operator'],
      ...validity,
    };
  }
}
