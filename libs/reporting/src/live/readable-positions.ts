import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { CheckpointRow } from '@trueque/messaging';
import { exhaustMap, type Observable, share, Subject, takeUntil, timer } from 'rxjs';
import { DataSource } from 'typeorm';

/** Position up to which every read model of a partition was written, by partition. */
export type Positions = ReadonlyMap<string, number>;

const LOOK_MS = 250;

/**
 * How far the read side came. Looked up while somebody listens, once for all who do; it holds for
 * projections that run in another process too.
 */
@Injectable()
export class ReadablePositions implements OnModuleDestroy {
  private readonly over = new Subject<void>();
  readonly positions: Observable<Positions>;

  constructor(
    private readonly dataSource: DataSource,
    private readonly projections: readonly string[],
  ) {
    this.positions = timer(0, LOOK_MS).pipe(
      exhaustMap(() => this.now()),
      takeUntil(this.over),
      share(),
    );
  }

  async now(): Promise<Positions> {
    const rows = await this.dataSource
      .createQueryBuilder(CheckpointRow, 'row')
      .select('row.partition', 'partition')
      .addSelect('min(row.position)', 'position')
      .where('row.consumer IN (:...names)', { names: this.projections })
      .groupBy('row.partition')
      .having('count(*) = :count', { count: this.projections.length })
      .getRawMany<{ partition: string; position: string }>();
    return new Map(rows.map(({ partition, position }) => [partition, Number(position)]));
  }

  /** Ends every stream, so that the server need not wait for those who listen. */
  onModuleDestroy(): void {
    this.over.next();
  }
}
