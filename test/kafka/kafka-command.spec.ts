import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const script = join(__dirname, '../../scripts/kafka.mjs');
const distribution = join(__dirname, '../../scripts/kafka/distribution.mjs');
const MISSING = 3;

describe('npm run kafka', () => {
  let folder: string;

  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'trueque-kafka-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const start = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [script, 'start', '--folder', join(folder, 'cluster')], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], TRUEQUE_CACHE: folder, ...env },
    });

  /** A Java that is there and says which one it is. */
  const javaOf = (version: string): string => {
    mkdirSync(join(folder, 'bin'));
    const java = join(folder, 'bin', 'java');
    writeFileSync(java, `#!/bin/sh\necho 'openjdk version "${version}" 2026-01-01' >&2\n`);
    chmodSync(java, 0o755);
    return folder;
  };

  it('says what to install where there is no Java', () => {
    const { status, stderr, stdout } = start({ JAVA_HOME: join(folder, 'nowhere') });
    expect(status).toBe(MISSING);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^kafka: Kafka needs Java 17 or newer, and .* cannot be run\. Install/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['1.8.0_402', '1.8.0_402'],
    ['11.0.2', '11.0.2'],
  ])('says which Java is too old: %s', (version) => {
    const { status, stderr } = start({ JAVA_HOME: javaOf(version) });
    expect(status).toBe(MISSING);
    expect(stderr).toContain(
      `Kafka needs Java 17 or newer; ${join(folder, 'bin', 'java')} is ${version}. Install`,
    );
  });

  it('says what to do where Kafka is not there yet and nothing can fetch it', () => {
    const { status, stderr } = start({ JAVA_HOME: javaOf('21.0.1'), PATH: folder });
    expect(status).toBe(MISSING);
    expect(stderr).toContain('Maven (mvn) fetches Kafka once, and it cannot be run.');
    expect(stderr).toContain('name its folder in KAFKA_HOME');
  });

  it('formats nodes under an id that begins with a dash, as one in 64 does', () => {
    const [java, told] = [join(folder, 'java'), join(folder, 'told')];
    writeFileSync(java, `#!/bin/sh\necho "$@" > ${told}\n`);
    chmodSync(java, 0o755);
    const kafka = JSON.stringify({ java, classPath: 'libs', archive: join(folder, 'none') });
    const format = `import(${JSON.stringify(distribution)}).then(({ formatStorage }) =>
      formatStorage(${kafka}, '-id', 'server.properties', []))`;
    const { status } = spawnSync(process.execPath, ['-e', format]);
    expect([status, readFileSync(told, 'utf8')]).toEqual([0, expect.stringContaining('=-id ')]);
  });
});
