import type { AuctionComparison, AuctionDelivery } from '@trueque/contracts';
import { useState } from 'react';
import { useAnswer } from '../../api/answers';
import { Answered, Message } from '../../parts/states';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { useAddress } from '../../address/use-address';
import { useWords } from '../../words/language';
import { compareAuctions } from './compared';
import { ComparedFigures } from './compared-figures';
import { compareWords } from './words';

/** Two auctions of the market: the run that is chosen, and what it is compared with. */
export const CompareAuctions = () => {
  const words = useWords(compareWords);
  const { auctions, first, second } = usePair();
  const [, go] = useAddress();
  const [own, setOwn] = useState<string>();
  const shown = own ?? first;
  const choices = auctions.map(({ auctionId }) => ({ value: auctionId, label: auctionId }));
  return (
    <>
      <div className="case-tools">
        <Select
          {...{ id: 'auction-first', label: words.first, choices, onChoose: setOwn }}
          value={shown ?? ''}
        />
        <Select
          {...{ id: 'auction-second', label: words.second, choices }}
          value={second ?? ''}
          onChoose={(auction) => go({ with: auction })}
        />
      </div>
      {shown === undefined || second === undefined ? (
        <Message title={words.choose} text={words.chooseText} />
      ) : (
        <AuctionPair first={shown} second={second} />
      )}
    </>
  );
};

const AuctionPair = ({ first, second }: { readonly first: string; readonly second: string }) => {
  const { path, market } = useChosen();
  const comparison = useAnswer<AuctionComparison>(`${path}/auction-comparison`, {
    auction: first,
    with: second,
  });
  return (
    <Answered answer={comparison} height={420}>
      {(data) => (
        <ComparedFigures
          compared={compareAuctions(data)}
          names={[first, second]}
          currency={market.currency}
          provenance={{ run: `${first} · ${second}`, status: market.marketId }}
        />
      )}
    </Answered>
  );
};

/** All auctions of the market that have a result, and which two of them stand side by side. */
const usePair = () => {
  const { path, scope, deliveries } = useChosen();
  const [{ with: other }] = useAddress();
  const all = useAnswer<{ items: readonly AuctionDelivery[] }>(`${path}/deliveries`);
  const auctions = (all.data?.items ?? []).filter(({ resultHash }) => resultHash !== null);
  const first =
    scope.auction ?? deliveries.find(({ resultHash }) => resultHash !== null)?.auctionId;
  const before = auctions[auctions.findIndex(({ auctionId }) => auctionId === first) + 1];
  const fallback = before ?? auctions.find(({ auctionId }) => auctionId !== first);
  const isNamed = other !== undefined && other !== 'previous';
  return { auctions, first, second: isNamed ? other : fallback?.auctionId };
};
