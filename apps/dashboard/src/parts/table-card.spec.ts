import { createElement } from 'react';
import { markupInMarket, markupOf, textOf } from '../testing/said';
import { DataTable } from './data-table';
import { AllWell, TableCard } from './table-card';
import { type Column, figures } from './table-columns';
import { type Tile, Tiles } from './tiles';

interface Row {
  readonly id: string;
  readonly kwh: number;
}

const columns: readonly Column<Row>[] = [
  { head: 'Peer', text: ({ id }) => id },
  figures(
    'Energy, kWh',
    ({ kwh }) => kwh,
    (kwh) => kwh.toFixed(1),
  ),
];

const rows = (count: number): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: `P${at + 1}`, kwh: at / 2 }));

const table = (count: number, more: object = {}) =>
  createElement(DataTable<Row>, {
    ...{ columns, rows: rows(count), caption: 'All peers', keyOf: ({ id }: Row) => id },
    ...more,
  });

describe('A table', () => {
  it('has a caption, a head and its rows', () => {
    const text = textOf(markupOf(table(2), 'en'));
    expect(text).toBe('All peers Peer Energy, kWh P1 0.0 P2 0.5');
  });

  it('of very many rows has those alone in the page that are in view, and says how many there are', () => {
    const markup = markupOf(table(100_000), 'en');
    expect(markup.match(/<tr aria-rowindex/g)?.length).toBeLessThan(60);
    expect(markup).toContain('aria-rowcount="100001"');
    expect(markup).toContain('class="gap"');
  });

  it('tells how many there are where not all were fetched', () =>
    expect(markupOf(table(2, { total: 900 }), 'en')).toContain('aria-rowcount="901"'));

  it('is worked by keys: its place can be reached, and its rows are buttons where they lead on', () => {
    expect(markupOf(table(1), 'en')).toContain('tabindex="0"');
    expect(markupOf(table(1), 'en')).not.toContain('<button');
    const leading = markupOf(table(1, { onSelect: () => undefined }), 'en');
    expect(leading).toContain('<button type="button" class="row-link">P1</button>');
  });

  it('marks the row that is opened', () => {
    const marks = markupOf(table(2, { selected: 'P2' }), 'en').match(/data-selected="(\w+)"/g);
    expect(marks).toEqual(['data-selected="false"', 'data-selected="true"']);
  });

  it('without rows is a sentence, in both languages', () => {
    expect(textOf(markupOf(table(0), 'en'))).toBe('Nothing to show here.');
    expect(textOf(markupOf(table(0), 'es'))).toBe('Aquí no hay nada que mostrar.');
  });
});

describe('A table that stands alone', () => {
  const card = (count: number, more: object = {}) =>
    createElement(TableCard<Row>, {
      ...{ id: 'peers', title: 'Peers', unit: 'kWh', columns, rows: rows(count) },
      ...{ keyOf: ({ id }: Row) => id, ...more },
    });

  it('has its unit and its file', () => {
    const markup = markupInMarket(card(1), 'en');
    expect(textOf(markup)).toMatch(/^Peers kWh CSV Peers Peer Energy, kWh/);
    expect(markup).toContain('aria-label="CSV: Peers"');
    expect(markup).toContain('aria-labelledby="peers-title"');
  });

  it('offers no file of nothing', () => expect(markupInMarket(card(0), 'en')).not.toContain('CSV'));

  it('says that all is well where no row is good news', () => {
    const empty = createElement(AllWell, { text: 'Every reading is there.' });
    expect(textOf(markupInMarket(card(0, { empty }), 'en'))).toBe(
      'Peers kWh Every reading is there.',
    );
  });
});

describe('Figures in a row', () => {
  const tile: Tile = { name: 'Mean price', figure: '0.2200', unit: 'USD/kWh', tone: 'network' };
  const shown = (tiles: readonly Tile[]) => markupOf(createElement(Tiles, { tiles }), 'en');

  it('are names with their figures and units', () => {
    expect(textOf(shown([tile]))).toBe('Mean price 0.2200 USD/kWh');
    expect(shown([tile])).toContain('<dt>Mean price</dt>');
  });

  it('have something aside where there is something to say', () => {
    expect(textOf(shown([{ ...tile, aside: '+5%' }]))).toContain('+5%');
    expect(shown([tile])).not.toContain('aside');
  });

  it('are of the colour of what they tell', () => {
    expect(shown([tile])).toContain('data-tone="network"');
    expect(shown([{ name: 'Days', figure: '4' }])).not.toContain('data-tone');
  });
});
