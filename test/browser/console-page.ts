import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Flags under which the system's Chromium runs headless as root, without calling home. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export type Theme = 'light' | 'dark';
export type Language = 'en' | 'fr';

/** Starts Chromium at `path`; the one npm carries runs in one process only. */
export function launch(path: string): Promise<Browser> {
  const own = path.includes('chromium-pack') || path.startsWith('/tmp/');
  return chromium.launch({
    executablePath: path,
    args: own ? [...FLAGS, '--single-process', '--headless=shell'] : FLAGS,
  });
}

/** A signed-in browser of one person: the one-time link is used once, its cookie as often as wanted. */
export async function signedIn(
  browser: Browser,
  link: string,
): Promise<{ readonly origin: string; open: (as?: ViewOptions) => Promise<Page> }> {
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(link);
  const state = await first.storageState();
  await first.close();
  const { origin } = new URL(link);
  return {
    origin,
    open: async (as = {}) => pageOf(await browser.newContext({ ...contextOf(as), storageState: state }), origin, as),
  };
}

export interface ViewOptions {
  readonly language?: Language;
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
}

export function contextOf({ language = 'en', width = 1440, height = 900 }: ViewOptions) {
  return { viewport: { width, height }, locale: `${language}-CA`, timezoneId: 'America/Toronto' };
}

async function pageOf(
  context: BrowserContext,
  origin: string,
  { language = 'en', theme = 'light' }: ViewOptions,
): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${origin}/queue`);
  await page.locator('h1').waitFor();
  if ((await page.locator('html').getAttribute('lang')) !== `${language}-CA`) await page.keyboard.press('Alt+l');
  await page.locator(`html[lang="${language}-CA"]`).waitFor();
  await setTheme(page, theme);
  return page;
}

/** Presses the theme button where the page is not in that theme. */
export async function setTheme(page: Page, theme: Theme): Promise<void> {
  if ((await page.locator('html').getAttribute('data-theme')) !== theme) await page.locator('#theme').click();
}

/** What axe finds against WCAG 2.2 A and AA, one line each. */
export async function violations(page: Page): Promise<readonly string[]> {
  // Only what is wrong is described (a page has a thousand right things), and in this page alone: the console frames nothing.
  const found = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .setLegacyMode(true)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 160)}`),
  );
}

/** Our own checks beside axe (X2, X5, X6, X7): clipped labels, small targets, times without a zone, inline style. */
export async function ownFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const faults = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push('the page scrolls sideways');
    for (const each of document.querySelectorAll('a, button, select, summary, input:not([type=radio])')) {
      const { width, height } = each.getBoundingClientRect();
      const inText = getComputedStyle(each).display === 'inline';
      if (each.closest('[aria-label][tabindex="-1"], .skip') || inText || width === 0) continue;
      if (height < 23.5 || width < 23.5) faults.push('small target: ' + each.outerHTML.slice(0, 100));
    }
    for (const each of document.querySelectorAll('button, .chip, .urgency, h1, h2, dt, [data-column=urgency], [data-column=due]')) {
      if (each.scrollWidth > each.clientWidth + 1 && getComputedStyle(each).display !== 'inline') faults.push('clipped: ' + each.textContent);
    }
    for (const each of document.querySelectorAll('time')) {
      if (!/UTC|\\b(?:[ECMPNA][SD]T|H[NA][A-Z])\\b/.test(each.textContent)) faults.push('no zone: ' + each.textContent);
    }
    for (const each of document.querySelectorAll('style, img, video, audio, canvas')) faults.push('forbidden element: ' + each.tagName);
    return faults;
  })()`);
}

/** What of a text travels over the wire, in bytes. */
export function gzipSize(bytes: Buffer): number {
  return gzipSync(bytes).length;
}

/** A security key of this page that answers by itself, with user verification. */
export async function giveKey(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
