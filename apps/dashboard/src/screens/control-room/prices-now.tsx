import type { PriceCell, PriceMap } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { DataTable } from '../../parts/data-table';
import { Answered } from '../../parts/states';
import type { Column } from '../../parts/table-columns';
import { useChosen } from '../../shell/market';
import { useFormat } from '../../shell/use-format';
import { useWords } from '../../words/language';
import { latestPriced } from './latest';
import { controlRoomWords } from './words';

/** The price of each community in the latest period that has one. */
export const PricesNow = () => {
  const { path, scope } = useChosen();
  const map = useAnswer<PriceMap>(`${path}/price-map`, scope);
  return (
    <Answered answer={map} height={180}>
      {({ items }) => <PriceList cells={items} />}
    </Answered>
  );
};

const PriceList = ({ cells }: { readonly cells: readonly PriceCell[] }) => {
  const words = useWords(controlRoomWords);
  const format = useFormat();
  const { price, priceUnit } = format;
  const latest = latestPriced(cells, Date.now())?.start;
  const rows = cells.filter(({ start }) => start === latest);
  const columns: readonly Column<PriceCell>[] = [
    { head: words.community, text: ({ communityId }) => communityId },
    {
      head: `${words.price}, ${priceUnit}`,
      numeric: true,
      text: ({ priceMicrosPerKwh }) => price(priceMicrosPerKwh),
    },
  ];
  return (
    <section className="card" id="prices-now" aria-labelledby="prices-now-title">
      <header className="card-head">
        <div>
          <h2 id="prices-now-title">
            {words.pricesTitle} <small>{priceUnit}</small>
          </h2>
          {latest === undefined ? null : (
            <p className="note">{words.pricesNote(format.dateTime(latest))}</p>
          )}
        </div>
      </header>
      <DataTable
        caption={words.pricesTitle}
        columns={columns}
        rows={rows}
        keyOf={({ communityId }) => communityId}
      />
    </section>
  );
};
