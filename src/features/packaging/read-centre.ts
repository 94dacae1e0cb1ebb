import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Bilingual } from '#core/locale.ts';
import { ok, type Result, refuse } from '#core/result.ts';
import type { Originator } from './domain/package-content.ts';

/** Who sends, as every package names it. */
export interface Centre {
  readonly originator: Originator;
  readonly classification: Bilingual;
  /** IANA zone in which documents print local times beside UTC. */
  readonly timeZone: string;
}

/** The file of the operator's contacts cannot be used; `field` is where, null where it is no JSON at all. */
export interface UnusableCentre {
  readonly kind: 'unusable-centre';
  readonly path: string;
  readonly field: string | null;
}

/** The centre of the handbook; an installation that knows its duty desk says so. */
export const CENTRE: Centre = {
  originator: {
    name: {
      en: 'National Child Exploitation Crime Centre',
      fr: 'Centre national contre l’exploitation des enfants',
    },
    contactName: null,
    phone: null,
    email: null,
  },
  // Target of the security page, section 1.1.
  classification: { en: 'Protected B', fr: 'Protégé B' },
  timeZone: 'America/Toronto',
};

const line = z.string().trim().min(1).max(200);
// Strict: a field written wrong must not leave packages without a contact unnoticed.
const contacts = z.strictObject({ contactName: line.optional(), phone: line.optional(), email: z.email().optional() });

/**
 * The centre with the contacts of `centre.json` in the operator's folder (`contactName`, `phone`, `email`; each may be absent), as
 * packages name them in `bag-info.txt`, the referral and the documents. Without the file: no contacts.
 */
export async function readCentre(path: string): Promise<Result<Centre, UnusableCentre>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return ok(CENTRE);
  const read = contacts.safeParse(jsonOf(text));
  if (!read.success) {
    const [issue] = read.error.issues;
    const named = issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path;
    return refuse({ kind: 'unusable-centre', path, field: named?.join('.') || null });
  }
  const { contactName = null, phone = null, email = null } = read.data;
  return ok({ ...CENTRE, originator: { ...CENTRE.originator, contactName, phone, email } });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
