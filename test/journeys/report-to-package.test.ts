import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { makeRecipient, type Recipient } from '../support/peers.ts';
import { aProvider, generatedBytes, submitReport } from '../support/provider.ts';
import { type StaffClient, signInWith } from '../support/staff-client.ts';
import { type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// Proved here: the whole road of one report, on real parts: an independent provider client, embedded PostgreSQL, server and worker as
// processes, the staff API, the command line, openssl as the recipient's tool. Out of scope: the console (test/browser).
// Alone: npx vitest run --project journeys test/journeys/report-to-package.test.ts

interface Triage {
  readonly assessment: {
    readonly danger: number;
    readonly dangerFactors: { weight: number; applied: boolean }[];
    readonly ruleVersion: string;
  } | null;
}
interface Candidates {
  readonly candidates: {
    readonly role: string;
    readonly agency: { readonly code: string };
    readonly reasons: unknown[];
  }[];
}
interface PackagePage {
  readonly package: string;
  readonly state: string;
  readonly bagHash: string | null;
  readonly items: { readonly item: number; readonly state: string }[];
}

interface LinkExplained {
  readonly weight: number;
  readonly prior: number;
  readonly parts: readonly { readonly comparison: string; readonly level: string; readonly weight: number }[];
  readonly model: string;
}

let running: RunningVigie;
let investigator: StaffClient;
let reviewer: StaffClient;
let administrator: StaffClient;
let recipient: Recipient;
let workDir: string;
let report: string;
let pkg: string;
let bagHash: string;

beforeAll(async () => {
  workDir = await mkdtemp(join(tmpdir(), 'vigie-recipient-'));
  running = await startVigie({ demo: true });
  const link = (role: string) => running.links.get(role) ?? '';
  investigator = await signInWith(running.baseUrl, link('investigator'));
  reviewer = await signInWith(running.baseUrl, link('reviewer'));
  administrator = await signInWith(running.baseUrl, link('administrator'));
  recipient = makeRecipient(workDir, 'laval');
});

afterAll(async () => {
  await running?.stop();
  if (running) await removeDataDir(running.dataDir);
});

describe('from a provider’s report to an acknowledged package', () => {
  it('is received: the client submits, uploads, describes and finishes', async () => {
    const client = await aProvider(running.baseUrl, running.dataDir);
    const status = await client.getStatus();
    expect(status.data.responseCode).toBe(0);
    const files = [1, 2].map((seed) => ({ name: `pattern-${seed}.dat`, bytes: generatedBytes(seed, 50_000) }));
    const ispwsId = await submitReport(client, { account: 'acct-journey-1', files });
    const shown = await vigieJson<{ number: string; files: unknown[]; clocks: unknown[] }>(
      running.dataDir,
      'report',
      'show',
      String(ispwsId),
    );
    report = shown.number;
    expect(report).toMatch(/^R-\d{4}-\d{6}$/);
    expect(shown.files).toHaveLength(2);
    expect(shown.clocks).toBeInstanceOf(Array);
    const { items } = await vigieJson<{ items: Record<string, unknown>[] }>(running.dataDir, 'report', 'list');
    const listed = items.find((item) => item['number'] === report);
    expect(listed).toMatchObject({
      externalId: String(ispwsId),
      source: 'provider',
      sender: 'Example ISP',
      holder: null,
    });
    for (const field of ['receivedAt', 'state', 'urgency', 'danger', 'completeness'])
      expect(listed).toHaveProperty(field);
  });

  it('is scored with reasons that add up, and has candidate police services', async () => {
    const triage = await eventually(async () => {
      const page = await investigator.get<Triage>(`reports/${report}/triage`);
      return page.assessment?.ruleVersion ? page : null;
    });
    const applied = triage.assessment?.dangerFactors.filter((factor) => factor.applied) ?? [];
    expect(applied.reduce((sum, factor) => sum + factor.weight, 0)).toBe(triage.assessment?.danger);
    const routes = await eventually(async () => {
      const page = await investigator.get<Candidates>(`reports/${report}/routes`);
      return page.candidates.length > 0 ? page : null;
    });
    expect(routes.candidates[0]?.agency.code).toBe('QC-SPL');
    expect(routes.candidates[0]?.reasons.length).toBeGreaterThan(0);
  });

  it('is taken and decided by a person, with a reason', async () => {
    expect((await investigator.send('POST', `reports/${report}/claim`)).status).toBe(200);
    const refused = await reviewer.send('POST', `reports/${report}/decision`, { disposition: 'package', reason: '1' });
    expect(refused.status).not.toBe(200);
    const page = await investigator.get<{ dispositions: { code: string; reasons: { code: string }[] }[] }>(
      `reports/${report}/triage`,
    );
    const reason = page.dispositions.find((disposition) => disposition.code === 'package')?.reasons[0]?.code;
    const decided = await investigator.send('POST', `reports/${report}/decision`, { disposition: 'package', reason });
    expect(decided.status).toBe(200);
  });

  it('becomes a draft for the service of jurisdiction; its seven items are decided; a certificate enters the directory by two people', async () => {
    const draft = await eventually(async () => {
      const page = await investigator.get<{
        items: { package: string; recipient: { code: string }; reports: string[] }[];
      }>('packages?state=draft');
      return page.items.find((item) => item.reports.includes(report));
    }, 90_000);
    pkg = draft.package;
    expect(draft.recipient.code).toBe('QC-SPL');
    const key = await administrator.send<{ id: number; fingerprint: string }>('POST', 'agencies/QC-SPL/keys', {
      form: 'x509',
      material: recipient.certificatePem,
    });
    expect(key.status).toBe(200);
    expect(
      (
        await administrator.send('POST', `agencies/QC-SPL/keys/${key.body.id}/approval`, {
          fingerprint: key.body.fingerprint,
        })
      ).status,
    ).not.toBe(200);
    expect(
      (
        await reviewer.send('POST', `agencies/QC-SPL/keys/${key.body.id}/approval`, {
          fingerprint: key.body.fingerprint,
        })
      ).status,
    ).toBe(200);
    expect((await administrator.send('PUT', 'agencies/QC-SPL/channel', { kind: 'spool' })).status).toBe(200);
    const early = await investigator.send<{ code: string }>('POST', `packages/${pkg}/submission`);
    expect(early.status).toBe(409);
    for (const item of (await investigator.get<PackagePage>(`packages/${pkg}`)).items.filter(
      (one) => one.state === 'pending',
    )) {
      const put = await investigator.send('PUT', `packages/${pkg}/items/${item.item}`, {
        state: 'not-applicable',
        reason: 'none was sought',
      });
      expect(put.status).toBe(200);
    }
  });

  it('is submitted, sealed, and released by a second person over exactly those bytes', async () => {
    expect((await investigator.send('POST', `packages/${pkg}/submission`)).status).toBe(200);
    const sealed = await eventually(async () => {
      const page = await investigator.get<PackagePage>(`packages/${pkg}`);
      return page.state === 'sealed' ? page : null;
    });
    bagHash = sealed.bagHash ?? '';
    expect(bagHash).toMatch(/^[0-9a-f]{64}$/);
    expect((await investigator.send('POST', `packages/${pkg}/release`, { bagHash })).status).not.toBe(200);
    expect((await reviewer.send('POST', `packages/${pkg}/release`, { bagHash: '0'.repeat(64) })).status).not.toBe(200);
    expect((await reviewer.send('POST', `packages/${pkg}/release`, { bagHash })).status).toBe(200);
  });

  it('is delivered to the recipient’s folder, opens with stock tools and verifies offline', async () => {
    const folder = join(running.dataDir, 'spool', 'out', 'QC-SPL');
    const file = await eventually(async () => (await readdir(folder)).find((name) => name === `${pkg}.zip.p7m`));
    const zip = join(workDir, `${pkg}.zip`);
    recipient.open(join(folder, file), zip);
    const verified = await vigieJson<{ ok: boolean; bagHash: string; faults: unknown[] }>(
      '/nonexistent',
      'package',
      'verify',
      join(folder, file),
      '--key',
      recipient.keyFile,
    );
    expect(verified).toMatchObject({ ok: true, bagHash, faults: [] });
    const listing = execFileSync(process.execPath, ['-e', LIST_ZIP, zip], {
      encoding: 'utf8',
      cwd: new URL('../..', import.meta.url).pathname,
    });
    for (const wanted of [
      'data/referral.json',
      'data/file-disposition-report-fr.pdf',
      'data/general-report-fr.pdf',
      'data/cybertip.json',
      'data/hashes.csv',
      'data/custody.jsonl',
      'tagmanifest-sha512.txt.p7s',
    ]) {
      expect(listing).toContain(wanted);
    }
    expect(listing.match(/data\/evidence\//g)?.length).toBe(2);
  });

  it('is acknowledged by the bag hash, and the whole road can be told', async () => {
    const wrong = await vigie(running.dataDir, 'dispatch', 'ack', pkg, '--bag-hash', 'ab'.repeat(32), '--by', 'Laval');
    expect(wrong.code).toBe(1);
    const right = await vigie(running.dataDir, 'dispatch', 'ack', pkg, '--bag-hash', bagHash, '--by', 'Laval');
    expect(right.code, right.stderr).toBe(0);
    expect((await investigator.get<PackagePage>(`packages/${pkg}`)).state).toBe('acknowledged');
    const explained = await vigieJson<{ road: { stage: string; at: string; reasons: { en: string }[] }[] }>(
      running.dataDir,
      'explain',
      report,
    );
    const released = explained.road.find((step) => step.stage === 'released');
    expect(released?.reasons[0]?.en).toBe(reviewer.person.name);
    const stages = explained.road.map((step) => step.stage);
    for (const stage of [
      'received',
      'start-clocks',
      'match-media',
      'link-reports',
      'triage-reports',
      'propose-routes',
      'decided',
      'draft-packages',
      'seal-package',
      'released',
      'deliver-package',
      'acknowledged',
    ]) {
      expect(stages).toContain(stage);
    }
    const times = explained.road.map((step) => Date.parse(step.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('tells why two reports are linked, by any of their names, in parts that add up', async () => {
    const { items } = await vigieJson<{ items: { number: string; externalId: string | null; source: string }[] }>(
      running.dataDir,
      'report',
      'list',
      '--limit',
      '200',
    );
    const pair = await eventually(async () => {
      for (const { number } of items) {
        const { edges } = await investigator.get<{ edges: { a: string; b: string }[] }>(`reports/${number}/links`);
        if (edges[0]) return edges[0];
      }
      return null;
    });
    const explain = (a: string, b: string) => vigieJson<LinkExplained>(running.dataDir, 'explain', 'link', a, b);
    const told = await explain(pair.a, pair.b);
    expect(told.parts.reduce((sum, part) => sum + part.weight, told.prior)).toBe(told.weight);
    expect(told.model).toEqual(expect.any(String));
    const named = items.find((item) => item.number === pair.a && item.externalId !== null);
    const other = named?.source === 'ncmec' ? `ncmec:${named.externalId}` : (named?.externalId ?? pair.a);
    expect(await explain(other, pair.b)).toEqual(told);
    const table = await vigie(running.dataDir, 'explain', 'link', pair.a, pair.b, '--lang', 'fr');
    expect(table.stdout).toMatch(/^R-\d{4}-\d{6} – R-\d{4}-\d{6}\n\nlien \w+ \(.*\)\n {2}a priori +0,000\n/);
    const none = await vigie(running.dataDir, 'explain', 'link', report, pair.a, '--json');
    expect(none.code).toBe(1);
    expect(JSON.parse(none.stdout).error.code).toBe('not-linked');
  });

  it('leaves the ledger balanced, to the unit', async () => {
    const stats = await vigieJson<{ balanced: boolean; difference: number; dispositioned: Record<string, number> }>(
      running.dataDir,
      'stats',
    );
    expect(stats).toMatchObject({ balanced: true, difference: 0 });
    expect(stats.dispositioned['package']).toBeGreaterThanOrEqual(1);
  });
});

// The package's own reader must not vouch for itself: the listing is read by yauzl alone.
const LIST_ZIP = `require('yauzl').open(process.argv[1], { lazyEntries: false }, (error, zip) => { if (error) throw error; zip.on('entry', (entry) => console.log(entry.fileName)); });`;
