import { Readable } from 'node:stream';
import { Upload } from 'tus-js-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { type ServedDesk, serveDesk } from '../../../../test/support/served-desk.ts';
import { ANSWERS, aDraft, answerAll, comeIn, type PortalBrowser } from './testing.ts';

// Proved here, on the listening server without any script: invitation, sign-in, drafts that are never lost, sending and its receipt, files
// that resume (tus-js-client), no imagery; and that another provider, and the desk, see none of it. Out of scope: how it looks (browser).
// Alone: npx vitest run --project database src/features/intake/portal

let served: ServedDesk;
let ours: PortalBrowser;
let theirs: PortalBrowser;
beforeAll(async () => {
  served = await serveDesk();
  ours = await comeIn(served, { provider: 'Example Mail', name: 'Mail desk' });
  theirs = await comeIn(served, { provider: 'Example Storage', name: 'Storage desk' });
});
afterAll(() => served?.close());

describe('a person of a provider', () => {
  it('writes a notice page by page, sends it once, and finds the same receipt again', async () => {
    const draft = await aDraft(ours, 'ACME-1');
    await answerAll(ours, draft);
    const sent = await ours.post(`${draft}/check`, {});
    expect([sent.status, sent.to]).toEqual([303, expect.stringMatching(/^\/provider\/receipts\/R-\d{4}-\d{6}$/)]);
    const receipt = await ours.get(sent.to);
    for (const part of ['Example Mail', 'P-000001', sent.to.split('/').at(-1) ?? '', 'ACME-1'])
      expect(receipt.page).toContain(part);
    expect(receipt.page).toMatch(/[0-9a-f]{64}/);
    expect((await ours.post(`${draft}/check`, {})).to).toBe(sent.to);
    const again = await aDraft(ours, 'ACME-1');
    await answerAll(ours, again);
    expect((await ours.post(`${again}/check`, {})).to).toBe(sent.to);
  });

  it('sees on its receipt the four statutory items, and until when the data are kept: 21 days after this one, to the end', async () => {
    const draft = await aDraft(ours, 'ACME-KEEP');
    await answerAll(ours, draft);
    const { to } = await ours.post(`${draft}/check`, {});
    const { page } = await ours.get(to);
    const [row] = await served.database.db.query<{ at: string; until: string; last: string }>(
      `select to_char(received_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as at, keep_until as until,
              to_char((received_at at time zone 'America/Toronto')::date + 21, 'YYYY-MM-DD') as last
       from intake_notice where reference = 'ACME-KEEP'`,
      [],
    );
    for (const item of [to.split('/').at(-1), 'Example Mail', 'P-000001', `${row?.at} UTC`])
      expect(page).toContain(item);
    expect(/<h2 id="keeping">([^<]+)/.exec(page)?.[1]).toBe(`Keep the related data until end of ${row?.last}`);
    expect(Date.parse(row?.until ?? '')).toBeGreaterThan(Date.parse(`${row?.last}T23:59:59Z`));
  });

  it('sees how good its own notices are, what each figure means, and nothing of anybody else’s', async () => {
    const { page } = await ours.get('/provider/quality');
    const [counted] = await served.instance.db.query<{ n: number }>(
      "select count(*)::int as n from intake_notice join intake_provider using (provider_id) where duty = 's3' and name = 'Example Mail'",
      [],
    );
    expect(page).toContain(`>${counted?.n} notice`);
    for (const figure of ['port', 'zone', 'viewed', 'item-a', 'item-e', 'amended', 'lag', 'duplicates'])
      expect([figure, page.includes(`data-figure="${figure}"`)]).toEqual([figure, true]);
    expect(page).toContain('shared by many subscribers');
    const other = await theirs.get('/provider/quality?days=365&provider=P-000001');
    expect(other.page).toContain('No notice from');
    expect(other.page).not.toContain('data-figure');
  });

  it('has a meter that follows what is typed, and saves nothing by it', async () => {
    const draft = await aDraft(ours);
    await ours.get(`${draft}/offence`);
    const measured = async (fields: Readonly<Record<string, string>>) =>
      JSON.parse((await ours.post(`${draft}/meter`, fields)).page) as { percent: number; gives: string };
    const nothing = await measured({});
    const typed = await measured({ offence: 'CC 163.1(4)' });
    expect([nothing.percent, typed.percent]).toEqual([0, 10]);
    expect(typed.gives).not.toBe(nothing.gives);
    expect((await measured({})).percent).toBe(0);
    await theirs.get('/provider/start');
    expect((await theirs.post(`${draft}/meter`, { offence: 'CC 163.1(4)' })).status).toBe(404);
    await ours.post(`${draft}/offence`, { go: 'next', offence: 'CC 163.1(4)' });
    expect((await ours.get(`${draft}/material`)).page).toContain('value="10"');
  });

  it('reports addresses alone under section 2, and gets a receipt of its own', async () => {
    await ours.get('/provider/start');
    const { to } = await ours.post('/provider/start', { duty: 's2', reference: 'ACME-S2' });
    const draft = to.replace(/\/addresses$/, '');
    await ours.post(to, { go: 'next', addresses: 'https://site.example/p/9\n192.0.2.77' });
    const sent = await ours.post(`${draft}/check`, {});
    expect(sent.to).toMatch(/^\/provider\/receipts\/R-/);
    const [report] = await served.database.db.query<{ format: string; sender: string; duty: string }>(
      `select report.format, report.sender, notice.duty
       from intake_report report join intake_notice notice using (report_id) where report.number = $1`,
      [sent.to.split('/').at(-1)],
    );
    expect(report).toEqual({ format: 'addresses-only', sender: 'Example Mail', duty: 's2' });
    expect((await ours.post(`${draft}/check`, {})).to).toBe(sent.to);
  });

  it('keeps what was typed when the language changes, when something is wrong and when the session ended', async () => {
    const draft = await aDraft(ours);
    const page = `${draft}/circumstances`;
    const french = await ours.post(page, { circumstances: 'Half a sentence', view: 'fr' });
    expect(french.page).toContain('lang="fr-CA"');
    expect(french.page).toContain('Half a sentence');
    const wrong = await ours.post(page, {
      circumstances: 'Whole',
      discoveredOn: '2099-01-01',
      discoveredTime: '10:00',
      go: 'next',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.page).toMatch(/<title>Erreur/);
    expect(wrong.page).toContain('href="#discoveredZone"');
    const session = ours.cookies.get('__Host-vigie') ?? '';
    ours.cookies.delete('__Host-vigie');
    const ended = await ours.post(page, { circumstances: 'Typed too late' });
    expect([ended.status, ended.page.includes('Typed too late')]).toEqual([401, true]);
    // Of a draft what was typed goes along; a passphrase typed to a session that is over stands in no page.
    const proof = await ours.post('/provider/confirm', { passphrase: 'typed too late', oneTimeCode: '123456' });
    expect([proof.status, /typed too late|123456/.test(proof.page)]).toEqual([401, false]);
    ours.cookies.set('__Host-vigie', session);
    await ours.post(page, { view: 'en', circumstances: 'Whole' });
    expect((await ours.get(page)).page).toContain('Whole');
  });

  it('cannot send what lacks one of the five items, and is led to the page it is on', async () => {
    const draft = await aDraft(ours);
    await ours.get(`${draft}/check`);
    const refused = await ours.post(`${draft}/check`, {});
    expect(refused.status).toBe(422);
    for (const step of Object.keys(ANSWERS)) expect(refused.page).toContain(`<a href="${draft}/${step}"`);
  });

  it('attaches a log in one piece, and never an image, whatever it is called', async () => {
    const draft = await aDraft(ours, 'ACME-2');
    await answerAll(ours, draft);
    await ours.get(`${draft}/attachments`);
    const image = await ours.attach(`${draft}/attachments`, 'log.txt', '\xff\xd8\xff\xe0 not an image at all');
    expect([image.status, image.page.includes('machine interface')]).toEqual([422, true]);
    expect((await ours.attach(`${draft}/attachments`, 'access.log', '192.0.2.7 GET /')).status).toBe(303);
    expect((await ours.get(`${draft}/attachments`)).page).toContain('access.log');
    const { to } = await ours.post(`${draft}/check`, {});
    const files = await served.instance.db.query(
      'select file.original_name as name, file.size_bytes as size from intake_file file join intake_report using (report_id) where number = $1',
      [to.split('/').at(-1)],
    );
    expect(files).toEqual([{ name: 'access.log', size: 15 }]);
    expect(await served.instance.db.query('select upload_id from intake_notice_upload', [])).toEqual([]);
  });

  it('goes on with a file where the line broke', async () => {
    const draft = await aDraft(ours);
    await ours.get(`${draft}/attachments`);
    const bytes = Buffer.alloc(3 * 1_048_576, 'a line of a log\n');
    const base = {
      endpoint: `${served.baseUrl}/provider/uploads`,
      chunkSize: 1_048_576,
      uploadSize: bytes.length,
      retryDelays: null,
      metadata: { draft: draft.split('/').at(-1) ?? '', filename: 'long.log' },
      headers: { cookie: [...ours.cookies].map((pair) => pair.join('=')).join('; '), 'x-csrf-token': ours.csrf },
    };
    const url = await new Promise<string>((resolve, reject) => {
      const first: Upload = new Upload(Readable.from([bytes]), {
        ...base,
        onError: reject,
        onChunkComplete: () => {
          void first.abort().then(() => resolve(first.url ?? ''));
        },
      });
      first.start();
    });
    const sentAgain: number[] = [];
    await new Promise<void>((resolve, reject) => {
      const second = new Upload(bytes, {
        ...base,
        uploadUrl: url,
        onError: reject,
        onChunkComplete: (size) => sentAgain.push(size),
        onSuccess: () => resolve(),
      });
      second.start();
    });
    expect(sentAgain.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2 * 1_048_576);
    const [whole] = await served.instance.db.query<{ size: number; parts: number }>(
      `select object.size_bytes as size, (select count(*)::int from intake_notice_upload_part) as parts
       from intake_notice_upload join vault_object object using (object_id)`,
      [],
    );
    expect(whole).toEqual({ size: bytes.length, parts: 0 });
  });
});

describe('the wall', () => {
  it('hides drafts, files and receipts from another provider, as if they were not there', async () => {
    const draft = await aDraft(ours, 'ACME-3');
    const receipt = /\/provider\/receipts\/R-\d{4}-\d{6}/.exec((await ours.get('/provider')).page)?.[0] ?? '';
    expect((await ours.get(receipt)).status).toBe(200);
    await theirs.get('/provider/start');
    for (const path of [
      `${draft}/offence`,
      `${draft}/check`,
      `${draft}/give-up`,
      receipt,
      '/provider/receipts/R-1999-000001',
    ])
      expect([path, (await theirs.get(path)).status]).toEqual([path, 404]);
    expect((await theirs.post(`${draft}/give-up`, {})).status).toBe(404);
    expect((await theirs.get('/provider')).page).not.toContain('ACME-3');
  });

  it('stands in the database: a session sees the rows of its own provider, and no report', async () => {
    const count = (session: string, table: string) =>
      inTransaction(
        served.desk,
        async (tx) => (await tx.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n,
        session,
      );
    const [own, other] = [ours, theirs].map((browser) => browser.cookies.get('__Host-vigie') ?? '');
    for (const table of ['intake_notice_draft', 'intake_notice', 'intake_notice_receipt', 'intake_notice_upload']) {
      expect([table, await count(own ?? '', table)]).not.toEqual([table, 0]);
      expect([table, await count(other ?? '', table)]).toEqual([table, 0]);
      if (table !== 'intake_notice' && table !== 'intake_notice_receipt') expect(await count('', table)).toBe(0);
    }
    for (const table of ['intake_report', 'intake_raw', 'triage_queue', 'vault_object'])
      expect(await count(own ?? '', table)).toBe(0);
  });

  it('keeps people of providers from everything of the desk', async () => {
    for (const path of ['reports', 'session', 'people', 'provider-people'])
      expect([path, (await ours.get(`/api/v1/${path}`)).status]).toEqual([path, 404]);
  });

  it('takes no form without the token of the session', async () => {
    const draft = await aDraft(ours);
    const { status } = await ours.post(`${draft}/give-up`, { csrf: 'x' });
    expect([status, (await ours.get(`${draft}/offence`)).status]).toEqual([404, 200]);
  });
});
