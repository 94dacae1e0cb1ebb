import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units.ts';
import { openHouse, PASSPHRASE, withCodes } from '../../../test/support/house.ts';

let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());
beforeEach(() => house.pass(24 * HOUR_MS));

describe('one-time codes', () => {
  test('with the passphrase they open a session, each code once', async () => {
    const { name, desk } = await house.arrival();
    const secret = await withCodes(house, desk);
    const proof = { name, passphrase: PASSPHRASE, oneTimeCode: await house.codeOf(secret) };
    const fresh = house.browser();
    expect((await fresh.send('POST', 'session', proof)).status).toBe(200);
    house.pass(2 * SECOND_MS);
    expect((await house.browser().send('POST', 'session', proof)).status).toBe(401);
  });

  test('are not kept with a passphrase somebody would try first', async () => {
    const { name, desk } = await house.arrival();
    const begun = await desk.send<{ challenge: string; secret: string }>('POST', 'session/keys/code-secret', {});
    const { challenge, secret } = begun.body;
    const keep = async (passphrase: string) => {
      const asked = { challenge, code: await house.codeOf(secret), passphrase };
      const { status, body } = await desk.send<{ code?: string } | null>('PUT', 'session/keys/codes', asked);
      return [status, body?.code];
    };
    expect(await keep(`Vigie ${name} 2026`)).toEqual([422, 'easy-passphrase']);
    expect((await keep(PASSPHRASE))[0]).toBe(204);
  });

  test('neither the secret nor the passphrase stands in the database', async () => {
    const { desk } = await house.arrival();
    const secret = await withCodes(house, desk);
    const [row] = await house.db.query<{ dump: string }>(
      `select (select string_agg(t::text, '') from access_code_secret t)
           || coalesce((select string_agg(t::text, '') from access_challenge t), '')
           || coalesce((select string_agg(t::text, '') from access_idempotency t), '') as dump`,
    );
    expect(row?.dump).not.toContain(secret);
    expect(row?.dump).not.toContain(Buffer.from(secret).toString('hex'));
    expect(row?.dump).not.toContain(Buffer.from(PASSPHRASE).toString('hex'));
  });

  test('five failures from one place lock that place, not the person: a known browser and another network go on', async () => {
    const { name, staffId, desk } = await house.arrival();
    const secret = await withCodes(house, desk);
    const home = house.browser('localhost:7400', '198.51.100.7');
    const right = async () => ({ name, passphrase: PASSPHRASE, oneTimeCode: await house.codeOf(secret) });
    expect((await home.send('POST', 'session', await right())).status).toBe(200);
    const attacker = house.browser('localhost:7400', '203.0.113.9');
    for (let nth = 0; nth < 5; nth++) {
      house.pass(20 * SECOND_MS);
      const wrong = { name, passphrase: 'never the right one', oneTimeCode: '000000' };
      expect((await attacker.send('POST', 'session', wrong)).status).toBe(401);
    }
    expect(await house.lastAudit('lock-out')).toMatchObject({
      outcome: 'refused',
      objectIds: `{${staffId}}`,
      detail: { place: 'network' },
    });
    house.pass(MINUTE_MS);
    expect((await house.browser('localhost:7400', '203.0.113.9').send('POST', 'session', await right())).status).toBe(
      401,
    );
    house.pass(31 * SECOND_MS);
    expect((await home.send('POST', 'session', await right())).status).toBe(200);
    house.pass(31 * SECOND_MS);
    expect((await house.browser('localhost:7400', '192.0.2.99').send('POST', 'session', await right())).status).toBe(
      200,
    );
    house.pass(15 * MINUTE_MS);
    expect((await house.browser('localhost:7400', '203.0.113.9').send('POST', 'session', await right())).status).toBe(
      200,
    );
  });

  test('a neighbour behind the same address cannot close a browser its person uses', async () => {
    const { name, desk } = await house.arrival();
    const secret = await withCodes(house, desk);
    const right = async () => ({ name, passphrase: PASSPHRASE, oneTimeCode: await house.codeOf(secret) });
    const shared = () => house.browser('localhost:7400', '198.51.100.50');
    const own = shared();
    expect((await own.send('POST', 'session', await right())).status).toBe(200);
    const neighbour = shared();
    for (let nth = 0; nth < 5; nth++) {
      house.pass(20 * SECOND_MS);
      await neighbour.send('POST', 'session', { name, passphrase: 'never the right one', oneTimeCode: '000000' });
    }
    house.pass(MINUTE_MS);
    expect((await shared().send('POST', 'session', await right())).status).toBe(401);
    house.pass(31 * SECOND_MS);
    expect((await own.send('POST', 'session', await right())).status).toBe(200);
  });

  test('a crowd of strangers that fills every place keeps nobody out who is known here', async () => {
    const { name, desk } = await house.arrival();
    const secret = await withCodes(house, desk);
    const right = async () => ({ name, passphrase: PASSPHRASE, oneTimeCode: await house.codeOf(secret) });
    const own = house.browser('localhost:7400', '198.51.100.60');
    expect((await own.send('POST', 'session', await right())).status).toBe(200);
    house.pass(31 * SECOND_MS);
    const guess = { name, passphrase: 'never the right one', oneTimeCode: '000000' };
    const crowd = Array.from({ length: 16 }, (_, nth) =>
      house.browser('localhost:7400', `203.0.113.${nth}`).send('POST', 'session', guess),
    );
    const mine = own.send('POST', 'session', await right());
    expect((await Promise.all(crowd)).map(({ status }) => status)).toContain(429);
    expect((await mine).status).toBe(200);
  });

  test('unknown name, wrong secret and a locked pair: one answer, and the same statements for the database', async () => {
    const { name, desk } = await house.arrival();
    await withCodes(house, desk);
    const wrong = (who: string) => ({ name: who, passphrase: 'never the right one', oneTimeCode: '000000' });
    const statements = async (who: string) => {
      const before = executed.length;
      const on = house.browser('localhost:7400', '203.0.113.77');
      const answer = await on.send<{ title: string }>('POST', 'session', wrong(who));
      return { status: answer.status, title: answer.body.title, done: executed.slice(before).map(shapeOf) };
    };
    const unwatch = watchStatements();
    const unknown = await statements('Nobody of this name');
    const known = await statements(name);
    for (let nth = 0; nth < 4; nth++) {
      house.pass(20 * SECOND_MS);
      await statements(name);
    }
    house.pass(MINUTE_MS);
    const locked = await statements(name);
    unwatch();
    expect(known.status).toBe(401);
    expect(unknown).toEqual(known);
    expect(locked).toEqual(known);
  });

  test('guesses sent at once are judged one after another', async () => {
    const { name, desk } = await house.arrival();
    const secret = await withCodes(house, desk);
    const proof = { name, passphrase: PASSPHRASE, oneTimeCode: await house.codeOf(secret) };
    const answers = await Promise.all(
      [house.browser(), house.browser()].map((on) => on.send('POST', 'session', proof)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });
});

let executed: string[] = [];

type Query = (...args: readonly unknown[]) => unknown;
type Connect = (...args: readonly unknown[]) => Promise<{ query: Query }>;

/** Notes every statement of a transaction, without its values, until told to stop. */
function watchStatements(): () => void {
  executed = [];
  const pool = house.db.pool as unknown as { connect: Connect };
  const connect = pool.connect.bind(pool);
  const watched = new WeakSet<object>();
  pool.connect = async (...args) => {
    const client = await connect(...args);
    if (watched.has(client)) return client;
    watched.add(client);
    const query = client.query.bind(client);
    client.query = (...given) => {
      executed.push(String(given[0]));
      return query(...given);
    };
    return client;
  };
  return () => {
    pool.connect = connect;
  };
}

const shapeOf = (text: string) => text.replace(/\s+/g, ' ').slice(0, 60);
