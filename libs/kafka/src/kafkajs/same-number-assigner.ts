import { AssignerProtocol, type PartitionAssigner } from 'kafkajs';

const NAME = 'trueque-same-number';

/**
 * Gives partition N of every topic to the same member, so that all messages of one market, whatever
 * their topic, meet in one process. Kafka's round robin would spread them.
 */
export const sameNumberAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: 0,

  assign: ({ members, topics }) => {
    const sorted = members.map(({ memberId }) => memberId).sort();
    const assignments = sorted.map((memberId, index) => ({
      memberId,
      memberAssignment: AssignerProtocol.MemberAssignment.encode({
        version: 0,
        assignment: Object.fromEntries(
          topics.map((topic) => [
            topic,
            cluster
              .findTopicPartitionMetadata(topic)
              .map(({ partitionId }) => partitionId)
              .filter((partition) => partition % sorted.length === index),
          ]),
        ),
        userData: Buffer.alloc(0),
      }),
    }));
    return Promise.resolve(assignments);
  },

  protocol: ({ topics }) => ({
    name: NAME,
    metadata: AssignerProtocol.MemberMetadata.encode({
      version: 0,
      topics,
      userData: Buffer.alloc(0),
    }),
  }),
});
