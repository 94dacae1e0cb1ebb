import { Link } from '@tanstack/react-router';
import { lockNow, useKeepLanguage, useSession, useSignOut } from '../api/session.ts';
import { shellWords } from '../messages/shell.ts';
import { lockWords } from '../messages/sign-in.ts';
import { Button } from '../ui/button.tsx';
import { useSpeech } from '../ui/language.tsx';
import { usePreferences } from './preferences.tsx';

/** Changes the language of the page where it stands: address, focus and drafts stay. */
export function useSwitchLanguage(): () => void {
  const { language, setLanguage } = usePreferences();
  const keep = useKeepLanguage();
  const signedIn = useSession().data != null;
  return () => {
    const next = language === 'en' ? 'fr' : 'en';
    setLanguage(next);
    if (signedIn) keep.mutate(next);
  };
}

function LanguageButton() {
  const { t, language } = useSpeech();
  const change = useSwitchLanguage();
  return (
    <Button id="language" variant="quiet" onPress={change} keyHint="Alt+L">
      <span lang={language === 'en' ? 'fr' : 'en'}>{t(shellWords.otherLanguage)}</span>
    </Button>
  );
}

function ThemeButton() {
  const { t } = useSpeech();
  const { theme, setTheme } = usePreferences();
  return (
    <Button id="theme" variant="quiet" onPress={() => setTheme(theme === 'light' ? 'dark' : 'light')}>
      {t(theme === 'light' ? shellWords.dark : shellWords.light)}
    </Button>
  );
}

/** The header of a page before anyone is signed in. */
export function PlainHeader() {
  const { t } = useSpeech();
  return (
    <header className="header">
      <strong>{t(shellWords.centreShort)}</strong>
      <span className="row">
        <ThemeButton />
        <LanguageButton />
      </span>
    </header>
  );
}

/** The header of every screen: where this is, who is here, language, theme, keys. */
export function Header({ name, onKeys }: { readonly name: string; readonly onKeys: () => void }) {
  const { t } = useSpeech();
  const signOut = useSignOut();
  return (
    <header className="header">
      <strong>{t(shellWords.centreShort)}</strong>
      <span className="row">
        <Button variant="quiet" onPress={onKeys} keyHint="?">
          {t(shellWords.keys)}
        </Button>
        <ThemeButton />
        <LanguageButton />
        <Link to="/account" className="target" aria-label={`${t(shellWords.account)}, ${name}`}>
          {name}
        </Link>
        <Button variant="quiet" onPress={lockNow} keyHint="Alt+K">
          {t(lockWords.lock)}
        </Button>
        <Button variant="quiet" onPress={() => signOut.mutate()}>
          {t(shellWords.signOut)}
        </Button>
      </span>
    </header>
  );
}
