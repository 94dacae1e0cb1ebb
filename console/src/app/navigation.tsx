import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { shellWords } from '../messages/shell.ts';
import { useSpeech } from '../ui/language.tsx';
import type { Pair } from '../ui/locale.ts';

interface Destination {
  readonly to:
    | '/queue'
    | '/entry'
    | '/calls'
    | '/former-years'
    | '/packages'
    | '/parked'
    | '/senders'
    | '/providers'
    | '/regimes'
    | '/repair'
    | '/mappings'
    | '/second-person'
    | '/retention'
    | '/incidents'
    | '/need-to-know'
    | '/reviews'
    | '/audit-log'
    | '/people'
    | '/machines'
    | '/lock-outs';
  readonly words: Pair;
  /** Drawn on a grid of 16. */
  readonly icon: string;
  /** Others would only find nothing there; the server decides all the same. @default everybody */
  readonly roles?: readonly string[];
}

const DESTINATIONS: readonly Destination[] = [
  { to: '/queue', words: shellWords.queue, icon: 'M2 4h12M2 8h12M2 12h7' },
  {
    to: '/entry',
    words: shellWords.entry,
    icon: 'M3 2h3l1.500 3.500L5.500 7c1 2 1.500 2.500 3.500 3.500l1.500-2L14 10v3c-6 1-12-5-11-11z',
    roles: ['intake-clerk', 'triage-investigator', 'supervisor'],
  },
  {
    to: '/calls',
    words: shellWords.calls,
    icon: 'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13M8 4.500V8l2.500 2',
    roles: [
      'intake-clerk',
      'triage-investigator',
      'package-investigator',
      'reviewer',
      'victim-id-specialist',
      'transnational-officer',
      'liaison',
      'supervisor',
    ],
  },
  { to: '/packages', words: shellWords.packages, icon: 'm2 5 6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6' },
  { to: '/parked', words: shellWords.parked, icon: 'M2 2h12v12H2zM6 5v6M10 5v6' },
  {
    to: '/senders',
    words: shellWords.senders,
    icon: 'M8 9v5M5 14h6M5.500 6.500a3.500 3.500 0 0 1 5 0M3 4a7 7 0 0 1 10 0M8 9a.8.8 0 1 0 0-1.600A.8.8 0 0 0 8 9',
    roles: ['intake-clerk', 'triage-investigator', 'supervisor', 'provider-relations'],
  },
  {
    to: '/providers',
    words: shellWords.providers,
    icon: 'M2 14V6l6-4 6 4v8zM6 14v-4h4v4',
    roles: ['administrator', 'provider-relations', 'supervisor'],
  },
  {
    to: '/repair',
    words: shellWords.repair,
    icon: 'M10 2a4 4 0 0 0-3.500 5.500L2 12l2 2 4.500-4.500A4 4 0 0 0 14 6l-2.500 2L9 6.500l1.500-4',
    roles: ['intake-clerk', 'supervisor', 'triage-investigator'],
  },
  {
    to: '/second-person',
    words: shellWords.secondPerson,
    icon: 'M5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM2 13c0-3 1-4 3-4s3 1 3 4M8 13c0-3 1-4 3-4s3 1 3 4',
  },
  { to: '/retention', words: shellWords.retention, icon: 'M2 3h12v3H2zM3 6v8h10V6M6 9h4' },
  { to: '/incidents', words: shellWords.incidents, icon: 'M8 2 1.5 13.5h13zM8 6v4M8 11.5v1' },
  {
    to: '/need-to-know',
    words: shellWords.needToKnow,
    icon: 'M1 8c2-3 4.500-4.500 7-4.500s5 1.500 7 4.500c-2 3-4.500 4.500-7 4.500s-5-1.500-7-4.500zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4',
  },
  {
    to: '/reviews',
    words: shellWords.reviews,
    icon: 'M3 2h10v12H3zM5.5 6l1 1 2-2M5.5 11l1 1 2-2M10.5 6.5h1M10.5 11.5h1',
    roles: ['supervisor', 'auditor'],
  },
  {
    to: '/audit-log',
    words: shellWords.auditLog,
    icon: 'M8 1.500 13.500 4v4c0 3.500-2.500 5.500-5.500 6.500-3-1-5.500-3-5.500-6.500V4zM5.500 8l1.800 1.800L10.800 6',
    roles: ['supervisor', 'auditor'],
  },
  {
    to: '/former-years',
    words: shellWords.formerYears,
    icon: 'M2 14h12M4 14V8M8 14V4M12 14v-4',
    roles: ['supervisor', 'administrator', 'auditor'],
  },
  {
    to: '/regimes',
    words: shellWords.regimes,
    icon: 'M8 2v12M4 14h8M3 4h10M3 4l-2 5h4zM13 4l-2 5h4z',
    roles: ['administrator', 'provider-relations', 'supervisor', 'reviewer', 'auditor'],
  },
  {
    to: '/people',
    words: shellWords.people,
    icon: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 14c0-3 3-4 6-4s6 1 6 4',
    roles: ['administrator'],
  },
  {
    to: '/machines',
    words: shellWords.machines,
    icon: 'M2 3h12v7H2zM5 13h6M8 10v3',
    roles: ['administrator', 'provider-relations'],
  },
  {
    to: '/mappings',
    words: shellWords.mappings,
    icon: 'M2 4h4M2 8h4M2 12h4M6 4l4 4M6 8l4 4M6 12l4-8M10 4h4M10 8h4M10 12h4',
    roles: ['administrator'],
  },
  {
    to: '/lock-outs',
    words: shellWords.lockOuts,
    icon: 'M4 7h8v7H4zM5 7V5a3 3 0 0 1 6 0v2',
    roles: ['administrator', 'supervisor'],
  },
];

/** The screens: words beside the icons where there is room, a rail with the words on focus where there is not. */
export function Navigation({ roles }: { readonly roles: readonly string[] }) {
  const { t } = useSpeech();
  const mine = DESTINATIONS.filter(
    (each) => each.roles === undefined || each.roles.some((role) => roles.includes(role)),
  );
  return (
    <nav className="nav" aria-label={t(shellWords.navigation)}>
      <ul className="plain">
        {mine.map(({ to, words, icon }) => (
          <li key={to}>
            <Link to={to} search={{}} className="nav-link" activeOptions={{ exact: false, includeSearch: false }}>
              <Icon>
                <path d={icon} />
              </Icon>
              <span>{t(words)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
