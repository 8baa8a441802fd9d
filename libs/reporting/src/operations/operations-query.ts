import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { IDENTIFIER } from '../api/list-query.js';
import { ScopeQuery } from '../insights/scope-query.js';

/** Which events of a market's log. */
export class EventsQuery {
  @ApiPropertyOptional({ description: 'Only events of these types, separated by commas.' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,64}(,[A-Za-z]{1,64}){0,19}$/)
  type?: string;

  @ApiPropertyOptional({ description: 'Only events of this auction.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  auction?: string;

  @ApiPropertyOptional({ description: 'Only events of this peer.' })
  @IsOptional()
  @Matches(IDENTIFIER)
  peer?: string;

  @ApiPropertyOptional({ description: 'Only events of this correlation.' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  correlation?: string;

  @ApiPropertyOptional({ description: 'Only the event of this id.' })
  @IsOptional()
  @IsUUID()
  id?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;

  @ApiPropertyOptional({ description: '`nextCursor` of the page before.' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

export class MissingQuery extends ScopeQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 200 })
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
