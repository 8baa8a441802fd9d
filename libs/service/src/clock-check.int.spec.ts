import { Logger } from '@nestjs/common';
import { openDataSource } from '@trueque/postgres';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import { ClockCheck } from './clock-check.js';

describe('the clock of a service', () => {
  let dataSource: DataSource;
  const said: unknown[] = [];

  beforeAll(async () => {
    dataSource = await openDataSource({ url: await freshDatabase() });
    Logger.overrideLogger({
      ...{ log: () => undefined, error: () => undefined },
      warn: (text: unknown) => said.push(text),
    });
  });

  afterAll(async () => {
    Logger.overrideLogger(false);
    await dataSource.destroy();
  });

  const saidWhereItIs = async (aheadMs: number): Promise<unknown[]> => {
    const clock = { nowMs: () => Date.now() + aheadMs };
    await new ClockCheck(dataSource, clock).onApplicationBootstrap();
    return said.splice(0);
  };

  it.each([
    [90_000, "this machine's clock is 90 s ahead of the database's"],
    [-3_600_000, "this machine's clock is 3600 s behind the database's"],
  ])('is told at start where it is %d ms from that of the database', async (aheadMs, told) => {
    expect(await saidWhereItIs(aheadMs)).toEqual([told]);
  });

  it('is not worth a word where both agree', async () =>
    expect(await saidWhereItIs(0)).toEqual([]));
});
