import { promisify } from 'node:util';
import { isPublicAddress, lookupFor, targetProblem, targetsFrom } from './target.js';

describe('where a webhook may go', () => {
  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1'],
    ...['::ffff:127.0.0.1', '::ffff:7f00:1', '64:ff9b::7f00:1', '2002:7f00:1::', 'nonsense'],
  ])('is not %s', (address) => expect(isPublicAddress(address)).toBe(false));

  it.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1'])('may be %s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    ['http://example.org/', 'https'],
    ['https://127.0.0.1/', 'not a public address'],
    ['https://0x7f.1/', 'not a public address'],
    ['https://2130706433/', 'not a public address'],
    ['https://[::ffff:10.0.0.1]/', 'not a public address'],
    ['https://me:secret@example.org/', 'password'],
    ['ftp://example.org/', 'ftp:'],
  ])('is no url as %s', (url, why) => expect(targetProblem(new URL(url), 'public')).toContain(why));

  it('is a name that may be asked, over https; anything where the operator says so', () => {
    expect(targetProblem(new URL('https://example.org/hook'), 'public')).toBeUndefined();
    expect(targetProblem(new URL('http://127.0.0.1:9/'), 'anywhere')).toBeUndefined();
  });

  it('is looked at again when the name is resolved: it may stand for anything by then', async () => {
    const lookup = promisify(lookupFor('public'));
    await expect(lookup('localhost', {})).rejects.toThrow('not public');
    await expect(promisify(lookupFor('anywhere'))('localhost', {})).resolves.toBeDefined();
  });

  it('is public unless the environment says otherwise', () => {
    expect(targetsFrom({})).toBe('public');
    expect(targetsFrom({ TRUEQUE_WEBHOOK_TARGETS: 'anywhere' })).toBe('anywhere');
    expect(() => targetsFrom({ TRUEQUE_WEBHOOK_TARGETS: 'lan' })).toThrow('public or anywhere');
  });
});
