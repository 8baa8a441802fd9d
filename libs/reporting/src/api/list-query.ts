import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { ROLES } from '@trueque/contracts';
import { Cursor, Limit } from '@trueque/http';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

const IDENTIFIER = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/** Says which auction is meant; without it there is no answer. */
export const Named = (description: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ description, required: true }), Matches(IDENTIFIER));

/** Narrows an answer to what has to do with one market, auction, community or peer. */
export const Only = (description: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ description }), ...[IsOptional(), Matches(IDENTIFIER)]);

/** Which page of a list. */
export class ListQuery {
  @Limit(1000, 100)
  limit?: number;

  @Cursor()
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
  @Only('Only peers of this community.')
  community?: string;

  @ApiPropertyOptional({ enum: ROLES, description: 'Only peers that are registered in this role.' })
  @IsOptional()
  @IsIn(ROLES)
  role?: string;
}

export class CommunityQuery extends ListQuery {
  @Only('Only this community.')
  community?: string;
}

export class PeerQuery extends CommunityQuery {
  @Only('Only this peer.')
  peer?: string;
}

export class TradesQuery extends ListQuery {
  @Only('Only trades that this peer sells or buys.')
  peer?: string;

  @Only('Only trades that a peer of this community sells or buys.')
  community?: string;

  @Only('Only trades that this peer sells.')
  seller?: string;

  @Only('Only trades that this peer buys.')
  buyer?: string;
}

export class BalancesQuery extends ListQuery {
  @Only('Only postings of this auction.')
  auction?: string;
}
