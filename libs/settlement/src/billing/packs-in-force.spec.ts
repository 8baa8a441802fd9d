import { rulePack } from '../testing/community-day.js';
import { packsInForce } from './packs-in-force.js';

const first = rulePack({ validTo: '2025-12-31T23:00:00Z' });
const second = rulePack({ version: 2, validFrom: '2025-12-31T23:00:00Z' });
const elsewhere = rulePack({
  ...{ packId: 'elsewhere', communities: ['C2'], validFrom: '2021-01-01T00:00:00Z' },
});
const later = rulePack({ packId: 'later', validFrom: '2027-01-01T00:00:00Z' });

const inForce = (communityIds: readonly string[], ...dates: readonly string[]) =>
  packsInForce(
    { timeZone: 'Europe/Madrid', communityIds, packs: [first, elsewhere, second, later] },
    dates,
  );

describe('the packs in force', () => {
  it('are those of the days, which begin at local midnight', () => {
    expect(inForce(['C1'], '2025-12-31')).toEqual([first]);
    expect(inForce(['C1'], '2026-01-01')).toEqual([second]);
    expect(inForce(['C1'], '2025-12-31', '2026-01-01')).toEqual([first, second]);
  });

  it('are those of the communities, of several the one that began last', () => {
    expect(inForce(['C1', 'C2'], '2025-12-01')).toEqual([first, elsewhere]);
    expect(inForce(['C2'], '2026-01-01')).toEqual([second]);
  });

  it('are none where no day is', () => expect(inForce(['C1', 'C2'])).toEqual([]));
});
