import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { newSignerKey, verifierKeyText } from '#platform/tlog/signed-note.ts';
import {
  type Language,
  launch,
  ownFaults,
  setTheme,
  signedIn,
  type Theme,
  violations,
} from '../test/browser/console-page.ts';
import { sealAndDeliverOne } from '../test/support/restore-drill.ts';
import { aColleague, aSupervisor, someDueReports } from '../test/support/trust.ts';
import { type RunningVigie, removeDataDir, startVigie } from '../test/support/vigie.ts';
import { obtainChromium } from './find-chromium.mjs';

// Every screen × language × theme × width as a picture, with a contact sheet, and what axe and our own checks say of each.
// node tools/screens.ts [--link <one-time link of a running instance>] [--only queue,report]

const OUT = join(import.meta.dirname, '../out/screens');
const WIDTHS = [1280, 1920] as const;

type Signed = Awaited<ReturnType<typeof signedIn>>;

interface Shot {
  readonly name: string;
  readonly path: (numbers: Numbers) => string | null;
  readonly act?: (page: Page) => Promise<void>;
  /** Whose screen it is. @default the investigator */
  readonly as?: 'administrator' | 'supervisor';
}

interface Numbers {
  readonly report: string | null;
  readonly subject: string | null;
  readonly package: string | null;
  readonly incident: string | null;
  /** Monday of the newest week with acts. */
  readonly week: string | null;
}

const press =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

const toTheEnd = (page: Page): Promise<void> => page.evaluate("document.querySelector('main').scrollTo(0, 99_999)");

/** Below the fold of the audit log. */
const toTheActs = (page: Page): Promise<void> => page.evaluate("document.querySelector('#acts').scrollIntoView()");

const SHOTS: readonly Shot[] = [
  { name: 'queue', path: () => '/queue' },
  { name: 'queue-filtered', path: () => '/queue?view=all&urgency=P3' },
  { name: 'queue-mine', path: () => '/queue?view=mine' },
  { name: 'keys', path: () => '/queue', act: press('?') },
  { name: 'repair-bench', path: () => '/repair' },
  { name: 'mappings', path: () => '/mappings', as: 'administrator' },
  { name: 'report', path: ({ report }) => report && `/reports/${report}` },
  { name: 'report-why', path: ({ report }) => report && `/reports/${report}`, act: press('w') },
  { name: 'report-deciding', path: ({ report }) => report && `/reports/${report}`, act: press('c', 'd') },
  { name: 'report-telephone', path: ({ report }) => report && `/reports/${report}`, act: press('t') },
  { name: 'calls', path: () => '/calls' },
  { name: 'missing', path: () => '/reports/R-1999-000001' },
  { name: 'subject', path: ({ subject }) => subject && `/subjects/${subject}`, act: press('j') },
  { name: 'packages', path: () => '/packages' },
  { name: 'package', path: (numbers) => numbers.package && `/packages/${numbers.package}`, act: press('4') },
  { name: 'package-end', path: (numbers) => numbers.package && `/packages/${numbers.package}`, act: toTheEnd },
  { name: 'parked', path: () => '/parked' },
  { name: 'senders', path: () => '/senders' },
  { name: 'providers', path: () => '/providers', as: 'administrator' },
  { name: 'regimes', path: () => '/regimes', as: 'administrator' },
  { name: 'entry', path: () => '/entry' },
  { name: 'account', path: () => '/account' },
  { name: 'people', path: () => '/people', as: 'administrator' },
  { name: 'machines', path: () => '/machines', as: 'administrator' },
  { name: 'lock-outs', path: () => '/lock-outs', as: 'administrator' },
  { name: 'second-person', as: 'supervisor', path: () => '/second-person' },
  { name: 'retention', as: 'supervisor', path: () => '/retention' },
  { name: 'retention-end', as: 'supervisor', path: () => '/retention', act: toTheEnd },
  { name: 'incidents', as: 'supervisor', path: () => '/incidents' },
  { name: 'need-to-know', as: 'supervisor', path: () => '/need-to-know' },
  { name: 'need-to-know-end', as: 'supervisor', path: () => '/need-to-know', act: toTheEnd },
  { name: 'reviews', as: 'supervisor', path: () => '/reviews' },
  { name: 'review', as: 'supervisor', path: ({ week }) => week && `/reviews?week=${week}` },
  { name: 'audit-log', as: 'supervisor', path: () => '/audit-log' },
  { name: 'audit-log-acts', as: 'supervisor', path: () => '/audit-log?outcome=done', act: toTheActs },
  { name: 'audit-log-none', as: 'supervisor', path: () => '/audit-log?act=never-done', act: toTheActs },
  { name: 'incident', as: 'supervisor', path: ({ incident }) => incident && `/incidents/${incident}` },
];

