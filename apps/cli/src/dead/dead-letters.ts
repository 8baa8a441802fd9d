import type { DataSource } from 'typeorm';

/** An event that a consumer could not be brought to take, and why. */
export interface DeadLetter {
  readonly consumer: string;
  readonly market: string;
  readonly position: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
  readonly recordedAt: string;
  /** When an operator asked to bring it once more; null where nobody has. */
  readonly retryAskedAt: string | null;
}

/** Which letters are meant; nothing means all. */
export interface LettersWanted {
  readonly consumer?: string;
  readonly market?: string;
  readonly position?: number;
}

const WHERE = `
  WHERE ($1::text IS NULL OR consumer = $1) AND ($2::text IS NULL OR partition = $2)
    AND ($3::bigint IS NULL OR position = $3)`;

const SELECT = `
  SELECT consumer, partition AS market, position::float AS position, event_id AS "eventId",
         event_type AS "eventType", reason, recorded_at AS "recordedAt",
         retry_asked_at AS "retryAskedAt"
    FROM messaging.dead_letter ${WHERE} ORDER BY partition, position, consumer`;

const ASK = `UPDATE messaging.dead_letter SET retry_asked_at = now() ${WHERE}`;

const valuesOf = ({ consumer, market, position }: LettersWanted) => [
  consumer ?? null,
  market ?? null,
  position ?? null,
];

/** None where no consumer has run on this database yet. */
export const deadLetters = async (
  dataSource: DataSource,
  wanted: LettersWanted,
): Promise<readonly DeadLetter[]> =>
  (await hasTable(dataSource)) ? dataSource.query(SELECT, valuesOf(wanted)) : [];

/** Asks the services to bring these once more; they do so within a second or two. */
export const askToRetry = async (dataSource: DataSource, wanted: LettersWanted): Promise<void> => {
  if (await hasTable(dataSource)) await dataSource.query(ASK, valuesOf(wanted));
};

const hasTable = async (dataSource: DataSource): Promise<boolean> => {
  const [row]: { there: boolean }[] = await dataSource.query(
    `SELECT to_regclass('messaging.dead_letter') IS NOT NULL AS there`,
  );
  return row?.there === true;
};
