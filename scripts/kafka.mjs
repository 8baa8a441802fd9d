/** A real Kafka on this machine, for tests, drills and trying things out: `npm run kafka -- --help`. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  addressesOf,
  nodeState,
  readCluster,
  signalNode,
  startCluster,
  stopCluster,
} from './kafka/cluster.mjs';
import { kafkaVersion, KafkaUnready } from './kafka/distribution.mjs';
import { root } from './sources.mjs';

const usage = `npm run kafka -- COMMAND

Apache Kafka ${kafkaVersion} on 127.0.0.1, fetched once from Maven Central; needs Java 17 or newer.

  start [--nodes 1|3]   starts what does not run yet, waits until it is ready, prints KAFKA_BROKERS
  stop                  stops all nodes; their data stay
  status                every node with its address, process and state; exit code 1 unless all run
  kill N                ends node N at once, as a power failure would (start brings it back)
  pause N, resume N     freezes node N (SIGSTOP) and lets it go on

  --folder FOLDER       where the data are (default .trueque/kafka)
  --erase               with stop: removes the data too
  --properties FILE     with start: more settings for one node, such as listeners with TLS, as JSON
  --user NAME:PASSWORD  with start of a new cluster: a user for listeners with SASL (SCRAM)
  --json                one JSON document on standard output

Exit codes: 0 done, 1 it does not all run, 2 wrong usage, 3 Java, Maven or the network is missing.
`;

const say = (text) => console.error(`kafka: ${text}`);

class WrongUsage extends Error {}

const parsed = () => {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        nodes: { type: 'string' },
        folder: { type: 'string', default: join(root, '.trueque', 'kafka') },
        erase: { type: 'boolean', default: false },
        properties: { type: 'string' },
        user: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw new WrongUsage(error.message);
  }
};

const countOf = (nodes) => {
  if (nodes === undefined || nodes === '1' || nodes === '3') return nodes && Number(nodes);
  throw new WrongUsage(`--nodes is 1 or 3; it is ${nodes}`);
};

const nodeNumber = (text = '') => {
  if (/^[1-9]$/.test(text)) return Number(text);
  throw new WrongUsage(`which node? it is a number from 1; it was "${text}"`);
};

const extrasOf = ({ properties, user }) => {
  const [name, ...password] = user?.split(':') ?? [];
  if (user !== undefined && password.length === 0)
    throw new WrongUsage(`--user is NAME:PASSWORD; it is ${user}`);
  try {
    return {
      ...(properties && { properties: JSON.parse(readFileSync(properties, 'utf8')) }),
      ...(name && { users: [{ name, password: password.join(':') }] }),
    };
  } catch (error) {
    throw new WrongUsage(`--properties cannot be read: ${error.message}`);
  }
};

const report = ({ folder, json }, cluster) => {
  const nodes = (cluster?.nodes ?? []).map((node) => ({
    ...{ node: node.id, address: `127.0.0.1:${node.port}`, pid: node.pid },
    state: nodeState(folder, node),
  }));
  const brokers = cluster ? addressesOf(cluster) : '';
  if (json) console.log(JSON.stringify({ brokers, folder, nodes }));
  else if (!cluster) console.log('there is no cluster; npm run kafka -- start');
  else {
    for (const { node, address, pid, state } of nodes)
      console.log(`node ${node}  ${address}  pid ${pid}  ${state}`);
    console.log(`KAFKA_BROKERS=${brokers}`);
  }
  return nodes.length > 0 && nodes.every(({ state }) => state === 'running') ? 0 : 1;
};

const stop = async ({ folder, erase }) => {
  const count = await stopCluster(folder);
  if (erase && existsSync(join(folder, 'cluster.json')))
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  say(count === 0 ? 'nothing ran' : `stopped ${count} node(s)`);
  return 0;
};

const signal = (name) => (options, text) => {
  signalNode(options.folder, nodeNumber(text), name);
  return 0;
};

const commands = {
  start: async (options) =>
    report(
      options,
      await startCluster(options.folder, countOf(options.nodes), say, extrasOf(options)),
    ),
  stop,
  status: (options) => report(options, readCluster(options.folder)),
  kill: signal('SIGKILL'),
  pause: signal('SIGSTOP'),
  resume: signal('SIGCONT'),
};

const main = async () => {
  const { values, positionals } = parsed();
  const [name, ...rest] = positionals;
  if (values.help) return console.log(usage.trimEnd());
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command)
    throw new WrongUsage(
      `${name ? `there is no command "${name}"` : 'which command?'}; they are ${Object.keys(commands).join(', ')}`,
    );
  process.exitCode = await command({ ...values, folder: resolve(values.folder) }, ...rest);
};

main().catch((error) => {
  if (!(error instanceof WrongUsage) && !(error instanceof KafkaUnready)) throw error;
  say(error.message);
  process.exitCode = error instanceof WrongUsage ? 2 : 3;
});
