import { emptyReport } from '../domain/empty-report.ts';
import { addressesSchema } from '../formats/addresses-schema.ts';
import type { Drift, SubmittedIdentifier, SubmittedReport } from '../types.ts';
import { findDepartures } from './find-departures.ts';
import { type JsonNode, member, textOf } from './json-node.ts';
import type { JsonReader } from './json-reader.ts';
import { identifierOf } from './normalise-identifier.ts';
import { isIp } from './read-members.ts';
import { readShielded } from './read-shielded.ts';

/** A provider's report of Internet addresses and nothing else (Mandatory Reporting Act, s.2; interop page, 4.1). */
export const addressesReader: JsonReader = {
  format: 'addresses-only',
  recognises: (root) => member(root, 'regime') === 'CA-MRA-s2',
  read: (root) => readShielded(root, readAddressesOnly),
};

function readAddressesOnly(root: JsonNode): SubmittedReport {
  const identifiers = readAddresses(member(root, 'addresses'));
  return {
    ...emptyReport('addresses-only'),
    senderName: textOf(member(root, 'provider', 'name')) ?? textOf(member(root, 'provider', 'id')),
    identifiers,
    drift: [...findDepartures(addressesSchema, root), ...identifiers.flatMap(unreadable)],
  };
}

function readAddresses(node: JsonNode): readonly SubmittedIdentifier[] {
  return (Array.isArray(node) ? node : [node]).flatMap((item: JsonNode, at) => {
    const value = textOf(item) ?? textOf(member(item, 'url')) ?? textOf(member(item, 'address'));
    if (value === null) return [];
    return [identifierOf({ kind: isIp(value) ? 'ip' : 'url', value, path: `addresses[${at}]` })];
  });
}

/** Kept as written, compared with nothing. */
function unreadable({ normal, path }: SubmittedIdentifier): readonly Drift[] {
  return normal === null ? [{ path, kind: 'unreadable-value', detail: 'neither a web nor a network address' }] : [];
}
