import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { asked, openHouse, provePasskey, withCodes, withPasskey } from '../../../test/support/house.ts';
import { ensureStaff, issueSignInLink } from './index.ts';
import { aBrowser } from './testing.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.pass(24 * HOUR_MS));

describe('a locked session', () => {
  test('idle for a quarter of an hour it answers locked to everything, and its own person opens it where it was', async () => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    const old = desk.cookie();
    house.pass(15 * MINUTE_MS);
    const asleep = await desk.get<{ code: string }>('session');
    expect([asleep.status, asleep.body.code]).toEqual([423, 'locked']);
    expect((await desk.send<{ code: string }>('PUT', 'session/language', { language: 'fr' })).body.code).toBe('locked');
    expect((await provePasskey(desk, key, 'unlock')).status).toBe(200);
    expect((await desk.get('session')).status).toBe(200);
    expect(desk.cookie()).not.toBe(old);
    expect(
      (await aBrowser(house.app, { host: 'localhost:7400', remoteAddress: '127.0.0.1', cookie: old }).get('session'))
        .status,
    ).toBe(401);
  });

  test('locked by a key it is locked at once, and a colleague does not open it', async () => {
    const { desk } = await house.arrival();
    await withPasskey(desk);
    const other = await house.arrival();
    const theirKey = await withPasskey(other.desk);
    expect((await desk.send('POST', 'session/lock')).status).toBe(204);
    const refused = await provePasskey(desk, theirKey, 'unlock');
    expect([refused.status, refused.body.code]).toEqual([401, 'not-proven']);
    expect(await house.lastAudit('unlock')).toMatchObject({ outcome: 'denied' });
    expect((await desk.get('session')).status).toBe(423);
  });

  test('twelve hours end it for good, and it may be given up before', async () => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    await desk.send('POST', 'session/lock');
    house.pass(12 * HOUR_MS);
    const { status } = await desk.send('POST', 'session/passkey-challenge', { intent: 'unlock' });
    expect(status).toBe(401);
    const again = await house.arrival();
    await again.desk.send('POST', 'session/lock');
    expect((await again.desk.send('DELETE', 'session')).status).toBe(204);
    expect((await again.desk.get('session')).status).toBe(401);
    expect(key.id).not.toBe('');
  });
});

describe('a change of keys', () => {
  test('leaves this session alone and ends every other one of its person', async () => {
    const { staffId, desk } = await house.arrival();
    const key = await withPasskey(desk);
    const elsewhere = async () => {
      const on = house.browser();
      expect((await provePasskey(on, key, 'sign-in')).status).toBe(200);
      return on;
    };
    const standing = async (on: typeof desk) => (await on.get('session')).status;
    const changes = [
      () => withPasskey(desk),
      () => withCodes(house, desk),
      () => desk.send('DELETE', 'session/keys/codes'),
      async () => {
        const { passkeys } = (await desk.get<{ passkeys: { passkeyId: number }[] }>('session/keys')).body;
        return desk.send('DELETE', `session/keys/passkeys/${passkeys.at(-1)?.passkeyId}`);
      },
    ];
    for (const change of changes) {
      const other = await elsewhere();
      await provePasskey(desk, key, 'step-up');
      expect(await standing(other)).toBe(200);
      await change();
      expect([await standing(desk), await standing(other)]).toEqual([200, 401]);
    }
    expect(await house.lastAudit('end-sessions')).toMatchObject({ objectIds: `{${staffId}}`, detail: { sessions: 1 } });
  });
});

describe('stepping up', () => {
  test('a key touch counts for five minutes and gives the session a new secret', async () => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    const before = desk.cookie();
    const stepped = await provePasskey(desk, key, 'step-up');
    expect(stepped.body.stepUpUntil).toBe(house.later(5 * MINUTE_MS));
    expect(desk.cookie()).not.toBe(before);
    house.pass(5 * MINUTE_MS);
    expect((await desk.get<{ stepUpUntil: string | null }>('session')).body.stepUpUntil).toBeNull();
  });

  test.each([
    ['sign-in', 'session/step-up'],
    ['step-up', 'session'],
    ['step-up', 'session/unlock'],
    ['unlock', 'session/step-up'],
  ])('a challenge asked for %s is worth nothing at %s', async (intent, path) => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    const { body } = await desk.send<{ challenge: string }>('POST', 'session/passkey-challenge', { intent });
    const passkey = { challenge: body.challenge, response: key.prove(asked(body.challenge)) };
    expect((await desk.send('POST', path, { passkey })).status).toBe(401);
  });

  test('a link is a step-up in a demonstration only', async () => {
    const outcome = async (demo: boolean) => {
      const { staffId, desk } = await house.arrival(['auditor'], demo);
      const { code } = await house.write((tx) => issueSignInLink(tx, house.deps, staffId));
      return (await desk.send('POST', 'session/step-up', { code })).status;
    };
    expect([await outcome(true), await outcome(false)]).toEqual([200, 401]);
  });
});

describe('the printed link', () => {
  test('works on this machine only: not from elsewhere, not through a terminator, and is not used up by the attempt', async () => {
    const staffId = await house.write((tx) =>
      ensureStaff(tx, house.deps, { name: 'Far away', roles: ['auditor'], language: 'en', demo: false }),
    );
    const { code } = await house.write((tx) => issueSignInLink(tx, house.deps, staffId));
    expect((await house.browser().send('POST', 'session', { code })).status).toBe(401);
    const terminated = aBrowser(house.app, {
      host: 'localhost:7400',
      remoteAddress: '127.0.0.1',
      headers: { 'x-forwarded-for': '192.0.2.1' },
    });
    expect((await terminated.send('POST', 'session', { code })).status).toBe(401);
    expect((await house.browser('localhost:7400', '127.0.0.1').send('POST', 'session', { code })).status).toBe(200);
  });
});
