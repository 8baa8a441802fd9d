import type { CaseFile, DivisionEvent } from '@trueque/contracts';
import { type NetExportCurve } from '../coupling/net-export-curve.js';
import { CommunityAtHub } from './community-at-hub.js';
import { communitiesOf } from './districts.js';

type DataOf<Type extends DivisionEvent['type']> = Extract<DivisionEvent, { type: Type }>['data'];

export type CommunityCurves = DataOf<'CurvesDrawn'>['communities'][number];
export type CommunityDispatch = DataOf<'DistrictDispatched'>['communities'][number];

/** Some communities of a district meet others elsewhere than at the hub: their curves do not say all. */
export class MeetsElsewhere extends Error {
  override readonly name = 'MeetsElsewhere';
}

/** *Map*: each community of a district draws its curves. Throws `MeetsElsewhere`. */
export const drawnCurves = (district: CaseFile): CommunityCurves[] =>
  communitiesOf(district).map((file): CommunityCurves => {
    const community = new CommunityAtHub(file);
    const communityId = file.communities[0]!.id;
    if (!community.meetsAtHub) throw new MeetsElsewhere(`peers of ${communityId} are told apart`);
    return { communityId, curves: community.curves().map(written) };
  });

/** *Reduce*: each community of a district dispatches its own peers at the hub's prices. */
export const dispatched = ({
  file: district,
  hubPrices,
}: {
  readonly file: CaseFile;
  readonly hubPrices: readonly number[];
}): CommunityDispatch[] =>
  communitiesOf(district).map((file): CommunityDispatch => {
    const flow = new CommunityAtHub(file).dispatch(hubPrices);
    return {
      communityId: file.communities[0]!.id,
      flowKwh: flow === undefined ? null : [...flow],
    };
  });

const written = ({ fromKwh, slopes, widthsKwh }: NetExportCurve) => ({
  fromKwh,
  slopes: [...slopes],
  widthsKwh: [...widthsKwh],
});
