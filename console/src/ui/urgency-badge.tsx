import './urgency-badge.css';

const SHAPES = {
  1: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="currentColor" />,
  2: <path d="m8 .5 7.5 7.5-7.5 7.5L.5 8z" fill="currentColor" />,
  3: <path d="M2 2h12v12H2z" fill="none" stroke="currentColor" strokeWidth="2" />,
  4: <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="2" />,
  5: <path d="M1 8h14" stroke="currentColor" strokeWidth="3" />,
} as const;

export type UrgencyLevel = 1 | 2 | 3 | 4 | 5;

/** Urgency by number, shape and word; colour comes last. */
export function UrgencyBadge({
  level,
  word,
  provisional,
}: {
  readonly level: UrgencyLevel;
  readonly word: string;
  readonly provisional?: string | undefined;
}) {
  return (
    <span className="urgency" data-level={level} data-provisional={provisional !== undefined}>
      <svg className="shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {SHAPES[level]}
      </svg>
      {level < 5 ? <span>{level}</span> : null}
      <span>{word}</span>
      {provisional === undefined ? null : <span className="hidden">{provisional}</span>}
    </span>
  );
}

/** Narrows a number of the API to a level; anything else is informational. */
export function urgencyLevel(level: number): UrgencyLevel {
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : 5;
}
