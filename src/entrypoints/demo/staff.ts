import type { Role } from '#core/actor.ts';
import type { Language } from '#core/locale.ts';

/** A person made at start-up; `label` is the word of the printed line. */
export interface NamedStaff {
  readonly label: 'administrator' | 'investigator' | 'reviewer';
  readonly name: string;
  readonly language: Language;
  readonly roles: readonly Role[];
  readonly demo: boolean;
}

/** Three invented people: who administers sees no case; who builds a package never releases it. */
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
];

/** The one person a fresh installation starts with. */
export const FIRST_ADMINISTRATOR: NamedStaff = {
  label: 'administrator',
  name: 'administrator',
  language: 'en',
  roles: ['administrator'],
  demo: false,
};
