import { boundsOf } from '../address/period';
import { useAddress } from '../address/use-address';
import { useChosen } from './market';
import { periodBefore } from './period-control';

/** The scope that the shown one is compared with; undefined where nothing is. */
export const useCompared = () => {
  const [{ with: other }] = useAddress();
  const { period, place, scope } = useChosen();
  if (other === undefined) return undefined;
  if (other !== 'previous') return { auction: other, community: scope.community };
  return { ...boundsOf(periodBefore(period), place.timeZone), community: scope.community };
};
