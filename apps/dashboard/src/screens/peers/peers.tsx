import { PEER_ORDER_NAMES } from './orders';
import type { PeerOrder, PeerTotalsPage } from '@trueque/contracts';
import { useState } from 'react';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { usePalette } from '../../charts/palette';
import { energyScale } from '../../format/numbers';
import { Figure } from '../../parts/figure';
import { Answered } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { AllPeers } from './all-peers';
import { peerColumns } from './peer-columns';
import { meteredOption, peersOption } from './peers-option';
import { peersWords } from './words';

/** A chart of more peers is not read any more. */
const CHART_PEERS = 30;

type View = 'cleared' | 'metered';

/** What each peer generated, bought and sold, as in the paper's figures. */
export const Peers = () => {
  const { path, scope } = useChosen();
  const [{ role, order }] = useAddress();
  const by = PEER_ORDER_NAMES.find((known) => known === order) ?? 'name';
  const first = useAnswer<PeerTotalsPage>(`${path}/peer-totals`, {
    ...{ ...scope, role, order: by, limit: CHART_PEERS },
  });
  return (
    <div className="stack">
      <Answered answer={first} height={480}>
        {(page) => <PeersFigure page={page} order={by} />}
      </Answered>
      <AllPeers role={role} order={by} />
    </div>
  );
};

const PeersFigure = ({
  page,
  order,
}: {
  readonly page: PeerTotalsPage;
  readonly order: PeerOrder;
}) => {
  const words = useWords(peersWords);
  const palette = usePalette();
  const format = useFormat();
  const [view, setView] = useState<View>('cleared');
  const peers = page.items;
  const scale = energyScale(
    Math.max(0, ...peers.map((it) => Math.max(it.generationWh, it.importsWh))),
  );
  const draw = view === 'cleared' ? peersOption : meteredOption;
  return (
    <Figure
      id="peers"
      title={view === 'cleared' ? words.title : words.metered}
      unit={scale.unit}
      note={view === 'cleared' ? words.note : words.meteredNote}
      option={draw({ peers, palette, scale, words, decimal: format.decimal })}
      height={400}
      controls={<Controls order={order} view={view} onView={setView} />}
      columns={peerColumns(words, format, scale)}
      rows={peers}
      keyOf={({ peerId }) => peerId}
    />
  );
};

interface ControlsProps {
  readonly order: PeerOrder;
  readonly view: View;
  readonly onView: (view: View) => void;
}

const Controls = ({ order, view, onView }: ControlsProps) => {
  const words = useWords(peersWords);
  const [{ role }, go] = useAddress();
  const choicesOf = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <>
      <Select
        id="role"
        label={words.role}
        value={role ?? ''}
        choices={[{ value: '', label: words.allRoles }, ...choicesOf(words.roles)]}
        onChoose={(next) => go({ role: next })}
      />
      <Select
        id="order"
        label={words.order}
        value={order}
        choices={choicesOf(words.orders)}
        onChoose={(next) => go({ order: next })}
      />
      <span className="segments" role="group" aria-label={words.view}>
        {(['cleared', 'metered'] as const).map((each) => (
          <button
            type="button"
            key={each}
            id={`view-${each}`}
            aria-pressed={view === each}
            onClick={() => onView(each)}
          >
            {words.views[each]}
          </button>
        ))}
      </span>
    </>
  );
};
