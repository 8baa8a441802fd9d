import { ApiProperty } from '@nestjs/swagger';
import type { RunManifest, RunResult } from '../run/run-folder.js';

export const REPLAY_STATES = ['waiting', 'running', 'finished', 'interrupted', 'failed'] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

/** Where a replay stands. */
export interface ReplayProgress {
  readonly state: ReplayState;
  /** Auctions that are cleared. */
  readonly auctions: number;
  /** Why it failed. */
  readonly detail: string | null;
}

/** A replay as the API tells of it. */
export class ReplayView implements ReplayProgress {
  @ApiProperty() replayId!: string;
  @ApiProperty() marketId!: string;
  @ApiProperty({ description: 'Of its rules; `as recorded` where they are those in force.' })
  name!: string;
  @ApiProperty({ type: 'string', nullable: true }) from!: string | null;
  @ApiProperty({ type: 'string', nullable: true }) to!: string | null;
  @ApiProperty({ description: 'Under the rules in force: hashes must be the recorded ones.' })
  unchanged!: boolean;
  @ApiProperty({
    enum: REPLAY_STATES,
    description: 'An interrupted one goes on when it is asked for again.',
  })
  state!: ReplayState;
  @ApiProperty({ description: 'Auctions that are cleared so far.' }) auctions!: number;
  @ApiProperty({ description: 'Auctions that could not be cleared.' }) failed!: number;
  @ApiProperty({ description: 'Auctions of the recorded hash, where unchanged.' }) same!: number;
  @ApiProperty({ type: [String], description: 'Auctions of another hash, where unchanged.' })
  different!: readonly string[];
  @ApiProperty({ type: 'string', nullable: true, description: 'Digest of all result hashes.' })
  runHash!: string | null;
  @ApiProperty({ type: 'string', nullable: true, description: 'Why it failed.' })
  detail!: string | null;
}

export const replayView = (
  replayId: string,
  { source, name, from, to, scenario }: RunManifest,
  progress: ReplayProgress,
  result: RunResult | undefined,
): ReplayView => ({
  ...{ replayId, marketId: source, name, from, to, unchanged: scenario === null },
  ...progress,
  ...{ failed: result?.failed ?? 0, same: result?.same ?? 0 },
  ...{ different: result?.different ?? [], runHash: result?.runHash ?? null },
});
