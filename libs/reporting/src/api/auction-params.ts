import { IsString } from 'class-validator';

/** The auction that a path names. What is no identifier names none, which is answered 404. */
export class AuctionParams {
  @IsString() marketId!: string;
  @IsString() auctionId!: string;
}

export class EventParams extends AuctionParams {
  @IsString() eventId!: string;
}

export class StatementParams extends AuctionParams {
  @IsString() peerId!: string;
}