const { values } = parseArgs({ options: { link: { type: 'string' }, only: { type: 'string' } } });
const chromium = obtainChromium();
if (chromium === null) throw new Error('There is no Chromium on this machine; set CHROMIUM_PATH.');
const own = values.link === undefined ? await startVigie({ demo: true }) : null;
const browser = await launch(chromium);
try {
  const people = await peopleOf(browser);
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  const shots = SHOTS.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
  const taken: string[] = [];
  for (const language of ['en', 'fr'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const width of WIDTHS) {
        for (const [role, person] of people) {
          const theirs = shots.filter(({ as }) => (as ?? 'investigator') === role);
          if (theirs.length > 0) taken.push(...(await takeAll(person, theirs, { language, theme, width })));
        }
      }
    }
  }
  await writeFile(join(OUT, 'index.html'), contactSheet(taken));
  process.stdout.write(`${taken.length} pictures in out/screens/index.html\n`);
} finally {
  await browser.close();
  await own?.stop();
  if (own) await removeDataDir(own.dataDir);
}

/** Whoever the links are for: with `--link`, one person only. */
async function peopleOf(on: typeof browser): Promise<readonly (readonly [string, Signed])[]> {
  if (values.link !== undefined) return [['investigator', await signedIn(on, values.link)]];
  if (own === null) return [];
  // The printed links are spent by those who bring a package to its recipient.
  await sealAndDeliverOne(own);
  return [
    ['investigator', await signedIn(on, await aColleague(own, 'INV-07', 'triage-investigator'))],
    ['administrator', await signedIn(on, await aColleague(own, 'ADM-01', 'administrator'))],
    ['supervisor', await somethingToDecide(own, on)],
  ];
}

async function takeAll(
  person: Signed,
  shots: readonly Shot[],
  view: { readonly language: Language; readonly theme: Theme; readonly width: number },
): Promise<readonly string[]> {
  const page = await person.open({ ...view, height: view.width > 1500 ? 1080 : 800 });
  const numbers = await numbersOf(page, person.origin);
  const taken: string[] = [];
  for (const shot of shots) {
    const path = shot.path(numbers);
    if (path === null) continue;
    await page.goto(person.origin + path);
    await settled(page);
    await setTheme(page, view.theme);
    await page.locator('h1').first().focus();
    await shot.act?.(page);
    await page.waitForTimeout(400);
    const file = `${shot.name}-${view.language}-${view.theme}-${view.width}.png`;
    await page.screenshot({ path: join(OUT, file) });
    for (const fault of [...(await violations(page)), ...(await ownFaults(page))])
      process.stdout.write(`${file}: ${fault}\n`);
    taken.push(file);
  }
  await page.context().close();
  return taken;
}

/** Numbers of a report, a subject and a package to look at, from the same API the console asks. */
async function numbersOf(page: Page, origin: string): Promise<Numbers> {
  const get = async (path: string) =>
    (await (await page.request.get(`${origin}/api/v1/${path}`)).json()) as {
      items?: readonly Record<string, string | null>[];
    };
  const queue = (await get('queue?view=all&limit=50')).items ?? [];
  const packages = (await get('packages')).items ?? [];
  const incidents = (await get('incidents')).items ?? [];
  const weeks = (await get('audit/reviews')).items ?? [];
  const joined = queue.find((row) => row['subject'] !== null);
  return {
    report: joined?.['report'] ?? queue[0]?.['report'] ?? null,
    subject: joined?.['subject'] ?? null,
    package: packages.find((row) => row['state'] === 'delivered')?.['package'] ?? packages[0]?.['package'] ?? null,
    incident: incidents[0]?.['number'] ?? null,
    week: weeks[0]?.['week'] ?? null,
  };
}

/** A supervisor before whom stands: a disposal to approve, reports that are due, a hold, an incident, an opening to review, a witness to let in. */
async function somethingToDecide(running: RunningVigie, browser: Browser) {
  const supervisor = await signedIn(browser, await aSupervisor(running, 'SUP-11'));
  const other = await signedIn(browser, await aSupervisor(running, 'SUP-12'));
  const [first = '', held = ''] = await someDueReports(running, 4);
  const acts = [
    ['retention/expunges', { reports: [first], reason: 'Their time is over.' }],
    ['retention/holds', { scope: 'report', target: held, kind: 'court', reason: 'Order of the court of 20 November.' }],
    ['incidents', { kind: 'sent-wrongly', what: 'A package was put into the folder of another service.' }],
    ['break-glass', { compartment: 'transnational', reason: 'A child is in danger tonight and no member answers.' }],
    ['audit/witnesses', { verifierKey: verifierKeyText(newSignerKey('witness.example/oversight', 'cosignature').key) }],
  ] as const;
  const page = await other.open();
  const session = (await (await page.request.get(`${other.origin}/api/v1/session`)).json()) as {
    csrfToken: string;
    person: { id: number };
  };
  const headers = { 'x-csrf-token': session.csrfToken, origin: other.origin };
  for (const [path, data] of acts) await page.request.post(`${other.origin}/api/v1/${path}`, { data, headers });
  // The one made just before: nobody lets themselves in.
  const members = `${other.origin}/api/v1/compartments/transnational/members`;
  await page.request.put(`${members}/${session.person.id - 1}`, { headers });
  await page.context().close();
  return supervisor;
}

async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForTimeout(600);
}

function contactSheet(files: readonly string[]): string {
  const figures = files.map(
    (file) =>
      `<figure><a href="${file}"><img src="${file}" alt="${file}" width="480"></a><figcaption>${file}</figcaption></figure>`,
  );
  return `<!doctype html><meta charset="utf-8"><title>Screens</title><body>${figures.join('\n')}</body>\n`;
}
