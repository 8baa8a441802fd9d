import { MeterNames } from './meter-names.js';

const naming = {
  peersByMeter: new Map([['NMI-0001', 'sun']]),
  peers: new Set(['sun', 'mill']),
  hidesStrangers: true,
};

describe('what events call a meter', () => {
  it('is the peer that the vault knows behind it, or the peer itself', () => {
    const names = new MeterNames(naming);
    expect([names.get('NMI-0001'), names.get('mill')]).toEqual(['sun', undefined]);
    expect(names.strangers.size).toBe(0);
  });

  it('is one random reference for whom nobody knows', () => {
    const names = new MeterNames(naming);
    const reference = names.get('NMI-0002');
    expect(reference).toMatch(/^[0-9a-f-]{36}$/);
    expect([names.get('NMI-0002'), names.get('NMI-0003') === reference]).toEqual([
      reference,
      false,
    ]);
    expect(names.strangers.get('NMI-0002')).toBe(reference);
    expect(new MeterNames(naming).get('NMI-0002')).not.toBe(reference);
  });

  it('is as in the file where its ids are published', () => {
    const names = new MeterNames({ ...naming, hidesStrangers: false });
    expect([names.get('H1'), names.get('NMI-0001')]).toEqual([undefined, 'sun']);
  });
});
