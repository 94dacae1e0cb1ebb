import type { ProviderNotice } from '../domain/notice.ts';

/** The bytes of a notice filled in by hand: the JSON our readers take from machines (interop page, 4.3). */
export function writeNotice(notice: ProviderNotice): Buffer {
  return Buffer.from(JSON.stringify({ regime: 'CA-MRA-s3', ...notice }));
}

/** The bytes of a report of addresses alone (s.2), under the provider's own number. */
export function writeAddresses(addresses: readonly string[], reference: string): Buffer {
  return Buffer.from(JSON.stringify({ regime: 'CA-MRA-s2', addresses, reference }));
}
