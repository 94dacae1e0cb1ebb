import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedDesk, serveDesk } from '../../../../test/support/served-desk.ts';
import { comeIn, PortalBrowser, proveFresh } from './testing.ts';

// Proved here, on the listening server without any script: a provider's own manager invites, names managers and ends access, each act in
// the audit log, after a fresh proof; never for another provider, never so that nobody is left; the clearing house is above them. Out of
// scope: how it looks (browser). Alone: npx vitest run --project database src/features/intake/portal/people.db.test.ts

let served: ServedDesk;
let manager: PortalBrowser;
let member: PortalBrowser;
let foreign: PortalBrowser;
beforeAll(async () => {
  served = await serveDesk();
  manager = await comeIn(served, { provider: 'Example Mail', name: 'Mail manager', manages: true });
  member = await comeIn(served, { provider: 'Example Mail', name: 'Mail desk' });
  foreign = await comeIn(served, { provider: 'Example Storage', name: 'Storage manager', manages: true });
  await Promise.all([manager, foreign].map((browser) => proveFresh(served, browser)));
});
afterAll(() => served?.close());

const idOf = async (name: string) => {
  const [row] = await served.instance.db.query<{ id: number }>(
    'select staff_id as id from access_staff where name = $1',
    [name],
  );
  return row?.id ?? 0;
};
const isShutOut = async (name: string) => {
  const [row] = await served.instance.db.query<{ out: boolean }>(
    'select disabled_at is not null as out from access_staff where name = $1',
    [name],
  );
  return row?.out;
};
/** What the audit log holds about somebody, the newest last. */
const writtenAbout = async (name: string) => {
  const rows = await served.instance.db.query<{ line: string }>(
    `select concat_ws(' ', act, outcome) as line from audit_entry
     where object_kind = 'staff' and object_ids @> array[$1::bigint] order by entry_id`,
    [await idOf(name)],
  );
  return rows.map(({ line }) => line);
};
const act = async (
  browser: PortalBrowser,
  name: string,
  path: string,
  fields: Readonly<Record<string, string>> = {},
) => {
  await browser.get('/provider/people');
  return browser.post(`/provider/people/${await idOf(name)}/${path}`, fields);
};
const invite = async (browser: PortalBrowser, name: string, part = 'member') => {
  await browser.get('/provider/people');
  return browser.post('/provider/people', { name, language: 'en', part });
};
const comeBy = async (page: string): Promise<PortalBrowser> => {
  const code = /sign-in\?code=([\w-]+)/.exec(page)?.[1] ?? '';
  const browser = new PortalBrowser(served.baseUrl);
  await browser.post('/provider/sign-in', { code });
  return browser;
};
/** Passphrase and authenticator app; gives back the secret of the app. The code is of the step before, so that the next one is still good. */
const PASSPHRASE = 'seven quiet lanterns over water';
const codeOf = (secret: string, secondsAgo = 0) =>
  generate({ secret, epoch: Math.floor(Date.now() / 1_000) - secondsAgo });
async function setUp(browser: PortalBrowser): Promise<string> {
  await browser.get('/provider/sign-in-ways');
  const { page } = await browser.post('/provider/sign-in-ways', {});
  const secret = /id="secret"[^>]*>([A-Z2-7]+)</.exec(page)?.[1] ?? '';
  const challenge = /name="challenge" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const fields = { challenge, passphrase: PASSPHRASE, code: await codeOf(secret, 30) };
  expect((await browser.post('/provider/sign-in-ways', fields)).page).toContain('From now on you sign in this way.');
  return secret;
}

