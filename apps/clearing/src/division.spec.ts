import { ServiceConfigError } from '@trueque/service';
import { division } from './division.js';

describe('the markets that clearing processes clear together', () => {
  it('are those from a quarter of a million peers on, or as the environment says', () => {
    expect(division({})).toEqual({ peersMin: 250_000, districtsMax: 8 });
    expect(division({ CLEARING_DIVIDED_FROM: '10', CLEARING_DISTRICTS: '3' })).toEqual({
      peersMin: 10,
      districtsMax: 3,
    });
    expect(division({ CLEARING_DIVIDED_FROM: 'never' })).toBeUndefined();
  });

  it.each(['0', '-1', 'many', '1.5'])('do not begin at %s', (CLEARING_DIVIDED_FROM) =>
    expect(() => division({ CLEARING_DIVIDED_FROM })).toThrow(ServiceConfigError),
  );
});
