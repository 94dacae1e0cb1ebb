import { systemClock } from '#core/clock.ts';
import { granted } from '#core/result.ts';
import { signedInAs } from '#features/access/testing';
import type { Db } from '#platform/postgres/transaction.ts';
import { inTransaction } from '#platform/postgres/transaction.ts';
import { inviteProviderPerson } from '../commands/invite-provider-person.ts';

/** Somebody of a provider, invited and signed in. */
export async function comeIn(
  { instance, baseUrl }: { readonly instance: { readonly db: Db }; readonly baseUrl: string },
  { provider, name, manages = false }: { readonly provider: string; readonly name: string; readonly manages?: boolean },
): Promise<PortalBrowser> {
  const as = { name: `Relations for ${name}`, roles: ['provider-relations'] } as const;
  const { actor } = await signedInAs(instance.db, { clock: systemClock }, as);
  const invited = await inTransaction(instance.db, (tx) =>
    inviteProviderPerson(tx, { clock: systemClock }, actor, { provider, name, language: 'en', manages }),
  );
  const browser = new PortalBrowser(baseUrl);
  await browser.post('/provider/sign-in', { code: granted(invited).code });
  return browser;
}

/** Lets the session of this browser count as freshly proven, so that a test of an act is not one of its proof. */
export async function proveFresh({ instance }: { readonly instance: { readonly db: Db } }, browser: PortalBrowser) {
  await instance.db.query(
    "update access_session set stepped_up_at = now() where token_sha256 = sha256(convert_to($1, 'UTF8'))",
    [browser.cookies.get('__Host-vigie')],
  );
}

/** A browser without a script: cookies, and the token of the last form. */
export class PortalBrowser {
  readonly #baseUrl: string;
  readonly cookies = new Map<string, string>();
  csrf = '';

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  async ask(path: string, init: RequestInit = {}): Promise<{ status: number; page: string; to: string }> {
    const cookie = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(`${this.#baseUrl}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { cookie, ...init.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    const page = await answer.text();
    this.csrf = /name="csrf" value="([^"]+)"/.exec(page)?.[1] ?? this.csrf;
    return { status: answer.status, page, to: answer.headers.get('location') ?? '' };
  }

  get(path: string) {
    return this.ask(path);
  }

  post(path: string, fields: Readonly<Record<string, string>>) {
    return this.ask(path, { method: 'POST', body: new URLSearchParams({ csrf: this.csrf, ...fields }) });
  }

  attach(path: string, name: string, bytes: string) {
    const body = new FormData();
    body.append('csrf', this.csrf);
    body.append('file', new Blob([Buffer.from(bytes, 'latin1')]), name);
    return this.ask(path, { method: 'POST', body });
  }
}

/** The five statutory items, page by page. */
export const ANSWERS = {
  offence: { offence: 'CC 163.1(4)' },
  material: { format: 'photograph', description: 'A neutral description' },
  circumstances: {
    circumstances: 'Found by a filter.',
    discoveredOn: '2026-11-20',
    discoveredTime: '09:00',
    discoveredZone: 'America/Toronto',
  },
  evidence: { holdsOther: 'no' },
  contact: { contactEmail: 'desk@provider.example' },
} as const;

/** Begins a notice; the address of its draft. */
export async function aDraft(browser: PortalBrowser, reference = ''): Promise<string> {
  await browser.get('/provider/start');
  const { to } = await browser.post('/provider/start', { duty: 's3', reference });
  return to.replace(/\/offence$/, '');
}

/** Answers every page that asks for a statutory item. */
export async function answerAll(browser: PortalBrowser, draft: string): Promise<void> {
  for (const [step, fields] of Object.entries(ANSWERS))
    await browser.post(`${draft}/${step}`, { go: 'next', ...fields });
}
