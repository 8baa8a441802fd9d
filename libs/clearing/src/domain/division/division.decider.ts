import type { DivisionEvent } from '@trueque/contracts';
import { accept, type Decider, type Decision } from '@trueque/kernel';
import type { AuctionId } from '../auction-result.js';

export type Step = 'curves' | 'dispatch';

type DataOf<Type extends DivisionEvent['type']> = Extract<DivisionEvent, { type: Type }>['data'];

export type DivisionCommand =
  | { readonly type: 'DivideMarket'; readonly facts: DataOf<'MarketDivided'> }
  | { readonly type: 'ReportDistrict'; readonly facts: DataOf<'DistrictReported'> }
  | { readonly type: 'PriceHub'; readonly facts: DataOf<'HubPriced'> }
  | { readonly type: 'GiveUpDivision'; readonly facts: DataOf<'DivisionGivenUp'> };

/** What the market of an auction knows of its districts. */
export interface Division {
  readonly status: 'whole' | 'divided' | 'given-up';
  readonly districtsCount: number;
  readonly gatePosition: number;
  readonly hubPrices: readonly number[] | undefined;
  /** Districts that have done a step. */
  readonly done: Readonly<Record<Step, ReadonlySet<number>>>;
}

export const divisionKey = ({ auctionId, marketId }: AuctionId): string =>
  `${marketId}/${auctionId}`;

export const hasAll = ({ districtsCount, done }: Division, step: Step): boolean =>
  done[step].size === districtsCount;

type Decided = Decision<DivisionEvent, never>;

/** Whoever says a thing twice adds nothing, and once it is given up nothing counts. */
export const division: Decider<DivisionCommand, Division, DivisionEvent, never> = {
  category: 'division',
  initial: {
    ...{ status: 'whole', districtsCount: 0, gatePosition: 0, hubPrices: undefined },
    done: { curves: new Set(), dispatch: new Set() },
  },
  decide: (command, state): Decided => {
    if (command.type === 'DivideMarket') {
      return state.status === 'whole'
        ? accept({ type: 'MarketDivided', data: command.facts })
        : accept();
    }
    if (state.status !== 'divided') return accept();
    switch (command.type) {
      case 'ReportDistrict':
        return state.done[command.facts.step].has(command.facts.district)
          ? accept()
          : accept({ type: 'DistrictReported', data: command.facts });
      case 'PriceHub':
        return state.hubPrices === undefined
          ? accept({ type: 'HubPriced', data: command.facts })
          : accept();
      case 'GiveUpDivision':
        return accept({ type: 'DivisionGivenUp', data: command.facts });
    }
  },
  evolve: (state, event) => {
    switch (event.type) {
      case 'MarketDivided': {
        const { districtsCount, gatePosition } = event.data;
        return { ...state, status: 'divided', districtsCount, gatePosition };
      }
      case 'DistrictReported': {
        const { district, step } = event.data;
        const done = { ...state.done, [step]: new Set([...state.done[step], district]) };
        return { ...state, done };
      }
      case 'HubPriced':
        return { ...state, hubPrices: event.data.hubPrices };
      case 'DivisionGivenUp':
        return { ...state, status: 'given-up' };
      case 'CurvesDrawn':
      case 'DistrictDispatched':
      case 'DistrictFormed':
      case 'DistrictStopped':
      case 'HubPriceTold':
        return state;
    }
  },
};
