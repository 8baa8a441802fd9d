import { useState } from 'react';
import { usePalette } from '../../charts/palette';
import { decimal, percent } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import { TableCard } from '../../parts/table-card';
import { type Column, figures } from '../../parts/table-columns';
import { Tiles } from '../../parts/tiles';
import { Select } from '../../shell/select';
import { useLanguage, useWords } from '../../words/language';
import { type Compared, type Part, PARTS, type PeerPair } from './compared';
import { comparedOption } from './compared-option';
import { compareWords } from './words';

export interface ComparedProps {
  readonly compared: Compared;
  readonly names: readonly [string, string];
  readonly currency: string;
  readonly provenance: { readonly run: string; readonly status: string };
}

/** Both as wholes, both peer by peer, and who wins and loses. */
export const ComparedFigures = (props: ComparedProps) => (
  <div className="stack" id="compared">
    <MeasureTiles {...props} />
    <PeerBars {...props} />
    <WinnersTable {...props} />
  </div>
);

const MeasureTiles = ({ compared, currency }: ComparedProps) => {
  const words = useWords(compareWords);
  const language = useLanguage();
  return (
    <Tiles
      tiles={compared.measures.map(({ name, unit, values: [first, second] }) => {
        const digits = unit === 'money' ? 3 : 2;
        const share = first === 0 ? 0 : second / first - 1;
        return {
          name: words[name],
          figure: `${decimal(first, digits, language)} → ${decimal(second, digits, language)}`,
          unit: unit === 'money' ? currency : 'kWh',
          aside: words.difference(`${share > 0 ? '+' : ''}${percent(share, language, 1)}`),
        };
      })}
    />
  );
};

const MONEY_DIGITS = 4;

const pairColumns = (
  part: Part,
  { names, currency }: ComparedProps,
  language: 'en' | 'es',
): readonly Column<PeerPair>[] => {
  const unit = part === 'money' ? currency : 'kWh';
  const digits = part === 'money' ? MONEY_DIGITS : 3;
  return ([0, 1] as const).map((side) =>
    figures(
      `${names[side]}, ${unit}`,
      (peer) => peer[part][side],
      (value) => decimal(value, digits, language),
    ),
  );
};

const PeerBars = (props: ComparedProps) => {
  const words = useWords(compareWords);
  const palette = usePalette();
  const language = useLanguage();
  const [part, setPart] = useState<Part>('generation');
  const label = { ...words, money: words.change };
  return (
    <Figure
      id="compared-peers"
      title={words.peers}
      unit={part === 'money' ? props.currency : 'kWh'}
      note={words.peersNote}
      option={comparedOption({ peers: props.compared.peers, part, names: props.names, palette })}
      controls={
        <Select
          id="compared-part"
          label={words.part}
          value={part}
          choices={PARTS.map((value) => ({ value, label: label[value] }))}
          onChoose={(value) => setPart(PARTS.find((known) => known === value) ?? 'generation')}
        />
      }
      columns={[
        { head: words.peer, text: ({ peerId }) => peerId },
        ...pairColumns(part, props, language),
      ]}
      rows={props.compared.peers}
      keyOf={({ peerId }) => peerId}
      provenance={props.provenance}
    />
  );
};

const WinnersTable = (props: ComparedProps) => {
  const words = useWords(compareWords);
  const language = useLanguage();
  const change = ({ money: [first, second] }: PeerPair) => second - first;
  const rows = props.compared.peers.toSorted((one, other) => change(other) - change(one));
  const said = (peer: PeerPair) => {
    const by = change(peer);
    const word = Math.abs(by) < 5e-7 ? words.same : by > 0 ? words.gains : words.loses;
    return `${by > 0 ? '+' : ''}${decimal(by, MONEY_DIGITS, language)} · ${word}`;
  };
  return (
    <TableCard
      id="winners"
      title={words.winners}
      unit={props.currency}
      note={words.winnersNote}
      columns={[
        { head: words.peer, text: ({ peerId }) => peerId },
        ...pairColumns('money', props, language),
        { head: words.change, numeric: true, text: said, raw: change },
      ]}
      rows={rows}
      keyOf={({ peerId }) => peerId}
    />
  );
};
