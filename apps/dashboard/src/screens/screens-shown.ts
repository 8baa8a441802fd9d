import { type ComponentType, lazy } from 'react';
import type { Screen } from '../address/address';

/** Each screen comes when it is first shown. */
export const screensShown: Readonly<Partial<Record<Screen, ComponentType>>> = {
  'control-room': lazy(async () => ({
    default: (await import('./control-room/control-room')).ControlRoom,
  })),
  clearing: lazy(async () => ({ default: (await import('./clearing/clearing')).Clearing })),
  peers: lazy(async () => ({ default: (await import('./peers/peers')).Peers })),
  compare: lazy(async () => ({ default: (await import('./compare/compare')).Compare })),
  day: lazy(async () => ({ default: (await import('./day/day')).Day })),
  flows: lazy(async () => ({ default: (await import('./flows/flows')).Flows })),
  bill: lazy(async () => ({ default: (await import('./bill/bill')).Bill })),
  runs: lazy(async () => ({ default: (await import('./runs/runs')).Runs })),
  operations: lazy(async () => ({
    default: (await import('./operations/operations')).Operations,
  })),
  'try-it': lazy(async () => ({ default: (await import('./try-it/try-it')).TryIt })),
  prices: lazy(async () => ({ default: (await import('./prices/prices')).Prices })),
};
