import { ApiPropertyOptional } from '@nestjs/swagger';
import { PEER_ORDERS, type PeerOrder, ROLES } from '@trueque/contracts';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IDENTIFIER } from '../api/list-query.js';

/** Which stretch of delivery is asked about: all there is, without anything. */
export class ScopeQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'AuctionDelivery from here on.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'AuctionDelivery before this.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  @ApiPropertyOptional({ description: 'Only this auction.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  auction?: string;

  @ApiPropertyOptional({ description: 'Only this community.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  community?: string;
}

export class PeerTotalsQuery extends ScopeQuery {
  @ApiPropertyOptional({ description: 'Only this peer.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  peer?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @IsOptional()
  @IsIn(ROLES)
  role?: string;

  @ApiPropertyOptional({ description: 'Only peers whose id has this in it.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  search?: string;

  @ApiPropertyOptional({
    enum: PEER_ORDERS,
    default: 'name',
    description: 'Greatest first; names from A.',
  })
  @IsOptional()
  @IsIn(PEER_ORDERS)
  order?: PeerOrder;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export class PeriodQuery {
  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    default: 0,
    description: 'Index of the period.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(100_000)
  period?: number;

  @ApiPropertyOptional({ description: 'Only this community.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  community?: string;
}

export class ComparisonQuery {
  @ApiPropertyOptional({ description: 'The auction that is compared.', required: true })
  @Matches(IDENTIFIER)
  auction!: string;

  @ApiPropertyOptional({ description: 'The auction that it is compared with.', required: true })
  @Matches(IDENTIFIER)
  with!: string;
}
