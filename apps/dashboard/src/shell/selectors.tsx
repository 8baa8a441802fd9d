import type { ReactNode } from 'react';
import type { CommunityRow, MarketRow } from '../api/rows';
import { useAddress } from '../address/use-address';
import { useWords } from '../words/language';
import { Finder } from './finder';
import { useChosen } from './market';
import { type Choice, Select } from './select';
import { shellWords } from './words';

export const MarketSelect = ({ markets }: { readonly markets: readonly MarketRow[] }) => {
  const words = useWords(shellWords);
  const { market: shown } = useChosen();
  const [, go] = useAddress();
  const isListed = markets.some(({ marketId }) => marketId === shown.marketId);
  const all = isListed ? markets : [...markets, shown];
  const choices = all.map(({ marketId, name }) => ({ value: marketId, label: name }));
  return (
    <Select
      id="market"
      label={words.market}
      value={shown.marketId}
      choices={choices}
      onChoose={(market) => go({ market })}
    />
  );
};

/** Market, community, run and comparison: one of each for all screens; the period is beside the heading. */
export const Selectors = ({ children }: { readonly children: ReactNode }) => (
  <div className="selectors">
    {children}
    <CommunitySelect />
    <RunSelect />
    <CompareSelect />
  </div>
);

const CommunitySelect = () => {
  const words = useWords(shellWords);
  const { path, scope } = useChosen();
  const [, go] = useAddress();
  return (
    <Finder
      id="community"
      label={words.community}
      value={scope.community ?? ''}
      nothing={words.allCommunities}
      path={`${path}/communities`}
      nameOf={({ communityId }: CommunityRow) => communityId}
      onChoose={(community) => go({ community })}
    />
  );
};

const RunSelect = () => {
  const words = useWords(shellWords);
  const { deliveries, scope } = useChosen();
  const [, go] = useAddress();
  const choices = [
    { value: '', label: words.allRuns },
    ...deliveries.map(({ auctionId }) => ({ value: auctionId, label: auctionId })),
  ];
  return (
    <Select
      id="run"
      label={words.run}
      value={scope.auction ?? ''}
      choices={withChosen(choices, scope.auction)}
      onChoose={(run) => go({ run })}
    />
  );
};

const CompareSelect = () => {
  const words = useWords(shellWords);
  const { deliveries } = useChosen();
  const [address, go] = useAddress();
  const other = address.with;
  const choices = [
    { value: '', label: words.nothing },
    { value: 'previous', label: words.previous },
    ...deliveries.map(({ auctionId }) => ({ value: auctionId, label: auctionId })),
  ];
  return (
    <Select
      id="with"
      label={words.compareWith}
      value={other ?? ''}
      choices={withChosen(choices, other)}
      onChoose={(value) => go({ with: value })}
    />
  );
};

/** What a link chose stays to be seen, even where the list does not have it. */
const withChosen = (choices: readonly Choice[], chosen: string | undefined): readonly Choice[] =>
  chosen === undefined || choices.some(({ value }) => value === chosen)
    ? choices
    : [...choices, { value: chosen, label: chosen }];
