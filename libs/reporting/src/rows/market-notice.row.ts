import type { NoticeKind } from '@trueque/contracts';
import { NOTICE_KINDS } from '@trueque/contracts';
import { Entity } from 'typeorm';
import { Count, Instant, Word } from './column.js';

/** What a market tells everybody who belongs to it. */
@Entity({ schema: 'reporting', name: 'market_notices' })
export class MarketNoticeRow {
  @Word('Market that tells it.', { primary: true }) marketId!: string;
  @Count('From 1, without gaps.', { primary: true }) number!: number;
  @Word(`One of ${NOTICE_KINDS.join(', ')}.`) kind!: NoticeKind;
  @Word('The auction that it is about.', { nullable: true }) auctionId!: string | null;
  @Count('Number of the notice that this one follows up.', { nullable: true })
  refersTo!: number | null;
  @Word('In English.') textEn!: string;
  @Word('The same in Spanish.') textEs!: string;
  @Instant('When it was told.') issuedAt!: string;
}
