import type { BillLine, PeerBill } from '@trueque/contracts';
import { createElement, type ReactNode } from 'react';
import type { AuctionRow, MarketRow } from '../api/rows';
import { WhoBadge } from '../session/who-badge';
import { KeysDialog } from '../shell/keys';
import { Navigation } from '../shell/navigation';
import { PeriodControl } from '../shell/period-control';
import { MarketSelect } from '../shell/selectors';
import { markupInMarket, textOf } from '../testing/said';
import { BillLines } from './bill/bill-lines';
import { BillRuns } from './bill/bill-runs';
import { FailedAuction } from './clearing/failed-auction';
import { PeriodSlider } from './clearing/period-slider';
import { Proof } from './clearing/proof';

const english = (part: ReactNode) => textOf(markupInMarket(part, 'en'));
const spanish = (part: ReactNode) => textOf(markupInMarket(part, 'es'));

const auction = {
  ...{ auctionId: '2026-06-01', start: '2026-06-01T00:00:00Z', mtu: 'PT1H', periods: 24 },
  ...{ objective: 1234.5, engine: 'lp', solverName: 'HiGHS', solverVersion: '1.15.1', gap: 0 },
  ...{ primalInfeasibility: 0, dualInfeasibility: null, inputHash: 'b2c0', resultHash: '1832' },
  ...{ failureDetail: 'a load cannot be met' },
  explanation: [
    {
      community: 'south',
      period: '2026-06-01T18:00:00Z',
      message: 'load 310 kW, reachable 270 kW',
    },
  ],
} as unknown as AuctionRow;

describe('A result', () => {
  it('is told with the solver that found it and the bounds that prove it', () => {
    const text = english(createElement(Proof, { auction }));
    expect(text).toContain('1,234.500000 EUR');
    expect(text).toContain('HiGHS 1.15.1');
    expect(text).toMatch(/b2c0 .* 1832$/);
  });

  it('is told in Spanish with Spanish numbers', () => {
    const text = spanish(createElement(Proof, { auction }));
    expect(text).toMatch(/^La prueba/);
    expect(text).toContain('1.234,500000 EUR');
  });

  it('that failed says which load could not be met, where and when', () => {
    const text = english(createElement(FailedAuction, { auction }));
    expect(text).toContain('a load cannot be met');
    expect(text).toMatch(/south .*18:00 load 310 kW, reachable 270 kW$/);
  });

  it('is looked at period by period, each by its time', () => {
    const slider = (period: number) =>
      markupInMarket(
        createElement(PeriodSlider, { auction, period, onPeriod: () => undefined }),
        'en',
      );
    expect(slider(18)).toContain('aria-valuetext="18:00"');
    expect(slider(0)).toContain('max="23"');
  });
});

describe('A bill of auctions', () => {
  const line: BillLine = {
    ...{ kind: 'purchase', counterpartyKind: 'peer', lines: 3, energyWh: 12_500 },
    amountNanos: '-2500000000',
  } as unknown as BillLine;
  const run = (runId: string, totalNanos: string) => ({
    ...{ auctionId: '2026-06-01', runId, kind: 'cleared', totalNanos },
    completedAt: '2026-06-02T08:00:00Z',
  });
  const bill = {
    ...{
      peerId: 'mill',
      lines: [line],
      runs: [run('r1', '-2000000000'), run('r2', '-2500000000')],
    },
  } as unknown as PeerBill;

  it('has energy and money of each line, and opens it at a press', () => {
    const part = createElement(BillLines, { bill });
    expect(english(part)).toContain('12.500');
    expect(english(part)).toContain('€2.50');
    expect(spanish(part)).toContain('2,50 €');
    expect(markupInMarket(part, 'en')).toContain('class="row-link"');
  });

  it('says what a later run changed', () => {
    const text = english(createElement(BillRuns, { bill }));
    expect(text).toContain('r1');
    expect(text).toMatch(/r2 .*€2\.50 .*€0\.50$/);
  });
});

describe('The frame of every screen', () => {
  it('links to all eleven screens, in both languages, and marks the one that is shown', () => {
    const markup = markupInMarket(createElement(Navigation), 'en');
    expect(markup.match(/<a /g)).toHaveLength(11);
    expect(markup.match(/aria-current="page"/g)).toHaveLength(1);
    expect(markup).toContain('href="/app/bill?market=harbour&amp;period=2026-06-01');
    expect(spanish(createElement(Navigation))).toMatch(/^Sala de control Casación Pares Día/);
  });

  it('offers the market that is shown, though the list of them is still on its way', () => {
    const listed = (markets: readonly MarketRow[]) =>
      english(createElement(MarketSelect, { markets }));
    expect(listed([])).toBe('Market Harbour');
    expect(listed([{ marketId: 'harbour', name: 'Harbour' } as MarketRow])).toBe('Market Harbour');
  });

  it('has one control for the period, with the day that is chosen pressed', () => {
    const markup = markupInMarket(createElement(PeriodControl), 'es');
    expect(markup).toContain('value="2026-06-01"');
    expect(markup).toMatch(/id="period-day" aria-pressed="true"/);
    expect(markup).toMatch(/id="period-week" aria-pressed="false"/);
    expect(textOf(markup)).toMatch(/Día Semana Mes Todo$/);
  });

  it('tells the keys in both languages', () => {
    const keys = createElement(KeysDialog, { open: false, onClose: () => undefined });
    expect(english(keys)).toMatch(/^Keys g … go to a screen: .* \? show these keys Close$/);
    expect(spanish(keys)).toMatch(/^Teclas g …/);
  });

  it('has a way to sign in for whoever is not known', () => {
    expect(english(createElement(WhoBadge))).toMatch(/^Visitor Sign in$/);
    expect(spanish(createElement(WhoBadge))).toMatch(/^Visitante Iniciar sesión$/);
  });
});
