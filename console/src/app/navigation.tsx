import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { shellWords } from '../messages/shell.ts';
import { useSpeech } from '../ui/language.tsx';

/** The screens: words beside the icons where there is room, a rail with the words on focus where there is not. */
export function Navigation({ roles }: { readonly roles: readonly string[] }) {
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
        <Administration roles={roles} />
      </ul>
    </nav>
  );
}

/** Shown to whom they are for; the server decides all the same. */
function Administration({ roles }: { readonly roles: readonly string[] }) {
  const { t } = useSpeech();
  const isOne = (...wanted: readonly string[]) => wanted.some((role) => roles.includes(role));
  return (
    <>
      {isOne('administrator') ? (
        <li>
          <Link to="/people" className="nav-link">
            <Icon>
              <path d="M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2 14c0-3 3-4 6-4s6 1 6 4" />
            </Icon>
            <span>{t(shellWords.people)}</span>
          </Link>
        </li>
      ) : null}
      {isOne('administrator', 'provider-relations') ? (
        <li>
          <Link to="/machines" className="nav-link">
            <Icon>
              <path d="M2 3h12v7H2zM5 13h6M8 10v3" />
            </Icon>
            <span>{t(shellWords.machines)}</span>
          </Link>
        </li>
      ) : null}
      {isOne('administrator', 'supervisor') ? (
        <li>
          <Link to="/lock-outs" className="nav-link">
            <Icon>
              <path d="M4 7h8v7H4zM5 7V5a3 3 0 0 1 6 0v2" />
            </Icon>
            <span>{t(shellWords.lockOuts)}</span>
          </Link>
        </li>
      ) : null}
    </>
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
