import { Inject, Injectable } from '@nestjs/common';
import { divisionEvents, type EventType } from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { InvariantBroken } from '@trueque/kernel';
import type { ProcessConsumer } from '@trueque/messaging';
import { ClearingPool } from '../clearing-pool.js';
import type { AuctionId } from '../domain/auction-result.js';
import {
  type District,
  district,
  districtKey,
  districtPartition,
} from '../domain/division/district.decider.js';
import {
  type Division,
  division,
  type DivisionCommand,
  divisionKey,
  hasAll,
} from '../domain/division/division.decider.js';
import { recordedBook } from '../recorded-book.js';
import { WholeClearing } from '../whole-clearing.js';

/**
 * Couples the districts of a market, keyed by the market: once all have drawn their curves it prices the
 * hub and tells them; once all have dispatched it puts the result together. Where one cannot do its part, or
 * the whole is not proven, the market is cleared in one piece.
 */
@Injectable()
export class CouplingProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'clearing.coupling';
  readonly types: readonly EventType[] = ['DistrictReported', 'HubPriced', 'DivisionGivenUp'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly pool: ClearingPool,
    private readonly whole: WholeClearing,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    const { auctionId, marketId } = divisionEvents.DivisionGivenUp.data
      .pick({ marketId: true, auctionId: true })
      .loose()
      .parse(event.data);
    const ids = { marketId, auctionId };
    const { state } = await this.store.load(division, divisionKey(ids), marketId);
    if (event.type === 'HubPriced') return this.tellDistricts(ids, state, event);
    if (!(await this.whole.isWaiting(ids))) return;
    if (state.status === 'given-up') return this.clearWhole(ids, state, event);
    if (hasAll(state, 'dispatch')) return this.assemble(ids, state, event);
    if (hasAll(state, 'curves') && state.hubPrices === undefined)
      return this.price(ids, state, event);
  }

  private async price(ids: AuctionId, state: Division, event: RecordedEvent): Promise<void> {
    const districts = await this.districtsOf(ids, state);
    const hubPrices = await this.pool.coupleDistricts(
      districts.flatMap(({ curves }) => known(curves)),
    );
    await this.decide(
      ids,
      hubPrices === undefined
        ? { type: 'GiveUpDivision', facts: { ...ids, reason: 'not everybody can be served' } }
        : { type: 'PriceHub', facts: { ...ids, hubPrices } },
      event,
    );
  }

  private async tellDistricts(ids: AuctionId, state: Division, event: RecordedEvent) {
    const hubPrices = [...known(state.hubPrices)];
    for (let number = 0; number < state.districtsCount; number++) {
      const its = { ...ids, district: number };
      await this.store.transact(
        district,
        districtKey(its),
        { type: 'TellHubPrice', facts: { ...its, hubPrices } },
        becauseOf(event, 'clearing', districtPartition(its)),
      );
    }
  }

  private async assemble(ids: AuctionId, state: Division, event: RecordedEvent): Promise<void> {
    const districts = await this.districtsOf(ids, state);
    const files = districts.map(({ file }) => known(file));
    const { done, stopped } = await this.pool.clearDistricts(ids, {
      hubPrices: known(state.hubPrices),
      communities: districts.flatMap(({ dispatch }) => known(dispatch)),
      file: {
        ...files[0]!,
        communities: files.flatMap(({ communities }) => communities),
        peers: files.flatMap(({ peers }) => peers),
      },
    });
    if (done !== undefined) return this.whole.record(ids, done, event);
    await this.decide(ids, { type: 'GiveUpDivision', facts: { ...ids, reason: stopped } }, event);
  }

  private async clearWhole(ids: AuctionId, state: Division, event: RecordedEvent): Promise<void> {
    const book = await recordedBook(this.store, ids, state.gatePosition);
    await this.whole.clear(ids, book, event);
  }

  private async decide(ids: AuctionId, command: DivisionCommand, event: RecordedEvent) {
    await this.store.transact(
      division,
      divisionKey(ids),
      command,
      becauseOf(event, 'clearing', ids.marketId),
    );
  }

  private districtsOf(ids: AuctionId, { districtsCount }: Division): Promise<District[]> {
    return Promise.all(
      Array.from({ length: districtsCount }, async (_, number) => {
        const its = { ...ids, district: number };
        const { state } = await this.store.load(district, districtKey(its), districtPartition(its));
        return state;
      }),
    );
  }
}

/** What a report has promised. */
const known = <Answer>(answer: Answer | undefined): Answer => {
  if (answer === undefined) throw new InvariantBroken('a district reported what it has not told');
  return answer;
};
