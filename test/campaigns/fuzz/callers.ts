import type { Role } from '../../../src/core/actor.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createToken, ensureStaff, issueSignInLink, TOKEN_SCOPES } from '../../../src/features/access/index.ts';
import { connect, type Db } from '../../../src/platform/postgres/connect.ts';
import { runningInstance } from '../../../src/platform/postgres/embedded/instance.ts';
import { inTransaction } from '../../../src/platform/postgres/transaction.ts';
import { type RunningVigie, vigieJson } from '../../support/vigie.ts';
import type { CallerName } from './draft.ts';

const STAFF_ROLES: readonly Role[] = [
  'intake-clerk',
  'triage-investigator',
  'package-investigator',
  'reviewer',
  'victim-id-specialist',
  'transnational-officer',
  'intelligence-analyst',
  'liaison',
  'provider-relations',
  'supervisor',
  'wellness-lead',
  'auditor',
  'administrator',
];

/** The texts that stand for a caller's secrets in a request. */
export type Proof = Readonly<Record<string, string>>;

/** Everybody who may call: each role of the staff by session, tokens, a provider, nobody. */
export class Callers {
  readonly names: readonly CallerName[];
  readonly #running: RunningVigie;
  readonly #db: Db;
  readonly #proofs = new Map<CallerName, Proof>();

  private constructor(running: RunningVigie, db: Db) {
    this.#running = running;
    this.#db = db;
    this.names = ['nobody', ...STAFF_ROLES, 'token', 'token-figures'];
  }

  /** Makes them all on a running instance. */
  static async on(running: RunningVigie): Promise<Callers> {
    const record = await runningInstance(running.dataDir);
    if (!record?.connectionString) throw new Error('The instance under test has no database of its own.');
    const callers = new Callers(running, connect({ connectionString: record.connectionString, maxConnections: 2 }));
    for (const role of STAFF_ROLES) await callers.#signIn(role);
    const provider = await vigieJson<{ username: string; password: string }>(
      running.dataDir,
      ...['credential', 'create', '--provider', 'Fuzz Provider', '--scope', 'ispws'],
    );
    const basic = Buffer.from(`${provider.username}:${provider.password}`).toString('base64');
    callers.#proofs.set('provider', { basic });
    await callers.#makeToken('token', TOKEN_SCOPES);
    await callers.#makeToken('token-figures', ['stats:read']);
    return callers;
  }

  /** The secrets of one caller; empty for nobody. */
  proofOf(caller: CallerName): Proof {
    return this.#proofs.get(caller) ?? {};
  }

  async #signIn(role: CallerName): Promise<void> {
    const deps = { clock: systemClock };
    const link = await inTransaction(this.#db, async (tx) => {
      const person = { name: `FUZZ ${role}`, language: 'fr', roles: [role as Role], demo: true } as const;
      const staffId = await ensureStaff(tx, deps, person);
      // An administrator of the fuzzer's ends accounts and changes roles; the campaign goes on as it began.
      const whole = 'update access_staff set disabled_at = null, roles = array[$2] where staff_id = $1';
      await tx.query(whole, [staffId, role]);
      return issueSignInLink(tx, deps, staffId);
    });
    const answer = await fetch(`${this.#running.baseUrl}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: link.code }),
    });
    if (!answer.ok) throw new Error(`Signing in as ${role} answered ${answer.status}`);
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    this.#proofs.set(role, { cookie, csrf: csrfToken });
  }

  /** A new session for everybody whom the fuzzer has signed out, or whose proof of identity is no longer fresh. */
  async renew(): Promise<void> {
    for (const role of STAFF_ROLES) {
      const { cookie = '' } = this.proofOf(role);
      const answer = await fetch(`${this.#running.baseUrl}/api/v1/session`, { headers: { cookie } });
      const { stepUpUntil } = (await answer.json()) as { stepUpUntil?: string | null };
      // A fresh proof of identity lasts minutes; without it the fuzzer would not get past that wall.
      if (!stepUpUntil) await this.#signIn(role);
    }
  }

  close(): Promise<void> {
    return this.#db.close();
  }

  async #makeToken(name: CallerName, scopes: readonly (typeof TOKEN_SCOPES)[number][]): Promise<void> {
    const operator = { kind: 'operator', osUser: 'fuzz' } as const;
    const made = await inTransaction(this.#db, (tx) =>
      createToken(tx, { clock: systemClock }, operator, { name, scopes }),
    );
    if (!made.ok) throw new Error('The token was refused.');
    this.#proofs.set(name, { bearer: made.value.token });
  }
}

/** Puts a caller's secrets and the host into a request; what has no secret stays as it is written. */
export function fillIn(bytes: Buffer, proof: Proof, host: string): Buffer {
  const text = bytes.toString('latin1');
  const filled = text.replace(/\{(cookie|csrf|bearer|basic|host)\}/g, (whole, name: string) =>
    name === 'host' ? host : (proof[name] ?? whole),
  );
  return filled === text ? bytes : Buffer.from(filled, 'latin1');
}
