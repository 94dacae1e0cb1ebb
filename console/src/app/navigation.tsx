import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { shellWords } from '../messages/shell.ts';
import { useSpeech } from '../ui/language.tsx';

/** The screens: words beside the icons where there is room, a rail with the words on focus where there is not. */
export function Navigation() {
  const { t } = useSpeech();
  // Others would only find nothing there; the server decides.
  const mayReview =
    useSession().data?.person.roles.some((role) => role === 'supervisor' || role === 'auditor') ?? false;
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
          <Link to="/need-to-know" className="nav-link">
            <Icon>
              <path d="M4 7V5a4 4 0 0 1 8 0v2M3 7h10v7H3zM8 10v2" />
            </Icon>
            <span>{t(shellWords.needToKnow)}</span>
          </Link>
        </li>
        {mayReview ? (
          <li>
            <Link to="/reviews" search={{}} className="nav-link" activeOptions={{ exact: false, includeSearch: false }}>
              <Icon>
                <path d="M3 2h10v12H3zM5.5 6l1 1 2-2M5.5 11l1 1 2-2M10.5 6.5h1M10.5 11.5h1" />
              </Icon>
              <span>{t(shellWords.reviews)}</span>
            </Link>
          </li>
        ) : null}
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
