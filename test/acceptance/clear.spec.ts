import { readFileSync, writeFileSync } from 'node:fs';
import type { AnsweredPeer, CaseFile, ClearingAnswer } from '@trueque/contracts';
import { Checkout, type Finished } from './checkout.js';

/** The command that people type, in a fresh checkout, to its last byte. */
describe('trueque clear', () => {
  const checkout = new Checkout({ installed: true, built: true });
  afterAll(() => checkout.remove());

  const clear = (path: string) => checkout.run(`npm run -s trueque -- clear ${path} --json`);
  const answerOf = ({ stdout }: Finished) => JSON.parse(stdout) as ClearingAnswer;
  const peerOf = ({ periods }: ClearingAnswer, id: string) =>
    periods[0]?.peers.find((peer) => peer.id === id) as AnsweredPeer;

  /** A case of the paper with something changed, as a file in the checkout. */
  const changed = (change: (file: CaseFile) => unknown) => {
    const file = JSON.parse(
      readFileSync(checkout.path('cases', 'paper-5-case-2.json'), 'utf8'),
    ) as CaseFile;
    writeFileSync(checkout.path('changed.json'), JSON.stringify(change(file)));
    return 'changed.json';
  };

  it('builds first where that is needed, and prints nothing but the answer', async () => {
    const finished = await clear('cases/paper-5-case-2.json');
    expect(finished).toMatchObject({ code: 0 });
    expect(answerOf(finished).status).toBe('optimal');
  });

  it('gives the second case of the paper as printed', async () => {
    const answer = answerOf(await clear('cases/paper-5-case-2.json'));
    expect(answer.objective).toBeCloseTo(28.456, 9);
    expect(peerOf(answer, 'P3')).toMatchObject({ generation: 110, exports: 60 });
    expect(peerOf(answer, 'P5')).toMatchObject({ generation: 200, exports: 180 });
  });

  it('gives the first case of the paper as printed', async () => {
    const answer = answerOf(await clear('cases/paper-5-case-1.json'));
    expect(answer.objective).toBeCloseTo(31.936, 9);
    expect(peerOf(answer, 'P3')).toMatchObject({ generation: 250, exports: 200 });
    expect(peerOf(answer, 'P5')).toMatchObject({ generation: 60, exports: 40 });
    const grid = answer.periods[0]?.peers.filter(({ id }) => !/^P\d$/.test(id));
    expect(grid).toEqual([expect.objectContaining({ generation: 0, exports: 0, imports: 0 })]);
  });

  it('says no, with a reason, where the market cannot be served', async () => {
    const overloaded = changed((file) => ({
      ...file,
      peers: file.peers.map((peer) => (peer.load ? { ...peer, load: 100_000 } : peer)),
    }));
    const finished = await clear(overloaded);
    expect(finished.code).toBe(1);
    expect(answerOf(finished)).toMatchObject({
      status: 'infeasible',
      explanation: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('100000') }),
      ]),
    });
  });

  it('refuses a file it cannot read, with the place and the reason', async () => {
    const wrong = changed((file) => ({ ...file, periods: 0, colour: 'red' }));
    const { code, stderr } = await clear(wrong);
    expect(code).toBe(2);
    expect(stderr).toContain('/periods');
    expect(stderr).toContain('colour');
  });

  it('refuses a file that is not there', async () => {
    const { code, stderr } = await clear('cases/gone.json');
    expect(code).toBe(2);
    expect(stderr).toContain('cases/gone.json');
  });
});
