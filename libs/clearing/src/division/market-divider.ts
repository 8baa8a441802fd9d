import { Inject, Injectable, Optional } from '@nestjs/common';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import type { AuctionId } from '../domain/auction-result.js';
import { type Book, caseOf, whyIncomplete } from '../domain/book.js';
import { district, districtKey, districtPartition } from '../domain/division/district.decider.js';
import { districtsOf, isDivisible } from '../domain/division/districts.js';
import { division, divisionKey } from '../domain/division/division.decider.js';

/** Which markets several processes clear together. */
export interface DivisionSettings {
  /** From so many peers on. */
  readonly peersMin: number;
  /** Into so many districts at most. */
  readonly districtsMax: number;
}

/** Injection token of `DivisionSettings`; without them every market is cleared in one piece. */
export const DIVISION_SETTINGS = 'DivisionSettings';

/** Divides a huge market into districts, each of them a message of its own. */
@Injectable()
export class MarketDivider {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Optional() @Inject(DIVISION_SETTINGS) private readonly settings?: DivisionSettings,
  ) {}

  /**
   * Answers whether the market is cleared in districts, which the first process to ask has decided for
   * good. What a process that died has told already is not told twice.
   */
  async divide(ids: AuctionId, book: Book, gate: RecordedEvent): Promise<boolean> {
    const { state } = await this.store.load(division, divisionKey(ids), ids.marketId);
    if (state.status === 'given-up') return true;
    if (state.status === 'whole' && !this.isHuge(book)) return false;
    const districtsMax = state.districtsCount || this.settings!.districtsMax;
    const files = districtsOf(caseOf(book), districtsMax);
    const facts = { ...ids, districtsCount: files.length, gatePosition: gate.position };
    await this.store.transact(
      division,
      divisionKey(ids),
      { type: 'DivideMarket', facts },
      becauseOf(gate, 'clearing', ids.marketId),
    );
    for (const [number, file] of files.entries()) {
      const its = { ...ids, district: number };
      await this.store.transact(
        district,
        districtKey(its),
        { type: 'FormDistrict', facts: { ...its, file } },
        becauseOf(gate, 'clearing', districtPartition(its)),
      );
    }
    return true;
  }

  private isHuge(book: Book): boolean {
    if (this.settings === undefined || book.offers.size < this.settings.peersMin) return false;
    return whyIncomplete(book) === undefined && isDivisible(caseOf(book));
  }
}
