import type { ReactNode } from 'react';
import type { Screen } from '../address/address';

const Drawing = ({ children }: { readonly children: ReactNode }) => (
  <svg
    className="icon"
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.6"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

const PATHS: Readonly<Record<Screen | Sign, string>> = {
  'control-room': 'M3 3.5h6v6H3z M11 3.5h6v3.5h-6z M11 9.5h6v7h-6z M3 12h6v4.5H3z',
  clearing: 'M2.5 16.5h4v-4h4V8h4V4h3 M3 4c5 1 9 5 14 11',
  peers: 'M4 16.5v-5 M8 16.5V7 M12 16.5v-7 M16 16.5v-12',
  day: 'M2.5 15c2.5 0 3-8.5 7.5-8.5S15 15 17.5 15 M10 3V1.5 M4.5 5l-1-1 M15.5 5l1-1',
  flows: 'M2.5 5c7 0 8 10 15 10 M2.5 15c7 0 8-10 15-10',
  prices: 'M3 3.5h4v4H3z M8 8h4v4H8z M13 12.500h4v4h-4z M13 3.500h4v4h-4z M3 12.500h4v4H3z',
  compare: 'M5.500 3v14 M14.500 3v14 M2.500 7l3-4 3 4 M11.500 13l3 4 3-4',
  bill: 'M4.500 2.500h11v15l-2.750-1.750L10 17.500l-2.750-1.750L4.500 17.500z M7.500 7h5 M7.500 10.500h5',
  runs: 'M3 4.500h14v12.500H3z M3 8.500h14 M7 2.500v3.500 M13 2.500v3.500 M7 12.500l2 2 4-3.500',
  operations: 'M2 10.500h4l2-6.500 4 12 2-5.500h4',
  'try-it': 'M8 2.500h4 M9 2.500V8l-5 8.500h12L11 8V2.500 M6.500 13h7',
  table: 'M3 4h14v12H3z M3 8h14 M3 12h14 M9 4v12',
  chart: 'M3 16.500V3 M3 16.500h14 M6.500 13l3-4 3 2 4-5.500',
  download: 'M10 3v9 M6.500 8.500L10 12l3.500-3.500 M3.500 16.500h13',
  open: 'M2.500 15.500v-11h5l2 2h8v9z M10 13.500V9 M8 11l2-2 2 2',
  picture: 'M3 4h14v12H3z M3 13l4-4 4 4 2-2 4 4 M12.500 7.500h.01',
  link: 'M8.500 11.500l3-3 M7 9l-2 2a2.800 2.800 0 0 0 4 4l2-2 M13 11l2-2a2.800 2.800 0 0 0-4-4L9 7',
  earlier: 'M12 5l-5 5 5 5',
  later: 'M8 5l5 5-5 5',
  moon: 'M15.500 12A6.500 6.500 0 0 1 8 4.500a6.500 6.500 0 1 0 7.500 7.500z',
  sun: 'M10 6.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7z M10 1.500V3 M10 17v1.500 M1.500 10H3 M17 10h1.500 M4 4l1 1 M15 15l1 1 M16 4l-1 1 M5 15l-1 1',
  keys: 'M2.500 5.500h15v9h-15z M5.500 8.500h.01 M8.500 8.500h.01 M11.500 8.500h.01 M14.500 8.500h.01 M6.500 11.500h7',
  check: 'M4 10.500l4 4 8-9',
  warning: 'M10 3l7.500 13.500h-15z M10 8.500v3.500 M10 14.200h.01',
  close: 'M5 5l10 10 M15 5L5 15',
  add: 'M10 4v12 M4 10h12',
};

type Sign =
  | 'table'
  | 'chart'
  | 'download'
  | 'open'
  | 'picture'
  | 'link'
  | 'earlier'
  | 'later'
  | 'moon'
  | 'sun'
  | 'keys'
  | 'check'
  | 'warning'
  | 'close'
  | 'add';

/** A small drawing beside a word; alone, its button says what it is. */
export const Icon = ({ name }: { readonly name: Screen | Sign }) => (
  <Drawing>
    <path d={PATHS[name]} />
  </Drawing>
);
