import type { BilledWindow, PeerBill, PeerTotals } from '@trueque/contracts';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { Answered, Message } from '../../parts/states';
import { type Tile, Tiles } from '../../parts/tiles';
import { Finder } from '../../shell/finder';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { BillLines } from './bill-lines';
import { BillRuns } from './bill-runs';
import { windowsWithin } from './settled-bill';
import { SettledBillShown } from './settled-bill-shown';
import { fallsOf } from './waterfall';
import { Waterfall } from './waterfall-figure';
import { billWords } from './words';

/** A peer's money: what the grid alone would cost, what became of it, line by line. */
export const Bill = () => {
  const words = useWords(billWords);
  const [{ peer }] = useAddress();
  return (
    <div className="stack">
      <PeerSelect />
      {peer === undefined ? (
        <Message title={words.choose} text={words.chooseText} />
      ) : (
        <BillOf peer={peer} />
      )}
    </div>
  );
};

/** The bill that was issued; where none is yet, what auctions came to so far. */
const BillOf = ({ peer }: { readonly peer: string }) => {
  const { path, period } = useChosen();
  const billed = useAnswer<{ items: readonly BilledWindow[] }>(`${path}/billed-windows`);
  return (
    <Answered answer={billed} height={480}>
      {({ items }) => {
        const [first, ...others] = windowsWithin(items, period);
        return first === undefined ? (
          <OpenBill peer={peer} />
        ) : (
          <SettledBillShown peer={peer} windows={[first, ...others]} />
        );
      }}
    </Answered>
  );
};

const OpenBill = ({ peer }: { readonly peer: string }) => {
  const words = useWords(billWords);
  const { path, scope } = useChosen();
  const { from, to, auction } = scope;
  const bill = useAnswer<PeerBill>(
    `${path}/peers/${encodeURIComponent(peer)}/bill`,
    { from, to, auction },
    { keep: false },
  );
  return (
    <div className="stack">
      <p className="note">{words.openBill}</p>
      <Answered answer={bill} height={480}>
        {(data) => <BillShown key={`${peer} ${from} ${auction ?? ''}`} bill={data} />}
      </Answered>
    </div>
  );
};

const PeerSelect = () => {
  const words = useWords(billWords);
  const { path, scope } = useChosen();
  const [{ peer }, go] = useAddress();
  return (
    <Finder
      id="peer"
      label={words.peer}
      value={peer ?? ''}
      nothing={words.choose}
      path={`${path}/peer-totals`}
      parameters={scope}
      nameOf={({ peerId }: PeerTotals) => peerId}
      onChoose={(value) => go({ peer: value })}
    />
  );
};

const BillShown = ({ bill }: { readonly bill: PeerBill }) => {
  const words = useWords(billWords);
  if (bill.lines.length === 0) return <Message title={words.lines} text={words.noLines} />;
  return (
    <div className="stack">
      <BillTiles bill={bill} />
      {bill.gridOnlyNanos === null ? (
        <p className="card quiet">{words.noGrid}</p>
      ) : (
        <Waterfall falls={fallsOf(bill)} note={words.waterfallNote} />
      )}
      <BillLines bill={bill} />
      <BillRuns bill={bill} />
    </div>
  );
};

const BillTiles = ({ bill }: { readonly bill: PeerBill }) => <Tiles tiles={useBillTiles(bill)} />;

const useBillTiles = ({ totalNanos, gridOnlyNanos, auctions }: PeerBill): readonly Tile[] => {
  const words = useWords(billWords);
  const { money, percent, whole } = useFormat();
  const total = BigInt(totalNanos);
  const size = total < 0n ? -total : total;
  const alone = BigInt(gridOnlyNanos ?? 0);
  const saved = total - alone;
  return [
    { name: total <= 0n ? words.toPay : words.toGet, figure: money(size) },
    ...(gridOnlyNanos === null
      ? []
      : [
          { name: words.gridOnly, figure: money(-alone), tone: 'grid' as const },
          {
            ...{ name: words.saved, figure: money(saved), tone: 'community' as const },
            aside:
              alone === 0n
                ? undefined
                : words.savedAside(percent(Number(saved) / Math.abs(Number(alone)))),
          },
        ]),
    { name: words.days, figure: whole(auctions) },
  ];
};
