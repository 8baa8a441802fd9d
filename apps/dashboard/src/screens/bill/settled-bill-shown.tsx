import type { BilledWindow } from '@trueque/contracts';
import { useAddress } from '../../address/use-address';
import { useAnswer } from '../../api/answers';
import { ApiProblem } from '../../api/client';
import { Icon } from '../../parts/icons';
import { Answered, Message } from '../../parts/states';
import { type Tile, Tiles } from '../../parts/tiles';
import { useChosen } from '../../shell/market';
import { Select } from '../../shell/select';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { wordOf } from '../../words/words';
import { qualityOf, type SettledBill, settledFalls, windowName } from './settled-bill';
import { SettledLines } from './settled-lines';
import { Waterfall } from './waterfall-figure';
import { billWords } from './words';

interface SettledProps {
  readonly peer: string;
  /** Windows that lie in the period: one at least. */
  readonly windows: readonly [BilledWindow, ...BilledWindow[]];
}

/** The bill that a settlement issued, for one of the windows of the period. */
export const SettledBillShown = ({ peer, windows }: SettledProps) => {
  const words = useWords(billWords);
  const [{ window: named }, go] = useAddress();
  const { path } = useChosen();
  const chosen = windows.find((it) => windowName(it) === named) ?? windows[0];
  const bill = `${path}/bills/${chosen.from}/${chosen.to}/${encodeURIComponent(`peer:${peer}`)}`;
  const answer = useAnswer<SettledBill>(bill, {}, { keep: false });
  const isUnknown = answer.error instanceof ApiProblem && answer.error.code === 'bill-unknown';
  return (
    <div className="stack">
      <Select
        id="window"
        label={words.window}
        value={windowName(chosen)}
        choices={windows.map((it) => ({
          value: windowName(it),
          label: `${windowName(it).replace('..', ' – ')} · ${wordOf(words.windowKinds, it.kind)}`,
        }))}
        onChoose={(window) => go({ window })}
      />
      {isUnknown ? (
        <Message title={words.lines} text={words.noBill} />
      ) : (
        <Answered answer={answer} height={480}>
          {(data) => <BillOfWindow key={bill} bill={data} path={bill} />}
        </Answered>
      )}
    </div>
  );
};

interface BillProps {
  readonly bill: SettledBill;
  /** Where the API has it. */
  readonly path: string;
}

const BillOfWindow = ({ bill, path }: BillProps) => {
  const words = useWords(billWords);
  return (
    <div className="stack" id="settled-bill">
      <SettledTiles bill={bill} />
      <Waterfall
        falls={settledFalls(bill)}
        note={words.settledNote}
        provenance={{ run: bill.runId, status: useNumber(bill) }}
      />
      <SettledLines bill={bill} path={path} />
      <Documents path={path} />
    </div>
  );
};

/** `number 7, replaces number 3, by −0.10`. */
const useNumber = ({ number, replaces, differenceMinor = 0, minorDigits }: SettledBill): string => {
  const words = useWords(billWords);
  const { money } = useFormat();
  if (number === null) return words.noNumber;
  const by = money(BigInt(differenceMinor) * 10n ** BigInt(9 - minorDigits));
  return [
    words.number(String(number)),
    ...(replaces === undefined ? [] : [words.replaces(String(replaces), by)]),
  ].join(', ');
};

const SettledTiles = ({ bill }: { readonly bill: SettledBill }) => (
  <Tiles tiles={useSettledTiles(bill)} />
);

const useSettledTiles = (bill: SettledBill): readonly Tile[] => {
  const words = useWords(billWords);
  const { money, percent, whole } = useFormat();
  const { totalMinor, aloneMinor, minorDigits } = bill;
  const tell = (minor: number) => money(BigInt(minor) * 10n ** BigInt(9 - minorDigits));
  const { all, measured, share } = qualityOf(bill);
  const saved = totalMinor - aloneMinor;
  return [
    { name: totalMinor <= 0 ? words.toPay : words.toGet, figure: tell(Math.abs(totalMinor)) },
    { name: words.gridOnly, figure: tell(-aloneMinor), tone: 'grid' },
    {
      ...{ name: words.saved, figure: tell(saved), tone: 'community' },
      aside: aloneMinor === 0 ? undefined : words.savedAside(percent(saved / Math.abs(aloneMinor))),
    },
    {
      ...{ name: words.quality, figure: percent(share) },
      aside: words.qualityAside(whole(measured), whole(all)),
    },
  ];
};

/** The same for a drawer or a spreadsheet, as the server writes it. */
const Documents = ({ path }: { readonly path: string }) => {
  const words = useWords(billWords);
  const { language } = useFormat();
  return (
    <p className="ways">
      {words.document}:
      <a href={`${path}?format=pdf&lang=${language}`} target="_blank" rel="noreferrer">
        <Icon name="download" /> PDF
      </a>
      <a href={`${path}?format=csv`}>
        <Icon name="download" /> CSV
      </a>
    </p>
  );
};
