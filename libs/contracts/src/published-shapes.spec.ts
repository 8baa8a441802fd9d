import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventDeclaration, isEventType, publishedShapes, shapeDigest } from './catalogue.js';

const folder = join(__dirname, '../fixtures');

/** What was published once: an example of each version of each type, with the digest of its shape. */
const fixtures = readdirSync(folder).map((file) => {
  const [type = '', version = ''] = file.split('.');
  const { data, shape } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  return { name: `${type} ${version}`, type, version: Number(version.slice(1)), data, shape };
});

const nameOf = ({ type, version }: { type: string; version: number }) => `${type} v${version}`;
const shapes = new Map(publishedShapes().map((shape) => [nameOf(shape), shape.data]));

describe('a published version of an event', () => {
  it('is kept with an example, and no version goes without', () =>
    expect(fixtures.map(({ name }) => name).toSorted()).toEqual([...shapes.keys()].toSorted()));

  it.each(fixtures)('keeps its shape: $name', ({ name, shape }) => {
    // A shape that has to change gets a new version; the old one stays, with an upcaster beside it.
    expect(shapeDigest(shapes.get(name)!)).toBe(shape);
  });

  it.each(fixtures)('can still be read by this program: $name', ({ data, type, version }) => {
    if (!isEventType(type)) throw new Error(`${type} is no longer known`);
    const { data: current, earlier } = eventDeclaration(type);
    const upcast = earlier.slice(version - 1).reduce((read, shape) => shape.upcast(read), data);
    expect(current.parse(upcast)).toEqual(upcast);
  });

  it('tells every change of a shape, an optional field too', () => {
    const { data } = eventDeclaration('AuctionCleared');
    const shape = fixtures.find(({ name }) => name === 'AuctionCleared v1')?.shape;
    expect(shapeDigest(data)).not.toBe(shape);
  });

  it('refuses to be read where its data are not of its shape', () => {
    const [version1] = eventDeclaration('AuctionCleared').earlier;
    expect(() => version1?.upcast({ solver: 'HiGHS' })).toThrow('solver');
  });
});
