import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROLES } from '#core/actor.ts';
import { signedInAs } from '#features/access/testing';
import { type ServedDesk, serveDesk } from '../../test/support/served-desk.ts';

// Proved: no list answers an empty page, which looks like its end, to an `after` it does not know. The lists are taken from the table of
// routes, so that a new one is asked too. Out of scope: walking real pages (beside each list).
// Alone: npx vitest run --project database unknown-after

let served: ServedDesk;
let headers: Readonly<Record<string, string>>;
beforeAll(async () => {
  served = await serveDesk();
  // People of other organisations have no part in the desk, whatever else they hold.
  const roles = ROLES.filter((role) => role !== 'provider' && role !== 'recipient-agency');
  const person = { name: 'Somebody with every role', roles, demo: true };
  ({ headers } = await signedInAs(served.instance.db, served.instance, person));
});
afterAll(() => served?.close());

const lists = () =>
  served.routes.filter(
    ({ method, query }) => method === 'GET' && query instanceof z.ZodObject && 'after' in query.shape,
  );

const refusalOf = async (path: string, language: string) => {
  const answer = await fetch(`${served.baseUrl}/api/v1${path}`, {
    headers: { ...headers, 'accept-language': language },
  });
  const { code, title } = (await answer.json()) as { code: string; title: string };
  return { status: answer.status, code, title };
};

describe('a list that is asked to go on from a place it does not have', () => {
  it('refuses in the words of the caller, whichever list it is', async () => {
    const paths = lists().map(({ path }) => path);
    expect(paths.toSorted()).toEqual(
      expect.arrayContaining(['/agencies', '/deliveries', '/packages', '/queue', '/reports']),
    );
    for (const path of paths) {
      const needed = path === '/queue' ? '&view=next' : '';
      for (const after of ['R-2020-999999', '999999', 'nonsense', '']) {
        const asked = `${path}?after=${encodeURIComponent(after)}${needed}`;
        const english = await refusalOf(asked, 'en');
        expect([asked, english.status, english.code]).toEqual([asked, 400, 'unknown-after']);
        expect(english.title).toMatch(/^This list has no place to go on from/);
        expect((await refusalOf(asked, 'fr')).title).toMatch(/^Cette liste n’a pas d’endroit où reprendre/);
      }
    }
  });

  it('refuses a key of the queue whose day the calendar does not have', async () => {
    const key = Buffer.from('[1,"2026-02-30T00:00:00.000Z",1]').toString('base64url');
    expect(await refusalOf(`/queue?view=next&after=${key}`, 'en')).toMatchObject({
      status: 400,
      code: 'unknown-after',
    });
  });
});
