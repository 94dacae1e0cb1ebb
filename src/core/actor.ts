import { exhaustive } from './exhaustive.ts';
import type { CredentialId, StaffId } from './ids.ts';
import type { Language } from './locale.ts';

/** Roles of the domain page, section 10. */
export const ROLES = [
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
  'recipient-agency',
  'provider',
] as const;
export type Role = (typeof ROLES)[number];

/** A signed-in member of the staff. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly staffId: StaffId;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: Language;
}

/** Who acts. Only `staff` decides, releases or grants; a stage proposes, a machine reports. */
export type Actor =
  | StaffActor
  | { readonly kind: 'operator'; readonly osUser: string }
  | { readonly kind: 'stage'; readonly stage: string }
  | {
      readonly kind: 'credential';
      readonly credentialId: CredentialId;
      readonly provider: string;
      readonly scope: string;
    }
  | { readonly kind: 'token'; readonly tokenId: number; readonly name: string; readonly scopes: readonly string[] }
  | { readonly kind: 'recipient'; readonly agencyCode: string }
  | { readonly kind: 'anyone' };

/** How an actor is written in the audit trail: `staff:12`, `operator:jdoe`, `stage:linkReport`. */
export function actorRef(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return `staff:${actor.staffId}`;
    case 'operator':
      return `operator:${actor.osUser}`;
    case 'stage':
      return `stage:${actor.stage}`;
    case 'credential':
      return `credential:${actor.credentialId}`;
    case 'token':
      return `token:${actor.tokenId}`;
    case 'recipient':
      return `recipient:${actor.agencyCode}`;
    case 'anyone':
      return 'anyone';
    default:
      return exhaustive(actor);
  }
}
