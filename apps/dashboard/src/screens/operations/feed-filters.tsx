import type { EventType } from '@trueque/contracts';
import { useEffect, useState } from 'react';
import type { Name } from '../../address/address';
import { useAddress } from '../../address/use-address';
import { Select } from '../../shell/select';
import { eventName } from '../../words/event-names';
import { useLanguage, useWords } from '../../words/language';
import { operationsWords } from './words';

/** Types that are looked for most; an address may name any other. */
const TYPES: readonly EventType[] = [
  ...(['MarketOpened', 'CommunityRegistered', 'PeerRegistered', 'ContractAgreed'] as const),
  ...(['ContractEnded', 'AuctionScheduled', 'OfferSubmitted', 'OfferAmended'] as const),
  ...(['OfferWithdrawn', 'GateClosed', 'MeterReadingsRecorded', 'AuctionCleared'] as const),
  ...(['TradeExecuted', 'AuctionFailed', 'SettlementRunCompleted', 'StatementIssued'] as const),
  ...(['RulePackAdopted', 'WindowSettled', 'BillIssued', 'DisputeRaised'] as const),
];

/** What the feed is narrowed to; kept in the address. */
export const FeedFilters = () => {
  const words = useWords(operationsWords);
  const [{ type = '' }, go] = useAddress();
  const language = useLanguage();
  const known: readonly string[] = TYPES;
  const choices = [...known, ...(type === '' || known.includes(type) ? [] : [type])];
  return (
    <div className="figure-controls" role="group" aria-label={words.filters}>
      <Select
        id="event-type"
        label={words.type}
        value={type}
        choices={[
          { value: '', label: words.allTypes },
          ...choices.map((value) => ({ value, label: eventName(value, language) })),
        ]}
        onChoose={(value) => go({ type: value })}
      />
      <TextFilter name="auction" label={words.auction} />
      <TextFilter name="who" label={words.peer} />
    </div>
  );
};

const PAUSE_MS = 350;

/** Text that is looked for once whoever types it pauses. */
const TextFilter = ({ name, label }: { readonly name: Name; readonly label: string }) => {
  const [address, go] = useAddress();
  const chosen = address[name] ?? '';
  const [text, setText] = useState(chosen);
  // Who goes back sees what was looked for there.
  useEffect(() => setText(chosen), [chosen]);
  useEffect(() => {
    const timer = window.setTimeout(() => go({ [name]: text }, { replace: true }), PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [text, name, go]);
  return (
    <label className="select">
      <span>{label}</span>
      <input
        type="search"
        id={`filter-${name}`}
        value={text}
        onChange={({ target }) => setText(target.value.trim())}
      />
    </label>
  );
};
