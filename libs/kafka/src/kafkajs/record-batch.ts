import type { ByteWriter } from './byte-writer.js';
import { crc32c } from './crc32c.js';

/** A message as kafkajs hands it on to what writes it. */
export interface RecordSource {
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds; now, where there is none. */
  readonly timestamp?: string;
}

/** Who sends, and which of its messages to this partition is the first: so brokers drop what comes twice. */
export interface Sender {
  readonly producerId: bigint;
  readonly producerEpoch: number;
  readonly firstSequence: number;
}

const MAGIC = 2;
/** What most records' length takes: those of 64 bytes to 8 kB. */
const LENGTH_BYTES = 2;

/** Kafka's message format 2, uncompressed: the same bytes as kafkajs writes. */
export const writeRecordBatch = (
  writer: ByteWriter,
  messages: readonly RecordSource[],
  { firstSequence, producerEpoch, producerId }: Sender,
): void => {
  const times = timesOf(messages);
  const firstMs = Math.min(...times);
  writer.int64(0n);
  const lengthAt = writer.skip(4);
  writer.int32(0);
  writer.int8(MAGIC);
  const sumAt = writer.skip(4);
  const summed = writer.at;
  writer.int16(0);
  writer.int32(messages.length - 1);
  writer.int64(BigInt(firstMs));
  writer.int64(BigInt(Math.max(...times)));
  writer.int64(producerId);
  writer.int16(producerEpoch);
  writer.int32(firstSequence);
  writer.int32(messages.length);
  messages.forEach((message, index) => {
    writeRecord(writer, message, { offset: index, ms: (times[index] ?? firstMs) - firstMs });
  });
  writer.bytes.writeInt32BE(writer.at - lengthAt - 4, lengthAt);
  writer.bytes.writeUInt32BE(crc32c(writer.bytes, summed, writer.at), sumAt);
};

const timesOf = (messages: readonly RecordSource[]): readonly number[] => {
  const nowMs = Date.now();
  return messages.map(({ timestamp }) => (timestamp === undefined ? nowMs : Number(timestamp)));
};

const writeRecord = (
  writer: ByteWriter,
  { headers = {}, key = null, value }: RecordSource,
  after: { readonly offset: number; readonly ms: number },
): void => {
  writer.skip(LENGTH_BYTES);
  const start = writer.at;
  writer.int8(0);
  writer.varint(after.ms);
  writer.varint(after.offset);
  writer.part(key);
  writer.part(value);
  const names = Object.keys(headers);
  writer.varint(names.length);
  for (const name of names) {
    writer.text(name);
    writer.text(headers[name] ?? '');
  }
  writer.lengthBefore(start, LENGTH_BYTES);
};
