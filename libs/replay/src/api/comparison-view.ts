import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Comparison, Measure, Outcome, PriceShare } from '../comparison/compare.js';

export class MeasureView implements Measure {
  @ApiProperty({ example: 'system cost' }) name!: string;
  @ApiProperty({ example: 'USD' }) unit!: string;
  @ApiProperty() a!: number;
  @ApiProperty() b!: number;
  @ApiProperty({ description: 'B less A.' }) change!: number;
}

export class OutcomeView implements Outcome {
  @ApiProperty({ description: 'Of the community or the peer.' }) id!: string;
  @ApiProperty() community!: string;
  @ApiProperty({ description: 'What it pays in all under A, currency.' }) a!: number;
  @ApiProperty({ description: 'What it pays in all under B, currency.' }) b!: number;
  @ApiProperty({ description: 'B less A: who pays less wins.' }) change!: number;
  @ApiProperty({ enum: ['wins', 'loses', 'even'] }) result!: Outcome['result'];
  @ApiProperty({ description: 'What weighs most in the change; it continues "because it".' })
  reason!: string;
}

export class PriceShareView implements PriceShare {
  @ApiProperty({ description: 'From here to 0.01 higher, currency per kWh.' })
  pricePerKwh!: number;
  @ApiProperty({ description: 'Energy bought at it under A, kWh.' }) a!: number;
  @ApiProperty({ description: 'Energy bought at it under B, kWh.' }) b!: number;
}

/** Two replays side by side. Money in currency, energy in kWh, shares from 0 to 1. */
export class ComparisonView implements Comparison {
  @ApiProperty() a!: string;
  @ApiProperty() b!: string;
  @ApiProperty() currency!: string;
  @ApiProperty({ description: 'Auctions that only one of the two has cleared; left out.' })
  auctionsInOne!: number;
  @ApiProperty({ type: [MeasureView] }) measures!: readonly MeasureView[];
  @ApiProperty({ type: [OutcomeView], description: 'Those that change most come first.' })
  communities!: readonly OutcomeView[];
  @ApiProperty({ description: 'Communities there are in all.' }) communitiesCount!: number;
  @ApiProperty({ type: [OutcomeView], description: 'Those that change most come first.' })
  peers!: readonly OutcomeView[];
  @ApiProperty({ description: 'Peers there are in all.' }) peersCount!: number;
  @ApiProperty({ type: [PriceShareView] }) prices!: readonly PriceShareView[];
  @ApiPropertyOptional({ description: 'Where more peers are.' }) nextCursor?: string;
}
