import { Link } from '@tanstack/react-router';
import { shellWords } from '../messages/shell.ts';
import { useSpeech } from '../ui/language.tsx';
import { useTitledPage } from '../ui/use-titled-page.ts';

/** Unknown and not yours: the same page, the same words. */
export function NotFound() {
  const { t } = useSpeech();
  const heading = useTitledPage(t(shellWords.notFoundTitle), 'not-found');
  return (
    <div className="empty">
      <h1 ref={heading} tabIndex={-1}>
        {t(shellWords.notFoundTitle)}
      </h1>
      <p>{t(shellWords.notFoundNext)}</p>
      <Link to="/queue" search={{}}>
        {t(shellWords.toQueue)}
      </Link>
    </div>
  );
}