describe('a provider’s own manager', () => {
  it('invites a colleague, who comes in by the link, sees the same notices and manages nobody', async () => {
    const invited = await invite(manager, 'Mail night desk');
    expect([invited.status, invited.page.includes('/provider/sign-in?code=')]).toEqual([200, true]);
    const colleague = await comeBy(invited.page);
    const home = await colleague.get('/provider');
    expect([home.status, home.page.includes('Mail night desk, Example Mail')]).toEqual([200, true]);
    expect((await colleague.get('/provider/people')).status).toBe(404);
    const { page } = await manager.get('/provider/people');
    for (const part of ['Mail manager', 'Mail night desk', 'Mail desk']) expect(page).toContain(part);
    expect(page).not.toContain('Storage manager');
    expect(page).not.toContain('code=');
    expect(await writtenAbout('Mail night desk')).toEqual([
      'create-staff done',
      'issue-enrolment-link done',
      'tie-provider-person done',
      'sign-in done',
      'list-colleagues done',
    ]);
  });

  it('is told in words of a name that is taken or missing, with what was typed', async () => {
    const taken = await invite(manager, 'Storage manager');
    expect([taken.status, taken.page.includes('has this name already')]).toEqual([422, true]);
    expect(taken.page).toContain('value="Storage manager"');
    expect((await invite(manager, ' ')).page).toContain('Give the name of your colleague.');
  });

  it('gives a fresh link to somebody who has no way to sign in yet; the link before is dead', async () => {
    const first = await invite(manager, 'Mail trainee');
    const again = await act(manager, 'Mail trainee', 'invitation');
    expect(again.page).toContain('Invitation for Mail trainee');
    const late = await comeBy(first.page);
    expect((await late.get('/provider')).to).toBe('/provider/sign-in');
    expect((await (await comeBy(again.page)).get('/provider')).status).toBe(200);
  });

  it('gives no link any more to somebody who has become one of the desk', async () => {
    await invite(manager, 'Mail leaver');
    await served.instance.db.query(
      "update access_staff set roles = '{triage-investigator}' where name = 'Mail leaver'",
    );
    const answer = await act(manager, 'Mail leaver', 'invitation');
    expect(answer.page).not.toMatch(/sign-in\?code=/);
  });

  it('ends the access of a colleague at once, and cannot let them in again', async () => {
    const colleague = await comeBy((await invite(manager, 'Mail temp')).page);
    expect((await colleague.get('/provider')).status).toBe(200);
    const asked = await manager.get(`/provider/people/${await idOf('Mail temp')}/end`);
    expect(asked.page).toContain('End the access of Mail temp?');
    expect((await act(manager, 'Mail temp', 'end')).to).toBe('/provider/people');
    expect((await colleague.get('/provider')).to).toBe('/provider/sign-in');
    for (const path of ['invitation', 'end', 'manager'])
      expect([path, (await act(manager, 'Mail temp', path, { manages: 'yes' })).status]).toEqual([path, 422]);
    expect(await isShutOut('Mail temp')).toBe(true);
    expect(await writtenAbout('Mail temp')).toContain('disable-staff done');
  });
});

describe('without a fresh proof', () => {
  it('a manager sees who has access and changes nothing, until passphrase and code are given again', async () => {
    const late = await comeBy((await invite(manager, 'Mail lead', 'manager')).page);
    const first = await late.get('/provider/people');
    expect([first.status, first.page.includes('action="/provider/people"')]).toEqual([200, false]);
    expect((await late.get('/provider/confirm?next=people')).page).toContain('You came by a link.');
    const secret = await setUp(late);
    const refused = await act(late, 'Mail desk', 'end');
    expect([refused.status, refused.page.includes('too long ago'), await isShutOut('Mail desk')]).toEqual([
      422,
      true,
      false,
    ]);
    const before = await idOf('Nobody yet');
    expect([(await invite(late, 'Nobody yet')).status, await idOf('Nobody yet')]).toEqual([422, before]);

    await late.get('/provider/confirm?next=people');
    const given = { next: 'people', passphrase: PASSPHRASE, oneTimeCode: await codeOf(secret) };
    expect((await late.post('/provider/confirm', given)).to).toBe('/provider/people');
    expect((await late.get('/provider/people')).page).toContain('action="/provider/people"');
    // A code works once, and the page leads nowhere but to pages of ours.
    const again = await late.post('/provider/confirm', { ...given, next: '//elsewhere.example' });
    expect([again.status, again.page.includes('does not prove who you are')]).toEqual([401, true]);
    expect(again.page).not.toContain('elsewhere');
  });
});

