import type { PriceCell, PriceMap } from '@trueque/contracts';
import { useAnswer } from '../../api/answers';
import { Answered } from '../../parts/states';
import { TableCard } from '../../parts/table-card';
import { figures } from '../../parts/table-columns';
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
      {(data) => <PriceList map={data} />}
    </Answered>
  );
};

const PriceList = ({ map: { items, communities } }: { readonly map: PriceMap }) => {
  const words = useWords(controlRoomWords);
  const { price, priceUnit, dateTime, whole } = useFormat();
  const latest = latestPriced(items, Date.now())?.start;
  const rows = items.filter(({ start }) => start === latest);
  const most =
    rows.length < communities ? ` ${words.pricesMost(whole(rows.length), whole(communities))}` : '';
  return (
    <TableCard<PriceCell>
      id="prices-now"
      title={words.pricesTitle}
      unit={priceUnit}
      note={latest === undefined ? undefined : `${words.pricesNote(dateTime(latest))}${most}`}
      columns={[
        { head: words.community, text: ({ communityId }) => communityId },
        figures(
          `${words.price}, ${priceUnit}`,
          ({ priceMicrosPerKwh }) => priceMicrosPerKwh / 1e6,
          (value) => price(value * 1e6),
        ),
      ]}
      rows={rows}
      keyOf={({ communityId }) => communityId}
    />
  );
};
