import { createHash } from 'node:crypto';
import type { NoticeDuty } from '../domain/notice-terms.ts';
import { foldedName } from '../domain/provider-name.ts';
import type { Received } from '../received.ts';

/** What makes two documents one notice: the provider with its own reference, or without one what it says. */
export interface NoticeIdentity {
  readonly duty: NoticeDuty;
  readonly provider: { readonly folded: string; readonly name: string };
  readonly reference: string | null;
  /** Lower-case hex; of what is said, whatever the order, the layout or the reference. */
  readonly contentSha256: string;
}

/** The identity of a received notice; null for everything that is none. */
export function noticeIdentityOf({ source, report, sender, unreadable, raw }: Received): NoticeIdentity | null {
  const duty = report.format === 'addresses-only' ? 's2' : report.notice === undefined ? null : 's3';
  if (source !== 'provider' || unreadable !== null || duty === null) return null;
  const name = sender ?? report.senderName ?? 'unknown';
  const { reference, ...said } = report.notice ?? {};
  return {
    duty,
    provider: { folded: foldedName(name), name: name.trim() || 'unknown' },
    reference: report.externalId,
    contentSha256: duty === 's2' ? raw.sha256.toString('hex') : digestOf(said),
  };
}

/** Keys by which two notices of one set are the same. */
export function noticeKeysOf(received: Received): readonly string[] {
  const identity = noticeIdentityOf(received);
  if (identity === null) return [];
  const { folded } = identity.provider;
  const byReference = identity.reference === null ? [] : [`reference ${folded}\n${identity.reference}`];
  return [...byReference, `notice ${folded}\n${identity.contentSha256}`];
}

function digestOf(said: object): string {
  return createHash('sha256').update(inOrder(said)).digest('hex');
}

/** JSON with its members in one order and nothing for what is undefined. */
function inOrder(node: unknown): string {
  if (Array.isArray(node)) return `[${node.map(inOrder).join(',')}]`;
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? 'null';
  const members = Object.entries(node)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${JSON.stringify(name)}:${inOrder(value)}`);
  return `{${members.join(',')}}`;
}
