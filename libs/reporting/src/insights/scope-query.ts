import { ApiPropertyOptional } from '@nestjs/swagger';
import { PEER_ORDERS, type PeerOrder, ROLES } from '@trueque/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { Cursor, Limit } from '@trueque/http';
import { Named, Only } from '../api/list-query.js';

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

  @Only('Only this auction.')
  auction?: string;

  @Only('Only this community.')
  community?: string;
}

export class PeerTotalsQuery extends ScopeQuery {
  @Only('Only this peer.')
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

  @Limit(1000, 100)
  limit?: number;

  @Cursor()
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

  @Only('Only this community.')
  community?: string;
}

export class ComparisonQuery {
  @Named('The auction that is compared.')
  auction!: string;

  @Named('The auction that it is compared with.')
  with!: string;
}
