import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { shellWords } from '../messages/shell.ts';
import { useSpeech } from '../ui/language.tsx';

/** The screens: words beside the icons where there is room, a rail with the words on focus where there is not. */
export function Navigation() {
  const { t } = useSpeech();
  return (
    <nav className="nav" aria-label={t(shellWords.navigation)}>
      <ul className="plain">
        <li>
          <Link to="/queue" search={{}} className="nav-link" activeOptions={{ exact: false, includeSearch: false }}>
            <Icon>
              <path d="M2 4h12M2 8h12M2 12h7" />
            </Icon>
            <span>{t(shellWords.queue)}</span>
          </Link>
        </li>
        <li>
          <Link to="/packages" search={{}} className="nav-link" activeOptions={{ exact: false, includeSearch: false }}>
            <Icon>
              <path d="m2 5 6-3 6 3v6l-6 3-6-3zM2 5l6 3 6-3M8 8v6" />
            </Icon>
            <span>{t(shellWords.packages)}</span>
          </Link>
        </li>
        <li>
          <Link to="/parked" className="nav-link">
            <Icon>
              <path d="M2 2h12v12H2zM6 5v6M10 5v6" />
            </Icon>
            <span>{t(shellWords.parked)}</span>
          </Link>
        </li>
        <li>
          <Link to="/second-person" className="nav-link">
            <Icon>
              <path d="M5 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11 7a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM2 13c0-3 1-4 3-4s3 1 3 4M8 13c0-3 1-4 3-4s3 1 3 4" />
            </Icon>
            <span>{t(shellWords.secondPerson)}</span>
          </Link>
        </li>
        <li>
          <Link to="/retention" className="nav-link">
            <Icon>
              <path d="M2 3h12v3H2zM3 6v8h10V6M6 9h4" />
            </Icon>
            <span>{t(shellWords.retention)}</span>
          </Link>
        </li>
        <li>
          <Link to="/incidents" className="nav-link">
            <Icon>
              <path d="M8 2 1.5 13.5h13zM8 6v4M8 11.5v1" />
            </Icon>
            <span>{t(shellWords.incidents)}</span>
          </Link>
        </li>
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
