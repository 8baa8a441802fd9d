import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { etagOf, page, type Page, pageRequest, problem, requireMatch } from '@trueque/http';
import { digest } from '@trueque/kernel';
import { ArrayNotEmpty, IsArray, IsRFC3339, IsOptional, IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../access.guard.js';
import { parseGrant, type Principal } from '../domain/grant.js';
import type { ApiKeyRow } from './api-key.row.js';
import { ApiKeys } from './api-keys.js';

export class NewApiKeyBody {
  @ApiProperty({ description: 'What people call it.', example: 'Meter head-end' })
  @IsString()
  @Length(1, 100)
  name!: string;

  @ApiProperty({
    description:
      'What it may do: operator, auditor (of all markets, or as auditor:harbour of one), network-operator:harbour, manager:harbour/almond-court, peer:harbour/P3.',
    example: ['peer:harbour/P3'],
    type: [String],
  })
  @IsArray()
  @ArrayNotEmpty()
  @IsString({ each: true })
  grants!: string[];

  @ApiPropertyOptional({ description: 'From then on it is not accepted. RFC 3339.' })
  @IsOptional()
  @IsRFC3339()
  expiresAt?: string;
}

/** A key as lists tell of it: never its secret. */
interface DescribedKey {
  readonly keyId: string;
  readonly name: string;
  readonly grants: readonly string[];
  readonly createdBy: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

/** Keys of machines, issued and revoked by operators for their own tenant. */
@ApiTags('identity')
@Controller('api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeys) {}

  @Post()
  @ApiOperation({ summary: 'Issues a key; its text is told here once and never again' })
  async issue(@Body() body: NewApiKeyBody, @Req() request: FastifyRequest) {
    const { id, tenant } = whoAsks(request);
    const wrong = body.grants.findIndex((grant) => parseGrant(grant) === undefined);
    if (wrong >= 0) throw notAGrant(wrong, body.grants[wrong] ?? '');
    const { key, row } = await this.keys.issue({
      ...body,
      tenant,
      createdBy: id,
      expiresAt: body.expiresAt === undefined ? undefined : new Date(body.expiresAt),
    });
    return { ...described(row), key };
  }

  @Get()
  @ApiOperation({ summary: 'Keys of the tenant, revoked ones too' })
  async list(
    @Req() request: FastifyRequest,
    @Query('limit') limit?: string,
    @Query('cursor') cursor?: string,
  ): Promise<Page<DescribedKey>> {
    const asked = pageRequest({ limit, cursor });
    const after = typeof asked.after === 'string' ? asked.after : '';
    const rows = await this.keys.page(whoAsks(request).tenant, after, asked.limit + 1);
    return page(rows.map(described), asked.limit, ({ keyId }) => keyId);
  }

  @Get(':keyId')
  @ApiOperation({ summary: 'One key of the tenant, never its text' })
  async one(
    @Param('keyId') keyId: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DescribedKey> {
    const key = await this.find(keyId, request);
    void reply.header('ETag', etagOf(versionOf(key)));
    return key;
  }

  /** A key changes once in its life, so whoever revokes it at the same time does the same. */
  @Delete(':keyId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revokes a key; within five seconds nobody accepts it' })
  async revoke(@Param('keyId') keyId: string, @Req() request: FastifyRequest): Promise<void> {
    requireMatch(request.headers['if-match'], versionOf(await this.find(keyId, request)));
    await this.keys.revoke(whoAsks(request).tenant, keyId);
  }

  private async find(keyId: string, request: FastifyRequest): Promise<DescribedKey> {
    const row = await this.keys.ofTenant(whoAsks(request).tenant, keyId);
    if (row !== null) return described(row);
    const detail = `There is no key ${keyId}. GET /api-keys lists those there are.`;
    throw problem(404, 'key-unknown', detail);
  }
}

const versionOf = (key: DescribedKey): string => digest(key).slice(0, 16);

const whoAsks = (request: FastifyRequest): Principal => {
  const principal = principalOf(request);
  if (principal === undefined) throw new Error('the guard let nobody through');
  return principal;
};

const notAGrant = (index: number, text: string) => {
  const detail = `expected one such as operator, auditor:harbour, manager:harbour/almond-court or peer:harbour/P3; it is ${text}`;
  return problem(400, 'invalid-request', `/grants/${index}: ${detail}`, [
    { pointer: `/grants/${index}`, detail },
  ]);
};

const described = (row: ApiKeyRow): DescribedKey => ({
  keyId: row.id,
  name: row.name,
  grants: row.grants,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
