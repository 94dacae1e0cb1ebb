import type { Instant } from '#core/clock.ts';
import type { LinkableIdentifier, LinkableReport } from './domain/strong-keys.ts';

/** An account of the reported person on an invented platform. */
export function aLinkableIdentifier(fields: Partial<LinkableIdentifier> = {}): LinkableIdentifier {
  return {
    kind: 'account',
    normal: 'u-1',
    service: 'Example Chat',
    port: null,
    observed: null,
    provenance: 'reported-by-provider',
    possibleProxy: null,
    personRole: 'reported',
    ...fields,
  };
}

/** A report that names nobody. */
export function aLinkableReport(fields: Partial<LinkableReport> = {}): LinkableReport {
  return {
    reportId: 1,
    sender: 'Example ISP',
    senderAlarm: null,
    incident: null,
    identifiers: [],
    fileDigests: [],
    ...fields,
  };
}

/** An address with a port, seen at an instant with a stated zone. */
export function aSeenAddress(address: string, port: number, at: string): LinkableIdentifier {
  const observed = { asWritten: at, instant: at as Instant, zone: 'stated' } as const;
  return aLinkableIdentifier({ kind: 'ip', normal: address, service: null, port, observed });
}

export { reasonsApart } from './domain/keep-apart.ts';
