/** Nodes of a local Kafka cluster: each broker and controller in one process, on loopback only. */
import { randomBytes } from 'node:crypto';
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatStorage, javaFlags, KafkaUnready, readyKafka } from './distribution.mjs';
import { metadataOf } from './metadata.mjs';

const bootMsMax = 90_000;
const stopMsMax = 30_000;
const pollMs = 100;

const stateFile = (folder) => join(folder, 'cluster.json');

export const readCluster = (folder) =>
  existsSync(stateFile(folder)) ? JSON.parse(readFileSync(stateFile(folder), 'utf8')) : undefined;

const saveCluster = (folder, cluster) => {
  const unfinished = `${stateFile(folder)}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(cluster, null, 2));
  renameSync(unfinished, stateFile(folder));
  return cluster;
};

const signalled = (pid, signal) => {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
};

/** A number may have been given to another program since: the command line must name the node. */
const processOf = (folder, { id, pid }) => {
  if (!(pid > 0) || !signalled(pid, 0)) return undefined;
  const { stdout = '' } = spawnSync('ps', ['-o', 'stat=,args=', '-ww', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const line = stdout.trim();
  if (!line.includes(join(folder, `node-${id}`, 'server.properties'))) return undefined;
  return {
    pid,
    state: line.startsWith('Z') ? 'stopped' : line.startsWith('T') ? 'paused' : 'running',
  };
};

/** `running`, `paused` or `stopped`. */
export const nodeState = (folder, node) => processOf(folder, node)?.state ?? 'stopped';

export const addressesOf = (cluster) =>
  cluster.nodes.map(({ port }) => `127.0.0.1:${port}`).join(',');

const freePorts = async (count) => {
  const servers = await Promise.all(
    Array.from({ length: count }, () => {
      const server = createServer();
      return new Promise((resolve, reject) =>
        server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server)),
      );
    }),
  );
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
};

const newCluster = async (count, known) => {
  const ports = await freePorts(count * 2);
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    port: ports[index * 2],
    controllerPort: ports[index * 2 + 1],
    pid: 0,
  }));
  return { id: known?.id ?? randomBytes(16).toString('base64url'), nodes };
};

/** What names listeners is added to ours; everything else is as it is given. */
const addedToOurs = ['listeners', 'advertised.listeners', 'listener.security.protocol.map'];

const withMore = (properties, more) => {
  const both = (name, value) =>
    addedToOurs.includes(name) ? `${properties[name]},${value}` : value;
  const given = Object.entries(more).map(([name, value]) => [name, both(name, value)]);
  return { ...properties, ...Object.fromEntries(given) };
};

/** Nothing is ever deleted by age or size, and a broker that is gone is noticed within seconds. */
const propertiesOf = (folder, cluster, node, more) => {
  const replicas = Math.min(3, cluster.nodes.length);
  const voters = cluster.nodes.map(({ id, controllerPort }) => `${id}@127.0.0.1:${controllerPort}`);
  const properties = {
    'node.id': node.id,
    'process.roles': 'broker,controller',
    'controller.quorum.voters': voters.join(','),
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': join(folder, `node-${node.id}`, 'data'),
    'auto.create.topics.enable': false,
    'unclean.leader.election.enable': false,
    'default.replication.factor': replicas,
    'min.insync.replicas': Math.max(1, replicas - 1),
    'offsets.topic.replication.factor': replicas,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': Math.max(1, replicas - 1),
    'transaction.state.log.num.partitions': 4,
    'group.initial.rebalance.delay.ms': 0,
    'log.retention.hours': -1,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 4,
  };
  return Object.entries(withMore(properties, more))
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
};

const spawnNode = (kafka, folder, node, writesArchive = false) => {
  const home = join(folder, `node-${node.id}`);
  const log = openSync(join(home, 'node.log'), 'a');
  const properties = join(home, 'server.properties');
  const child = spawn(
    kafka.java,
    [...javaFlags(kafka, writesArchive), '-cp', kafka.classPath, 'kafka.Kafka', properties],
    {
      cwd: home,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, LOG_DIR: home },
    },
  );
  closeSync(log);
  child.unref();
  return child.pid;
};

const lastWords = (folder, { id }) => {
  const file = join(folder, `node-${id}`, 'node.log');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.slice(-3).join(' | ') || 'it said nothing';
};

/** Ready once the metadata of a live node names every node that should be there. */
const untilReady = async (folder, cluster) => {
  const deadlineMs = Date.now() + bootMsMax;
  while ((await metadataOf(cluster.nodes)) < cluster.nodes.length) {
    const dead = cluster.nodes.find((node) => nodeState(folder, node) === 'stopped');
    if (dead) throw new KafkaUnready(`node ${dead.id} ended: ${lastWords(folder, dead)}`);
    if (Date.now() > deadlineMs)
      throw new KafkaUnready(`Kafka was not ready after ${bootMsMax / 1000} s, see ${folder}`);
    await sleep(pollMs);
  }
};

/** One run on data of its own writes the archive of classes that makes every later boot short. */
const makeArchive = async (kafka, folder, say) => {
  if (existsSync(kafka.archive)) return;
  say('preparing Kafka for quick starts (once)');
  const home = join(folder, 'archive');
  const cluster = await newCluster(1);
  const [node] = cluster.nodes;
  try {
    prepare(kafka, home, cluster, { node });
    node.pid = spawnNode(kafka, home, node, true);
    await untilReady(home, cluster);
    signalled(node.pid, 'SIGTERM');
    await untilStopped(home, cluster.nodes);
    const written = `${kafka.archive}.${process.pid}`;
    if (existsSync(written)) renameSync(written, kafka.archive);
  } finally {
    if (nodeState(home, node) !== 'stopped') signalled(node.pid, 'SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
};

const prepare = (kafka, folder, cluster, { node, properties: more = {}, users = [] }) => {
  const home = join(folder, `node-${node.id}`);
  const properties = join(home, 'server.properties');
  mkdirSync(home, { recursive: true });
  writeFileSync(properties, propertiesOf(folder, cluster, node, more));
  if (!existsSync(join(home, 'data', 'meta.properties')))
    formatStorage(kafka, cluster.id, properties, users);
};

/** Ports stay while a node lives, so that one that was killed comes back to where it is known. */
const clusterFor = async (folder, count) => {
  const known = readCluster(folder);
  const lives = known?.nodes.some((node) => nodeState(folder, node) !== 'stopped');
  const wanted = count ?? known?.nodes.length ?? 1;
  if (known && wanted !== known.nodes.length)
    throw new KafkaUnready(
      `the cluster in ${folder} has ${known.nodes.length} node(s), not ${wanted}; ` +
        'stop it and remove that folder, or give another one with --folder',
    );
  return lives ? known : newCluster(wanted, known);
};

/**
 * Starts what does not run yet and waits until all nodes know each other. `extras`: `properties` that
 * nodes have besides, and `users` (`{name, password}`) of SCRAM that a new cluster knows.
 */
export const startCluster = async (folder, count, say, extras = {}) => {
  const kafka = readyKafka(say);
  mkdirSync(folder, { recursive: true });
  await makeArchive(kafka, folder, say);
  const cluster = await clusterFor(folder, count);
  saveCluster(folder, cluster);
  for (const node of cluster.nodes.filter((it) => nodeState(folder, it) === 'stopped')) {
    prepare(kafka, folder, cluster, { node, ...extras });
    node.pid = spawnNode(kafka, folder, node);
    saveCluster(folder, cluster);
  }
  await untilReady(folder, cluster);
  return cluster;
};

const untilStopped = async (folder, nodes) => {
  const deadlineMs = Date.now() + stopMsMax;
  while (nodes.some((node) => nodeState(folder, node) !== 'stopped') && Date.now() < deadlineMs)
    await sleep(pollMs);
  for (const node of nodes)
    if (nodeState(folder, node) !== 'stopped') signalled(node.pid, 'SIGKILL');
};

/** In order; a node that is paused or takes too long is killed. */
export const stopCluster = async (folder) => {
  const nodes = (readCluster(folder)?.nodes ?? []).filter(
    (node) => nodeState(folder, node) !== 'stopped',
  );
  for (const node of nodes) {
    signalled(node.pid, 'SIGCONT');
    signalled(node.pid, 'SIGTERM');
  }
  await untilStopped(folder, nodes);
  return nodes.length;
};

/** Sends a signal to node N; throws where that node does not run. */
export const signalNode = (folder, id, signal) => {
  const node = readCluster(folder)?.nodes.find((it) => it.id === id);
  if (!node) throw new KafkaUnready(`there is no node ${id}`);
  if (nodeState(folder, node) === 'stopped') throw new KafkaUnready(`node ${id} does not run`);
  signalled(node.pid, signal);
};
