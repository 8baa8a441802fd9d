import type { PeerOrder, PeerTotals, PeerTotalsPage } from '@trueque/contracts';
import { useDeferredValue, useState } from 'react';
import { useAddress } from '../../address/use-address';
import { everyRow, usePages } from '../../api/pages';
import { energyScale } from '../../format/numbers';
import { Failure, Skeleton } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { peerColumns } from './peer-columns';
import { peersWords } from './words';

interface AllPeersProps {
  readonly role: string | undefined;
  readonly order: PeerOrder;
}

const PAGE_ROWS = 200;

/** Every peer there is, however many: the table fetches what is looked at. */
export const AllPeers = ({ role, order }: AllPeersProps) => {
  const words = useWords(peersWords);
  const format = useFormat();
  const { path, scope } = useChosen();
  const [, go] = useAddress();
  const [search, setSearch] = useState('');
  const wanted = { ...scope, role, order, search: useDeferredValue(search) };
  const list = `${path}/peer-totals`;
  const pages = usePages<PeerTotalsPage>(list, { ...wanted, limit: PAGE_ROWS });
  if (pages.data === undefined)
    return pages.isError ? <Failure error={pages.error} /> : <Skeleton height={460} />;
  const rows = pages.data.pages.flatMap(({ items }) => items);
  const peers = pages.data.pages[0]?.peers ?? 0;
  const scale = energyScale(
    Math.max(0, ...rows.slice(0, PAGE_ROWS).map(({ importsWh }) => importsWh)),
  );
  return (
    <TableCard
      id="all-peers"
      title={words.all}
      note={words.allNote(format.whole(peers))}
      controls={<Search text={search} onText={setSearch} />}
      columns={peerColumns(words, format, scale)}
      rows={rows}
      total={peers}
      keyOf={({ peerId }) => peerId}
      onEnd={pages.onEnd}
      onSelect={({ peerId }) => go({ screen: 'bill', peer: peerId })}
      allRows={() => everyRow<PeerTotals>(list, wanted)}
    />
  );
};

interface SearchProps {
  readonly text: string;
  readonly onText: (text: string) => void;
}

const Search = ({ text, onText }: SearchProps) => (
  <label className="select">
    <span>{useWords(peersWords).search}</span>
    <input
      id="peer-search"
      type="search"
      value={text}
      onChange={({ target }) => onText(target.value)}
    />
  </label>
);
