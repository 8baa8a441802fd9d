import { Inject, Injectable } from '@nestjs/common';
import type { EventType } from '@trueque/contracts';
import { becauseOf, EVENT_STORE, type EventStore, type RecordedEvent } from '@trueque/event-store';
import { InvariantBroken } from '@trueque/kernel';
import type { ProcessConsumer } from '@trueque/messaging';
import { ClearingPool } from '../clearing-pool.js';
import {
  type District,
  district,
  type DistrictCommand,
  type DistrictId,
  districtKey,
} from '../domain/division/district.decider.js';
import { division, divisionKey, type Step } from '../domain/division/division.decider.js';
import { districtIdOf } from './district-id.js';

/**
 * Does a district's part, keyed by the district: draws its curves once it is formed, dispatches its peers
 * once it knows the hub's price, and reports to the market. Whoever replaces a process that died finds
 * what it had done, and goes on from there.
 */
@Injectable()
export class DistrictProcess implements ProcessConsumer {
  readonly kind = 'process';
  readonly name = 'clearing.districts';
  readonly types: readonly EventType[] = ['DistrictFormed', 'HubPriceTold'];

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly pool: ClearingPool,
  ) {}

  async handle(event: RecordedEvent): Promise<void> {
    const ids = districtIdOf(event);
    const step = event.type === 'DistrictFormed' ? 'curves' : 'dispatch';
    const { state } = await this.store.load(district, districtKey(ids), event.partition);
    const reason = state.stopped ?? (await this.answer(ids, { event, state, step }));
    await this.store.transact(
      division,
      divisionKey(ids),
      reason === undefined
        ? { type: 'ReportDistrict', facts: { ...ids, step } }
        : { type: 'GiveUpDivision', facts: { ...marketOf(ids), reason } },
      becauseOf(event, 'clearing', ids.marketId),
    );
  }

  /** Computes and records what is not recorded yet; answers why not where it cannot. */
  private async answer(ids: DistrictId, asked: Asked): Promise<string | undefined> {
    const { event, state, step } = asked;
    if (state[step] !== undefined) return undefined;
    const command = await this.computed(ids, asked);
    await this.store.transact(district, districtKey(ids), command, becauseOf(event, 'clearing'));
    return command.type === 'StopDistrict' ? command.facts.reason : undefined;
  }

  private async computed(ids: DistrictId, { state, step }: Asked): Promise<DistrictCommand> {
    const { file, hubPrices } = state;
    if (file === undefined) throw new InvariantBroken('a district answers that was never formed');
    if (step === 'curves') {
      const { done, stopped } = await this.pool.drawCurves(file);
      if (done === undefined) return { type: 'StopDistrict', facts: { ...ids, reason: stopped } };
      return { type: 'DrawCurves', facts: { ...ids, communities: done } };
    }
    const { done, stopped } = await this.pool.dispatchDistrict(file, hubPrices ?? []);
    if (done === undefined) return { type: 'StopDistrict', facts: { ...ids, reason: stopped } };
    return { type: 'Dispatch', facts: { ...ids, communities: done } };
  }
}

interface Asked {
  readonly event: RecordedEvent;
  readonly state: District;
  readonly step: Step;
}

const marketOf = ({ auctionId, marketId }: DistrictId) => ({ marketId, auctionId });
