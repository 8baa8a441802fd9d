import { settlementsEvents } from '@trueque/contracts';
import { fold } from '@trueque/kernel';
import { given } from '@trueque/kernel/testing';
import fc from 'fast-check';
import { settlementCommands } from '../testing/arbitraries.js';
import { paperCaseTwo, paperCaseTwoMetered } from '../testing/paper-case-two.js';
import { settledRun } from '../testing/settled-run.js';
import type { PeerReading } from './facts.js';
import { type SettleAuction, settlement } from './settlement.decider.js';

const meteredWith = (readings: PeerReading[]): SettleAuction => ({
  type: 'SettleMetered',
  facts: settledRun({ auction: paperCaseTwo, readings }, ''),
});
const cleared: SettleAuction = {
  type: 'SettleCleared',
  facts: settledRun({ auction: paperCaseTwo }, ''),
};
const metered = meteredWith(paperCaseTwoMetered);
const corrected = meteredWith(paperCaseTwoMetered.slice(1));

const eventsOf = (...commands: SettleAuction[]) => {
  const events = [];
  for (const command of commands) {
    const decision = settlement.decide(command, fold(settlement, events));
    if (decision.accepted) events.push(...decision.events);
  }
  return events;
};

const runsOf = (...commands: SettleAuction[]) =>
  eventsOf(...commands).flatMap((event) =>
    event.type === 'SettlementRunCompleted' ? [[event.data.runId, event.data.kind]] : [],
  );

describe('the settlement of an auction', () => {
  it('is one posting event and a statement for every peer', () =>
    expect(eventsOf(cleared).map(({ type }) => type)).toEqual([
      'SettlementRunCompleted',
      ...paperCaseTwo.peers.map(() => 'StatementIssued'),
    ]));

  it('is run again when meters report, and when a reading is corrected', () =>
    expect(runsOf(cleared, metered, corrected, metered)).toEqual([
      ['harbour/monday/1', 'cleared'],
      ['harbour/monday/2', 'metered'],
      ['harbour/monday/3', 'metered'],
      ['harbour/monday/4', 'metered'],
    ]));

  it('adds nothing when the same facts come again', () => {
    given(settlement, ...eventsOf(cleared))
      .when(cleared)
      .thenNothing();
    given(settlement, ...eventsOf(cleared, metered))
      .when(metered)
      .thenNothing();
  });

  it('does not forget the meters when the clearing is heard of late', () =>
    given(settlement, ...eventsOf(metered))
      .when(cleared)
      .thenNothing());

  it('speaks only events of the catalogue', () =>
    fc.assert(
      fc.property(settlementCommands, (command) => {
        for (const { type, data } of eventsOf(command)) {
          expect(settlementsEvents[type].data.safeParse(data).error).toBeUndefined();
        }
      }),
    ));

  it('adds nothing to any command that is repeated', () =>
    fc.assert(
      fc.property(settlementCommands, (command) =>
        given(settlement, ...eventsOf(command))
          .when(command)
          .thenNothing(),
      ),
    ));
});
