import type { Role } from '#core/actor.ts';
import type { Language } from '#core/locale.ts';

/** A person made at start-up; `label` is the word of the printed line. */
export interface NamedStaff {
  readonly label: 'administrator' | 'investigator' | 'reviewer' | 'supervisor' | 'auditor';
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly demo: boolean;
}

/** Five invented people: who administers sees no case, who builds a package never releases it, who audits sees acts and no content. */
export const DEMO_STAFF: readonly NamedStaff[] = [
  { label: 'administrator', name: 'ADM-01', language: 'en', roles: ['administrator'], demo: true },
  {
    label: 'investigator',
    name: 'INV-07',
    language: 'en',
    roles: ['triage-investigator', 'package-investigator'],
    demo: true,
  },
  { label: 'reviewer', name: 'REV-03', language: 'fr', roles: ['reviewer'], demo: true },
  { label: 'supervisor', name: 'SUP-02', language: 'en', roles: ['supervisor'], demo: true },
  { label: 'auditor', name: 'AUD-05', language: 'fr', roles: ['auditor'], demo: true },
];

/** The one person a fresh installation starts with. */
export const FIRST_ADMINISTRATOR: NamedStaff = {
  label: 'administrator',
  name: 'administrator',
  language: 'en',
  roles: ['administrator'],
  demo: false,
};