describe('never beyond one’s own', () => {
  it('somebody who manages nobody finds no such page, and the attempt is written down', async () => {
    await proveFresh(served, member);
    expect((await member.get('/provider')).page).not.toContain('href="/provider/people"');
    for (const path of ['end', 'manager', 'invitation'])
      expect([path, (await act(member, 'Mail manager', path, { manages: 'no' })).status]).toEqual([path, 404]);
    expect([(await invite(member, 'Not to be')).status, await idOf('Not to be')]).toEqual([404, 0]);
    expect(await isShutOut('Mail manager')).toBe(false);
    expect(await writtenAbout('Mail manager')).toContain('manage-colleagues denied');
  });

  it('a manager reaches nobody of another provider and nobody of the desk, as if they were not there', async () => {
    for (const name of ['Mail desk', 'Mail manager', 'Relations for Mail desk'])
      for (const path of ['end', 'manager', 'invitation'])
        expect([name, path, (await act(foreign, name, path, { manages: 'no' })).status]).toEqual([name, path, 404]);
    expect((await foreign.get(`/provider/people/${await idOf('Mail desk')}/end`)).status).toBe(404);
    for (const name of ['Mail desk', 'Mail manager', 'Relations for Mail desk']) {
      expect([name, await isShutOut(name)]).toEqual([name, false]);
      expect(await writtenAbout(name)).toContain('manage-colleagues denied');
    }
    const { page } = await manager.get('/provider/people');
    expect(page.match(/<td data-label="Part">Manager/g)?.length).toBe(2);
  });

  it('a page of before another proof changes nothing', async () => {
    await manager.get('/provider/people');
    const stale = await manager.post(`/provider/people/${await idOf('Mail desk')}/end`, { csrf: 'x' });
    expect([stale.status, stale.page.includes('too old'), await isShutOut('Mail desk')]).toEqual([422, true, false]);
  });
});

describe('the last manager', () => {
  it('stays, until somebody else manages who can sign in by themselves', async () => {
    const staying = 'Storage manager';
    for (const [path, fields] of [
      ['end', {}],
      ['manager', { manages: 'no' }],
    ] as const)
      expect((await act(foreign, staying, path, fields)).page).toContain('Nobody else could manage your people then');
    const second = await comeBy((await invite(foreign, 'Storage second', 'manager')).page);
    expect((await act(foreign, staying, 'end')).page).toContain('Nobody else could manage your people then');
    await setUp(second);
    expect((await act(foreign, staying, 'manager', { manages: 'no' })).to).toBe('/provider');
    expect((await foreign.get('/provider/people')).status).toBe(404);
    await proveFresh(served, second);
    expect((await act(second, 'Storage second', 'end')).page).toContain('Nobody else could manage');
    await act(second, staying, 'manager', { manages: 'yes' });
    await setUp(foreign);
    expect((await act(second, 'Storage second', 'end')).to).toBe('/provider/sign-in');
    expect((await second.get('/provider')).to).toBe('/provider/sign-in');
    expect([await isShutOut('Storage second'), await isShutOut(staying)]).toEqual([true, false]);
  });

  it('of two who end each other at once, one stays', async () => {
    const one = await comeIn(served, { provider: 'Example Chat', name: 'Chat one', manages: true });
    const two = await comeIn(served, { provider: 'Example Chat', name: 'Chat two', manages: true });
    for (const browser of [one, two]) {
      await setUp(browser);
      await proveFresh(served, browser);
      await browser.get('/provider/people');
    }
    const [first, second] = [await idOf('Chat one'), await idOf('Chat two')];
    await Promise.all([one.post(`/provider/people/${second}/end`, {}), two.post(`/provider/people/${first}/end`, {})]);
    expect([await isShutOut('Chat one'), await isShutOut('Chat two')].toSorted()).toEqual([false, true]);
  });
});
