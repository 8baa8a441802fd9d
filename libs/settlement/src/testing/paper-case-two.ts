import type { PeerReading } from '../domain/facts.js';
import { clearedAuction } from './cleared-auction.js';
import { traded } from './traded.js';

const local = { buyerPays: 50_000, sellerGets: 50_000 };
const exported = { buyerPays: 69_600, sellerGets: 69_600 };

/**
 * Case II of the paper, pay as offered: P5 sells 180 kWh to its neighbours at 0.05, P3 exports
 * 60 kWh at 0.048 + 0.0216 and is paid both; P2 and P4 share both as 7:5. The grid would sell at 0.096 and buys nothing.
 */
export const paperCaseTwo = clearedAuction({
  members: { G: 'C1', P3: 'C2', P2: 'C3', P4: 'C3', P5: 'C3' },
  prices: { C1: [96_000], C2: [48_000], C3: [69_600] },
  trades: [
    traded(['P5', 'C3'], ['P2', 'C3'], { wh: 105_000, ...local }),
    traded(['P5', 'C3'], ['P4', 'C3'], { wh: 75_000, ...local }),
    traded(['P3', 'C2'], ['P2', 'C3'], { wh: 35_000, ...exported }),
    traded(['P3', 'C2'], ['P4', 'C3'], { wh: 25_000, ...exported }),
  ],
  grids: [
    {
      peerId: 'G',
      communityId: 'C1',
      importPriceMicrosPerKwh: [96_000],
      feedInPriceMicrosPerKwh: [null],
    },
  ],
});

const reading = (peerId: string, importWh: number, exportWh = 0): PeerReading => ({
  eventId: 'meters',
  peerId,
  communityId: peerId === 'P3' ? 'C2' : 'C3',
  importWh: [importWh],
  exportWh: [exportWh],
  quality: 'measured',
});

/** The meters afterwards: P2 took 3 kWh more than cleared, P4 1 kWh less, P3 and P5 kept their word. */
export const paperCaseTwoMetered = [
  reading('P2', 143_000),
  reading('P3', 0, 60_000),
  reading('P4', 99_000),
  reading('P5', 0, 180_000),
];
