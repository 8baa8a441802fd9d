import fc from 'fast-check';
import { type Lot, type LotQueue, queueOf, takeLots } from './queue.js';

const lotsTaken = <Owner>(queue: LotQueue<Owner>, wantedWh: number): Lot<Owner>[] => {
  const lots: Lot<Owner>[] = [];
  takeLots(queue, wantedWh, (lot) => lots.push(lot));
  return lots;
};

const lot = (owner: string, receivedWh: number, sentWh = receivedWh): Lot<string> => ({
  owner,
  receivedWh,
  sentWh,
});

const leftIn = <Owner>({ lots, next }: LotQueue<Owner>): Lot<Owner>[] => lots.slice(next);

describe('lots taken off a queue', () => {
  it('come from the front, the last one cut', () => {
    const queue = queueOf([lot('a', 3), lot('b', 5)]);
    expect(lotsTaken(queue, 4)).toEqual([lot('a', 3), lot('b', 1)]);
    expect(leftIn(queue)).toEqual([lot('b', 4)]);
  });

  it('are cut in proportion to what was sent where energy is lost on the way', () => {
    const queue = queueOf([lot('a', 8, 10)]);
    expect(lotsTaken(queue, 4)).toEqual([lot('a', 4, 5)]);
    expect(leftIn(queue)).toEqual([lot('a', 4, 5)]);
  });

  it('are no more than there are', () => {
    expect(lotsTaken(queueOf([lot('a', 3)]), 9)).toEqual([lot('a', 3)]);
    expect(lotsTaken(queueOf([]), 9)).toEqual([]);
  });

  it('never lose a watt-hour, sent or received', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 });
    fc.assert(
      fc.property(amounts, amounts, (lots, wants) => {
        const queue = queueOf(lots.map((amount, index) => lot(`s${index}`, amount, amount * 2)));
        const taken = wants.flatMap((wantedWh) => lotsTaken(queue, wantedWh));
        const total = (part: 'receivedWh' | 'sentWh') =>
          [...taken, ...leftIn(queue)].reduce((sum, item) => sum + item[part], 0);
        const offered = lots.reduce((sum, amount) => sum + amount, 0);
        return total('receivedWh') === offered && total('sentWh') === offered * 2;
      }),
    );
  });
});
