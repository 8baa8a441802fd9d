import {
  identifier,
  OPERATION_REASONS,
  type FourEyes,
  fourEyesSchema,
  type GuardedAction,
  type OperationReason,
  type TradingRules,
  tradingRulesSchema,
} from '@trueque/contracts';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Length } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import type { OfferDraft } from '../domain/auction-command.js';
import { offerDraftSchema } from './auction-bodies.js';
import { MarketPath } from './paths.js';
import { bodyOf } from './read-body.js';
import { Maybe, Shaped } from './shaped.js';

const REASON_LENGTH_MAX = 1_000;

/** Why: a code for programs, and the same for people. */
export class ReasonBody {
  @IsIn(OPERATION_REASONS)
  reasonCode!: OperationReason;

  @IsString()
  @Length(1, REASON_LENGTH_MAX)
  reason!: string;
}

/** Where a change takes two people, why it is wanted: `?reasonCode=…&reason=…`. */
export class ReasonQuery {
  @Maybe()
  @IsIn(OPERATION_REASONS)
  reasonCode?: OperationReason;

  @Maybe()
  @IsString()
  @Length(1, REASON_LENGTH_MAX)
  reason?: string;
}

export const whyOf = ({ query }: FastifyRequest): ReasonQuery => bodyOf(ReasonQuery, query);

const rules = tradingRulesSchema.shape;

/** All of it, or what is left out is as if nobody had said anything. */
export class TradingRulesBody implements TradingRules {
  @Maybe()
  @Shaped(rules.calendar.unwrap())
  calendar?: NonNullable<TradingRules['calendar']>;

  @Maybe()
  @Shaped(rules.priceLimits.unwrap())
  priceLimits?: NonNullable<TradingRules['priceLimits']>;

  @Maybe()
  @Shaped(rules.cumulativePrice.unwrap())
  cumulativePrice?: NonNullable<TradingRules['cumulativePrice']>;

  @Maybe()
  @Shaped(rules.review.unwrap())
  review?: NonNullable<TradingRules['review']>;
}

export class StandingOfferBody {
  @Shaped(offerDraftSchema)
  offer!: OfferDraft;
}

export class FourEyesBody implements FourEyes {
  /** What takes two people. */
  @Shaped(fourEyesSchema.shape.actions)
  actions!: GuardedAction[];

  /** A proposal that nobody approved by then is void. */
  @Shaped(fourEyesSchema.shape.expiresAfterMinutes)
  expiresAfterMinutes!: number;
}

export class RejectionBody {
  @IsString()
  @Length(1, REASON_LENGTH_MAX)
  reason!: string;
}

export class PeerPath extends MarketPath {
  @ApiProperty()
  @Shaped(identifier)
  peerId!: string;
}

export class ChangePath extends MarketPath {
  @ApiProperty()
  @Shaped(identifier)
  changeId!: string;
}
