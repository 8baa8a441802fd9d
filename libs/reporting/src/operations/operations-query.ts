import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { Cursor, Limit } from '@trueque/http';
import { Only } from '../api/list-query.js';
import { ScopeQuery } from '../insights/scope-query.js';

/** Which events of a market's log. */
export class EventsQuery {
  @ApiPropertyOptional({ description: 'Only events of these types, separated by commas.' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,64}(,[A-Za-z]{1,64}){0,19}$/)
  type?: string;

  @Only('Only events of this auction.')
  auction?: string;

  @Only('Only events of this peer.')
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

  @Limit(200, 50)
  limit?: number;

  @Cursor()
  cursor?: string;
}

export class MissingQuery extends ScopeQuery {
  @Limit(1000, 200)
  limit?: number;

  @Cursor()
  cursor?: string;
}
