import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CaseFile, ClearingAnswer } from '@trueque/contracts';
import type { Command } from 'commander';
import { program } from './program.js';
import { buildCli, caseFile, keptCli, runCli, startCli } from './testing/built-cli.js';

/** The command line as it ships: what a script may count on. */
describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trueque-cli-'));
  beforeAll(buildCli);
  const runKept = keptCli();
  afterAll(() => rmSync(folder, { recursive: true }));

  const paper = (number: 1 | 2) => caseFile(`paper-5-case-${number}.json`);
  const answerOf = ({ stdout }: { stdout: string }) => JSON.parse(stdout) as ClearingAnswer;
  const peersOf = ({ periods }: ClearingAnswer) =>
    Object.fromEntries(periods[0]?.peers.map((peer) => [peer.id, peer]) ?? []);

  const written = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const changed = (name: string, change: (file: CaseFile) => unknown) =>
    written(name, JSON.stringify(change(JSON.parse(readFileSync(paper(2), 'utf8')) as CaseFile)));

  it('clears the first case of the paper as printed', async () => {
    const ended = await runCli(['clear', paper(1), '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answerOf(ended).objective).toBeCloseTo(31.936, 9);
    expect(peersOf(answerOf(ended))).toMatchObject({
      G: { generation: 0, exports: 0 },
      P3: { generation: 250, exports: 200 },
      P5: { generation: 60, exports: 40 },
    });
  });

  it('clears the second case of the paper as printed', async () => {
    const ended = await runCli(['clear', paper(2), '--json']);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(answerOf(ended).objective).toBeCloseTo(28.456, 9);
    expect(peersOf(answerOf(ended))).toMatchObject({
      P3: { generation: 110, exports: 60 },
      P5: { generation: 200, exports: 180 },
    });
  });

  it('reads a case from standard input and writes a table for a person', async () => {
    const ended = await runCli(['clear', '-'], { input: readFileSync(paper(2), 'utf8') });
    expect(ended.code).toBe(0);
    expect(ended.stdout).toContain('objective 28.456 USD');
    expect(ended.stdout).toMatch(/P3 +110/);
  });

  it('prints one document and nothing else with --json, notes go to standard error', async () => {
    const report = join(folder, 'report.html');
    const lp = join(folder, 'case.lp');
    const ended = await runCli(['clear', paper(2), '--json', '--report', report, '--lp', lp]);
    expect(answerOf(ended).status).toBe('optimal');
    expect(ended.stderr).toContain(report);
    expect(ended.stderr).toContain(lp);
    expect(readFileSync(lp, 'utf8')).toContain('Subject To');
    expect(readFileSync(report, 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('exits with 1 where the market cannot be served, and explains', async () => {
    const overloaded = changed('overloaded.json', (file) => ({
      ...file,
      peers: file.peers.map((peer) => (peer.id === 'P2' ? { ...peer, load: 90_000 } : peer)),
    }));
    const ended = await runCli(['clear', overloaded, '--json']);
    expect(ended.code).toBe(1);
    expect(answerOf(ended)).toMatchObject({ status: 'infeasible', objective: null });
    expect(answerOf(ended).explanation?.[0]?.message).toContain('load 90100 kW');
    expect((await runCli(['clear', overloaded])).stdout).toContain('infeasible');
  });

  it.each([
    ['a file that is not there', () => join(folder, 'gone.json'), 'no such file'],
    ['a folder', () => folder, 'it is a folder'],
    ['half a document', () => written('half.json', '{"format": "trueque-case/1",'), 'problem'],
    ['an empty file', () => written('empty.json', ''), 'problem'],
    ['a field nobody knows', () => changed('odd.json', (file) => ({ ...file, hue: 1 })), 'hue'],
  ])('exits with 2 for %s, with a document where one is asked for', async (_, path, reason) => {
    const ended = await runKept(['clear', path(), '--json']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(reason);
    expect(JSON.parse(ended.stdout)).toHaveProperty('error');
  });

  it('leaves standard output alone where there is no answer', async () =>
    expect(await runCli(['clear', join(folder, 'gone.json')])).toMatchObject({
      code: 2,
      stdout: '',
    }));

  it.each([
    ['an engine that does not exist', ['clear', paper(2), '--engine', 'steam'], 'steam'],
    ['a command that does not exist', ['cleer', paper(2)], 'cleer'],
    ['an option that does not exist', ['clear', paper(2), '--fast'], '--fast'],
    ['an argument too few', ['clear'], 'case'],
    ['a benchmark that does not exist', ['bench', 'nothing'], 'nothing'],
    ['a position that is none', ['events', '--from', 'start'], 'whole number'],
    ['a database that is none', ['verify'], 'postgres://'],
  ])('exits with 2 for %s', async (_, args, reason) => {
    const ended = await runKept(args, { env: { DATABASE_URL: 'nothing' } });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(reason);
  });

  it.each(['events', 'verify'])('exits with 3 where the database of %s is away', async (name) => {
    const url = 'postgres://trueque:secret@127.0.0.1:1/trueque';
    const away = await runCli([name, '--json'], { env: { DATABASE_URL: url } });
    expect(away.code).toBe(3);
    expect(away.stderr).toContain('127.0.0.1:1/trueque cannot be used: nothing listens there');
    expect(away.stdout + away.stderr).not.toContain('secret');
    const none = await runCli([name], { env: { TRUEQUE_DATA: join(folder, 'none') } });
    expect(none).toMatchObject({ code: 3, stdout: '' });
    expect(none.stderr).toContain('there is no database in');
  });

  it('ends quietly when its reader has seen enough', async () => {
    const child = startCli(['clear', paper(2), '--json']);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (said += piece));
    child.stdout.destroy();
    const code = await new Promise((done) => child.on('close', done));
    expect({ code, said }).toEqual({ code: 0, said: '' });
  });

  it('says with --help what each command is for, with an example', async () => {
    const { commands } = await program([]);
    const names = commands.map((command) => command.name());
    expect(names).toEqual(expect.arrayContaining(['clear', 'events', 'verify', 'bench']));
    for (const command of commands)
      expect(helpOf(command)).toMatch(new RegExp(`Examples?:\\n  trueque ${command.name()} `));
    const { code, stdout } = await runCli(['--help']);
    expect({ code, missing: names.filter((name) => !stdout.includes(`  ${name} `)) }).toEqual({
      code: 0,
      missing: [],
    });
  });

  it('loads no other command than the one that is wanted', async () => {
    const { commands } = await program(['node', 'trueque', 'bench', 'clearing']);
    expect(commands.map((command) => command.name())).toEqual(['bench']);
  });
});

const helpOf = (command: Command): string => {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return help;
};
