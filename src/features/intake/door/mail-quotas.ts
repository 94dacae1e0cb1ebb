import { createHash } from 'node:crypto';
import { type Admission, admitAlarm, admitDocument, countBytes, type Payer } from './quotas.ts';
import { DOOR_RULES } from './rules.ts';

type Deps = Parameters<typeof admitDocument>[0];

/** Whether a mail may come in; else whose quota is used up. */
export type MailAdmission =
  | { readonly admitted: true }
  | { readonly admitted: false; readonly retryAfterSeconds: number; readonly of: 'door' | 'sender' };

const DOOR: Payer = { name: 'mail', row: 'mail', usual: DOOR_RULES.mail.quota };

/**
 * Anybody can invent a thousand domains a minute: they spend from so many rows, never from one each. Whoever shares a row with a flood
 * waits with it, which nobody can bring about more surely than by stating that very domain.
 */
const ROWS = 1_024;

function payerOf(domain: string | null): Payer {
  const name = `mail:${domain ?? 'unknown'}`;
  const row = `mail#${createHash('sha256').update(name).digest().readUInt16BE() % ROWS}`;
  return { name, row, usual: DOOR_RULES.mail.ofOneDomain };
}

/**
 * Admits one mail of a stated domain: within that domain's quota, then within the door's. What a domain is refused the door does not
 * spend, so that the flood of one leaves room for the others. Throws when the database is away.
 */
export async function admitMail(deps: Deps, domain: string | null): Promise<MailAdmission> {
  return both(await admitDocument(deps, payerOf(domain)), () => admitDocument(deps, DOOR));
}

/** Admits a mail that raises an alarm although a quota is used up. */
export async function admitMailAlarm(deps: Deps, domain: string | null): Promise<MailAdmission> {
  return both(await admitAlarm(deps, payerOf(domain)), () => admitAlarm(deps, DOOR));
}

async function both(ofSender: Admission, ofDoor: () => Promise<Admission>): Promise<MailAdmission> {
  if (!ofSender.admitted) return { ...ofSender, of: 'sender' };
  const door = await ofDoor();
  return door.admitted ? door : { ...door, of: 'door' };
}

/** Counts the bytes of an admitted mail, for its domain and for the door. */
export async function countMailBytes(deps: Deps, domain: string | null, bytes: number): Promise<void> {
  await countBytes(deps, payerOf(domain), bytes);
  await countBytes(deps, DOOR, bytes);
}
