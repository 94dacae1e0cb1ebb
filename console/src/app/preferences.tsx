import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { setRequestHeaders } from '../api/client.ts';
import type { Language } from '../ui/locale.ts';

interface Preferences {
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
  readonly theme: 'light' | 'dark';
  readonly setTheme: (theme: 'light' | 'dark') => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

/** Language and theme of this page. Light by default, whatever the hour; kept in memory only. */
export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en',
  );
  const [theme, setTheme] = useState<'light' | 'dark'>('light');
  setRequestHeaders({ language });
  useEffect(() => {
    document.documentElement.lang = `${language}-CA`;
  }, [language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const value = useMemo(() => ({ language, setLanguage, theme, setTheme }), [language, theme]);
  return <PreferencesContext.Provider value={value}>{children}</PreferencesContext.Provider>;
}

/** Language and theme, and how to change them. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (!preferences) throw new Error('There are no preferences above this component.');
  return preferences;
}
