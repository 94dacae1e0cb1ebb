import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '#core/units.ts';
import { softwareAuthenticator } from '../../../test/support/authenticator.ts';
import { asked, openHouse, provePasskey, withPasskey } from '../../../test/support/house.ts';
import { issueSignInLink } from './index.ts';

// Proved here: passkeys over HTTP on a real database, answered in software so that wrong answers can be made.
// Out of scope: a real browser's own part (test/browser/sign-in.test.ts).

let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.pass(24 * HOUR_MS));

describe('a passkey', () => {
  test('made after the printed link, it opens sessions on this machine, and every unused link is dead', async () => {
    const { staffId, desk } = await house.arrival();
    const unused = await house.write((tx) => issueSignInLink(tx, house.deps, staffId));
    const key = await withPasskey(desk);
    expect(
      (await house.browser('localhost:7400', '127.0.0.1').send('POST', 'session', { code: unused.code })).status,
    ).toBe(401);
    const signedIn = await provePasskey(house.browser(), key, 'sign-in');
    expect([signedIn.status, signedIn.body]).toEqual([
      200,
      expect.objectContaining({ method: 'passkey', stepUpUntil: house.later(5 * MINUTE_MS) }),
    ]);
  });

  test('its answer is good once, for its challenge, from its browser, in time', async () => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    const fresh = house.browser();
    const ask = async () =>
      (await fresh.send<{ challenge: string }>('POST', 'session/passkey-challenge', { intent: 'sign-in' })).body
        .challenge;
    const first = await ask();
    const good = { passkey: { challenge: first, response: key.prove(asked(first)) } };
    expect((await house.browser().send('POST', 'session', good)).status).toBe(401);
    expect((await fresh.send('POST', 'session', good)).status).toBe(200);
    expect((await fresh.send('POST', 'session', good)).status).toBe(401);
    const late = await ask();
    house.pass(3 * MINUTE_MS);
    const lateAnswer = { passkey: { challenge: late, response: key.prove(asked(late)) } };
    expect((await fresh.send('POST', 'session', lateAnswer)).status).toBe(401);
    const [one, other] = [await ask(), await ask()];
    const crossed = { passkey: { challenge: one, response: key.prove(asked(other)) } };
    expect((await fresh.send('POST', 'session', crossed)).status).toBe(401);
  });

  test.each([
    ['of another site', { origin: 'http://localhost:7401' }, {}],
    ['of another relying party', { rpId: 'example.org' }, {}],
    ['without user verification', {}, { userVerified: false }],
    ['of a copied key whose counter stands still', {}, { counter: 1 }],
  ])('an answer %s proves nothing', async (_what, change, twist) => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    const fresh = house.browser();
    const { body } = await fresh.send<{ challenge: string }>('POST', 'session/passkey-challenge', {
      intent: 'sign-in',
    });
    const response = key.prove(asked(body.challenge, change), twist);
    const refused = await fresh.send<{ code: string }>('POST', 'session', {
      passkey: { challenge: body.challenge, response },
    });
    expect([refused.status, refused.body.code]).toEqual([401, 'not-proven']);
    expect(await house.lastAudit('sign-in')).toMatchObject({ outcome: 'denied', detail: { method: 'passkey' } });
  });

  test('none without user verification is ever kept', async () => {
    const { desk } = await house.arrival();
    const { body } = await desk.send<{ challenge: string }>('POST', 'session/keys/passkey-options', {});
    const response = softwareAuthenticator().register(asked(body.challenge), { userVerified: false });
    const refused = await desk.send<{ code: string }>('POST', 'session/keys/passkeys', {
      challenge: body.challenge,
      response,
      name: 'x',
    });
    expect([refused.status, refused.body.code]).toEqual([422, 'not-made']);
  });

  test('on an IP address there is none, and that is said', async () => {
    const fresh = house.browser('127.0.0.1:7400');
    expect((await fresh.get<{ passkey: boolean }>('session/methods')).body.passkey).toBe(false);
    expect(
      (await fresh.send<{ code: string }>('POST', 'session/passkey-challenge', { intent: 'sign-in' })).body.code,
    ).toBe('no-passkeys-here');
  });

  test('a second one asks for a fresh proof; the last one stays', async () => {
    const { desk } = await house.arrival();
    const key = await withPasskey(desk);
    expect((await desk.send<{ code: string }>('POST', 'session/keys/passkey-options', {})).body.code).toBe(
      'step-up-required',
    );
    expect((await provePasskey(desk, key, 'step-up')).status).toBe(200);
    const [only] = (await desk.get<{ passkeys: { passkeyId: number }[] }>('session/keys')).body.passkeys;
    const refused = await desk.send<{ code: string }>('DELETE', `session/keys/passkeys/${only?.passkeyId}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'last-key']);
    await withPasskey(desk);
    expect((await desk.send('DELETE', `session/keys/passkeys/${only?.passkeyId}`)).status).toBe(204);
    expect((await provePasskey(house.browser(), key, 'sign-in')).status).toBe(401);
  });

  test('of a colleague it can be neither renamed nor removed', async () => {
    const { desk } = await house.arrival();
    await withPasskey(desk);
    const [theirs] = (await desk.get<{ passkeys: { passkeyId: number }[] }>('session/keys')).body.passkeys;
    const other = await house.arrival();
    await provePasskey(other.desk, await withPasskey(other.desk), 'step-up');
    await withPasskey(other.desk);
    const path = `session/keys/passkeys/${theirs?.passkeyId}`;
    expect((await other.desk.send('DELETE', path)).status).toBe(404);
    expect((await other.desk.send('PUT', path, { name: 'mine' })).status).toBe(404);
  });
});
