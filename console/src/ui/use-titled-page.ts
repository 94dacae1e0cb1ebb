import { type RefObject, useEffect, useRef } from 'react';

/** Names the page and puts the focus on its heading when one arrives at it; a language switch renames it and leaves the focus. */
export function useTitledPage(title: string, place: string): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Vigie`;
  }, [title]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place is the reason, though its text is not read
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, [place]);
  return heading;
}
