import type { CaseFile, DivisionEvent } from '@trueque/contracts';
import { accept, type Decider, type Decision } from '@trueque/kernel';
import type { AuctionId } from '../auction-result.js';
import type { CommunityCurves, CommunityDispatch } from './district-work.js';

/** One district of one auction, by its number. */
export interface DistrictId extends AuctionId {
  readonly district: number;
}

type DataOf<Type extends DivisionEvent['type']> = Extract<DivisionEvent, { type: Type }>['data'];

export type DistrictCommand =
  | { readonly type: 'FormDistrict'; readonly facts: DataOf<'DistrictFormed'> }
  | { readonly type: 'DrawCurves'; readonly facts: DataOf<'CurvesDrawn'> }
  | { readonly type: 'TellHubPrice'; readonly facts: DataOf<'HubPriceTold'> }
  | { readonly type: 'Dispatch'; readonly facts: DataOf<'DistrictDispatched'> }
  | { readonly type: 'StopDistrict'; readonly facts: DataOf<'DistrictStopped'> };

/** What a district was told and has answered; undefined where that has not come yet. */
export interface District {
  readonly file: CaseFile | undefined;
  readonly curves: readonly CommunityCurves[] | undefined;
  readonly hubPrices: readonly number[] | undefined;
  readonly dispatch: readonly CommunityDispatch[] | undefined;
  readonly stopped: string | undefined;
}

export const districtKey = ({ auctionId, district, marketId }: DistrictId): string =>
  `${marketId}/${auctionId}/${district}`;

/** Its messages' key: a district is the same for every auction of its market, and goes to one process. */
export const districtPartition = ({
  district,
  marketId,
}: Pick<DistrictId, 'district' | 'marketId'>): string => `${marketId}/district-${district}`;

/** Said twice, nothing is added: whoever computed it again found the same. */
export const district: Decider<DistrictCommand, District, DivisionEvent, never> = {
  category: 'district',
  initial: {
    ...{ file: undefined, curves: undefined, hubPrices: undefined, dispatch: undefined },
    stopped: undefined,
  },
  decide: (command, state): Decision<DivisionEvent, never> => {
    if (state.stopped !== undefined) return accept();
    switch (command.type) {
      case 'FormDistrict':
        return once(state.file, { type: 'DistrictFormed', data: command.facts });
      case 'DrawCurves':
        return once(state.curves, { type: 'CurvesDrawn', data: command.facts });
      case 'TellHubPrice':
        return once(state.hubPrices, { type: 'HubPriceTold', data: command.facts });
      case 'Dispatch':
        return once(state.dispatch, { type: 'DistrictDispatched', data: command.facts });
      case 'StopDistrict':
        return accept({ type: 'DistrictStopped', data: command.facts });
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'DistrictFormed':
        return { ...state, file: event.data.file };
      case 'CurvesDrawn':
        return { ...state, curves: event.data.communities };
      case 'HubPriceTold':
        return { ...state, hubPrices: event.data.hubPrices };
      case 'DistrictDispatched':
        return { ...state, dispatch: event.data.communities };
      case 'DistrictStopped':
        return { ...state, stopped: event.data.reason };
      case 'MarketDivided':
      case 'DistrictReported':
      case 'HubPriced':
      case 'DivisionGivenUp':
        return state;
    }
  },
};

const once = (known: unknown, event: DivisionEvent): Decision<DivisionEvent, never> =>
  known === undefined ? accept(event) : accept();
