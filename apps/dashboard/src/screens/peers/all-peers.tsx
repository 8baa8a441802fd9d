import type { PeerOrder } from '@trueque/contracts';
import { useDeferredValue, useState } from 'react';
import { useAddress } from '../../address/use-address';
import { energyScale } from '../../format/numbers';
import { DataTable } from '../../parts/data-table';
import { Failure, Skeleton } from '../../parts/states';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { peerColumns } from './peer-columns';
import { useAllPeers } from './use-all-peers';
import { peersWords } from './words';

interface AllPeersProps {
  readonly role: string | undefined;
  readonly order: PeerOrder;
}

/** Every peer there is, however many: the table fetches what is looked at. */
export const AllPeers = ({ role, order }: AllPeersProps) => {
  const words = useWords(peersWords);
  const [search, setSearch] = useState('');
  const pages = useAllPeers({ role, order, search: useDeferredValue(search) });
  const { whole } = useFormat();
  if (pages.data === undefined)
    return pages.isError ? <Failure error={pages.error} /> : <Skeleton height={460} />;
  return (
    <section className="card" id="all-peers" aria-labelledby="all-peers-title">
      <header className="card-head">
        <div>
          <h2 id="all-peers-title">{words.all}</h2>
          <p className="note">{words.allNote(whole(pages.data.pages[0]?.peers ?? 0))}</p>
        </div>
        <label className="select">
          <span>{words.search}</span>
          <input
            id="peer-search"
            type="search"
            value={search}
            onChange={({ target }) => setSearch(target.value)}
          />
        </label>
      </header>
      <PeerTable pages={pages} />
    </section>
  );
};

const PeerTable = ({ pages }: { readonly pages: ReturnType<typeof useAllPeers> }) => {
  const words = useWords(peersWords);
  const format = useFormat();
  const [, go] = useAddress();
  const rows = pages.data?.pages.flatMap(({ items }) => items) ?? [];
  const scale = energyScale(Math.max(0, ...rows.slice(0, 200).map(({ importsWh }) => importsWh)));
  return (
    <DataTable
      caption={words.all}
      columns={peerColumns(words, format, scale)}
      rows={rows}
      total={pages.data?.pages[0]?.peers}
      keyOf={({ peerId }) => peerId}
      onEnd={() => {
        if (pages.hasNextPage && !pages.isFetching) void pages.fetchNextPage();
      }}
      onSelect={({ peerId }) => go({ screen: 'bill', peer: peerId })}
    />
  );
};
