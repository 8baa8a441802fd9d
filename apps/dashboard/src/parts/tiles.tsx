import type { ReactNode } from 'react';

export interface Tile {
  readonly name: string;
  readonly figure: string;
  readonly unit?: string | undefined;
  readonly aside?: ReactNode;
  readonly tone?: 'community' | 'grid' | 'network' | 'storage' | undefined;
}

/** A few figures that matter most. */
export const Tiles = ({ tiles }: { readonly tiles: readonly Tile[] }) => (
  <dl className="tiles">
    {tiles.map(({ name, figure, unit, aside, tone }) => (
      <div className="tile" key={name} data-tone={tone}>
        <dt>{name}</dt>
        <dd>
          <span className="figure-number">{figure}</span>
          {unit === undefined ? null : <span className="figure-unit">{unit}</span>}
          {aside === undefined ? null : <span className="aside">{aside}</span>}
        </dd>
      </div>
    ))}
  </dl>
);
