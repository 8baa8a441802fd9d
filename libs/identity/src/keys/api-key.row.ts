import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A key as it is kept: the secret's digest, never the secret. */
@Entity({ schema: 'identity', name: 'api_key' })
export class ApiKeyRow {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ type: 'text' })
  tenant!: string;

  /** What people call it. */
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true })
  grants!: string[];

  @Column({ type: 'bytea' })
  digest!: Buffer;

  @Column({ type: 'text', name: 'created_by' })
  createdBy!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}
