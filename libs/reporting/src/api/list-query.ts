import { ApiPropertyOptional } from '@nestjs/swagger';
import { ROLES } from '@trueque/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

const LIMIT_MAX = 1000;
export const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/** Which page of a list. */
export class ListQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(LIMIT_MAX)
  limit?: number;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export class SearchQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Only those whose id has this in it.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  search?: string;
}

export class PeersQuery extends SearchQuery {
  @ApiPropertyOptional({ description: 'Only peers of this community.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  community?: string;

  @ApiPropertyOptional({ enum: ROLES, description: 'Only peers that are registered in this role.' })
  @IsOptional()
  @IsIn(ROLES)
  role?: string;
}

export class CommunityQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Only this community.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  community?: string;
}

export class PeerQuery extends CommunityQuery {
  @ApiPropertyOptional({ description: 'Only this peer.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  peer?: string;
}

export class TradesQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Only trades that this peer sells or buys.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  peer?: string;

  @ApiPropertyOptional({ description: 'Only trades that a peer of this community sells or buys.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  community?: string;

  @ApiPropertyOptional({ description: 'Only trades that this peer sells.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  seller?: string;

  @ApiPropertyOptional({ description: 'Only trades that this peer buys.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  buyer?: string;
}

export class BalancesQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Only postings of this auction.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  auction?: string;
}
