import { openDataSource } from '@trueque/postgres';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { freshDatabase } from '../../../test/support/index.js';
import { PersonVault, sealedPersons } from './person-vault.js';
import { rotateMasterKey } from './rotation.js';
import { vaultMigrations } from './vault.migration.js';

const neverMade = { ...sealedPersons, name: 'vault.nothing' };

describe('the vault of persons', () => {
  const master = randomBytes(32);
  const ana = { name: 'Ana Quintero', address: 'Calle 7, Lorica', meterIds: ['NMI-0001'] };
  let dataSource: DataSource;
  let vault: PersonVault;

  beforeAll(async () => {
    const url = await freshDatabase();
    dataSource = await openDataSource({ url, migrations: vaultMigrations });
    vault = new PersonVault(dataSource, async () => master);
  });

  afterAll(() => dataSource.destroy());

  const person = () => ({ marketId: 'harbour', personId: randomUUID() });
  const rowsText = async () =>
    JSON.stringify(await dataSource.query('SELECT t::text FROM vault.person t'));

  it('keeps what is told of a person, and the last of it', async () => {
    const id = person();
    await vault.keep(id, { name: 'Ana' });
    await vault.keep(id, ana);
    expect(await vault.read(id)).toEqual(ana);
    const hex = Buffer.from('Ana Quintero').toString('hex');
    expect(await rowsText()).not.toContain(hex);
  });

  it('opens for nobody who has another master key, nor for another person', async () => {
    const [id, other] = [person(), person()];
    await vault.keep(id, ana);
    await expect(
      new PersonVault(dataSource, async () => randomBytes(32)).read(id),
    ).rejects.toThrow();
    await dataSource.query('UPDATE vault.person SET person_id = $2 WHERE person_id = $1', [
      id.personId,
      other.personId,
    ]);
    await expect(vault.read(other)).rejects.toThrow();
    await vault.erase(other);
  });

  it('forgets a person with the key, and forgetting twice does no harm', async () => {
    const id = person();
    await vault.keep(id, ana);
    await vault.erase(id);
    await vault.erase(id);
    expect(await vault.read(id)).toBeUndefined();
    expect(await rowsText()).not.toContain(id.personId);
  });

  it('corrects whom it has, and nobody whom it has not or has forgotten', async () => {
    const id = person();
    expect(await vault.replace(id, ana)).toBe(false);
    await vault.keep(id, { name: 'Anna' });
    expect(await vault.replace(id, ana)).toBe(true);
    expect(await vault.read(id)).toEqual(ana);
    await vault.erase(id);
    expect(await vault.replace(id, ana)).toBe(false);
    expect(await vault.read(id)).toBeUndefined();
  });

  it('refers to a cause by the same reference each time, and under another key by another', async () => {
    const reference = await vault.reference('harbour', 'key-1');
    expect(reference).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(await vault.reference('harbour', 'key-1')).toBe(reference);
    const others = [
      vault.reference('harbour', 'key-2'),
      vault.reference('south', 'key-1'),
      new PersonVault(dataSource, async () => randomBytes(32)).reference('harbour', 'key-1'),
    ];
    expect(await Promise.all(others)).not.toContain(reference);
  });

  it('opens with the next master key alone once the keys were wrapped anew', async () => {
    const id = person();
    const next = randomBytes(32);
    await vault.keep(id, ana);
    const rotate = (from: Buffer, to: Buffer) =>
      rotateMasterKey(dataSource, { from, to }, [sealedPersons, neverMade]);
    expect(await rotate(master, next)).toBeGreaterThan(0);
    expect(await new PersonVault(dataSource, async () => next).read(id)).toEqual(ana);
    await expect(vault.read(id)).rejects.toThrow();
    await expect(rotate(master, randomBytes(32))).rejects.toThrow();
    expect(await new PersonVault(dataSource, async () => next).read(id)).toEqual(ana);
  });
});
