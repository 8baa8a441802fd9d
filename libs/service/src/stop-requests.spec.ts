import { setTimeout as sleep } from 'node:timers/promises';
import { onStopRequested } from './stop-requests.js';

describe('a request to stop', () => {
  let forget: () => void;
  let heard: string[];

  beforeEach(() => {
    heard = [];
    forget = onStopRequested({
      stop: () => heard.push('stop'),
      force: () => heard.push('force'),
    });
  });

  afterEach(() => forget());

  it.each(['SIGINT', 'SIGTERM'] as const)('is heard by %s', (signal) => {
    process.emit(signal);
    expect(heard).toEqual(['stop']);
  });

  it('counts once where one Ctrl-C arrives twice, from the terminal and from npm', () => {
    process.emit('SIGINT');
    process.emit('SIGINT');
    expect(heard).toEqual(['stop']);
  });

  it('becomes a demand when it is repeated later', async () => {
    process.emit('SIGINT');
    await sleep(600);
    process.emit('SIGINT');
    expect(heard).toEqual(['stop', 'force']);
  });

  it('is not heard any more once nobody listens', () => {
    forget();
    process.once('SIGINT', () => heard.push('somebody else'));
    process.emit('SIGINT');
    expect(heard).toEqual(['somebody else']);
  });
});
