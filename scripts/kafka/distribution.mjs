/**
 * Apache Kafka's jars, fetched from Maven Central once and kept outside the checkout, so that every
 * later start works offline. `KAFKA_HOME` names an installation to use instead.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export const kafkaVersion = '4.4.0';
const loggingVersion = '2.25.5';
const javaMin = 17;

/** Something that this machine lacks; the message says what to do about it. */
export class KafkaUnready extends Error {}

const cacheFolder = () =>
  join(
    process.env.TRUEQUE_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache')),
    'trueque',
    'kafka',
  );

/** Kafka logs through slf4j, and without a binding says nothing at all. */
const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>trueque</groupId><artifactId>kafka</artifactId><version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId><artifactId>log4j-slf4j-impl</artifactId>
      <version>${loggingVersion}</version>
    </dependency>
  </dependencies>
</project>
`;

const javaCommand = () =>
  process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';

const installJava =
  'Install a Java runtime, for example "apt-get install openjdk-17-jre-headless" or "brew install openjdk@17".';

/** The command and its version; throws `KafkaUnready` where there is none or it is too old. */
export const requireJava = () => {
  const command = javaCommand();
  const { error, stderr = '' } = spawnSync(command, ['-version'], { encoding: 'utf8' });
  if (error)
    throw new KafkaUnready(
      `Kafka needs Java ${javaMin} or newer, and ${command} cannot be run. ${installJava}`,
    );
  const version = /version "([^"]+)"/.exec(stderr)?.[1] ?? '';
  const major = Number(
    version.split('.')[0] === '1' ? version.split('.')[1] : version.split('.')[0],
  );
  if (!(major >= javaMin))
    throw new KafkaUnready(
      `Kafka needs Java ${javaMin} or newer; ${command} is ${version || 'unknown'}. ${installJava}`,
    );
  return { command, version };
};

const download = (folder) => {
  const { error, status, stdout, stderr } = spawnSync(
    'mvn',
    [
      ...['-q', '-B', '-f', join(folder, 'pom.xml'), 'dependency:copy-dependencies'],
      ...['-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'libs')}`],
    ],
    { encoding: 'utf8', env: { ...process.env, MAVEN_OPTS: process.env.MAVEN_OPTS ?? '-Xmx256m' } },
  );
  if (error)
    throw new KafkaUnready(
      'Maven (mvn) fetches Kafka once, and it cannot be run. Install it, for example "apt-get install maven", ' +
        `or unpack Apache Kafka ${kafkaVersion} and name its folder in KAFKA_HOME.`,
    );
  if (status !== 0)
    throw new KafkaUnready(
      `Kafka ${kafkaVersion} could not be fetched from Maven Central: ` +
        `${`${stdout}${stderr}`.split('\n').find((line) => line.includes('ERROR')) ?? `mvn ended with ${status}`}. ` +
        'Check the network and start again.',
    );
};

/** A complete folder appears under its name or not at all, so two starts at once do no harm. */
const fetched = (say) => {
  const folder = join(cacheFolder(), kafkaVersion);
  if (existsSync(folder)) return join(folder, 'libs');
  say(`fetching Apache Kafka ${kafkaVersion} from Maven Central (43 MB, once)`);
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  try {
    writeFileSync(join(unfinished, 'pom.xml'), pom);
    download(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return join(folder, 'libs');
};

const installed = () => {
  const libs = join(process.env.KAFKA_HOME, 'libs');
  if (existsSync(libs) && readdirSync(libs).some((name) => /^kafka_.*\.jar$/.test(name)))
    return libs;
  throw new KafkaUnready(`KAFKA_HOME is ${process.env.KAFKA_HOME}, and there is no Kafka in it.`);
};

/** Java and the jars: what every command line of Kafka begins with. */
export const readyKafka = (say) => {
  const { command, version } = requireJava();
  const libs = process.env.KAFKA_HOME ? installed() : fetched(say);
  const archive = join(cacheFolder(), `classes-${kafkaVersion}-java-${version}.jsa`);
  mkdirSync(dirname(archive), { recursive: true });
  return { java: command, classPath: join(libs, '*'), archive };
};

/** A quick boot on few cores: small heap, one compiler, classes from an archive where there is one. */
export const javaFlags = ({ archive }, writesArchive = false) => [
  ...['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC'],
  ...(process.env.TRUEQUE_KAFKA_FULL_JIT ? [] : ['-XX:TieredStopAtLevel=1']),
  ...(writesArchive ? [`-XX:ArchiveClassesAtExit=${archive}.${process.pid}`] : []),
  ...(!writesArchive && existsSync(archive) ? [`-XX:SharedArchiveFile=${archive}`] : []),
  ...['-Xshare:auto', '-Xlog:disable', '-Xlog:all=error:stderr'],
];

/** Prepares a node's folder for its first start. */
export const formatStorage = (kafka, clusterId, propertiesFile, users) => {
  // In one word: an id may begin with a dash.
  const formatTool = ['kafka.tools.StorageTool', 'format', `--cluster-id=${clusterId}`];
  const scram = users.flatMap(({ name, password }) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((mechanism) => [
      '--add-scram',
      `${mechanism}=[name=${name},password=${password}]`,
    ]),
  );
  execFileSync(
    kafka.java,
    [
      ...javaFlags(kafka),
      ...['-cp', kafka.classPath, ...formatTool, '-c', propertiesFile, '--ignore-formatted'],
      ...scram,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
};
