import { type ReactNode, useId, useState } from 'react';
import { Button } from './button.tsx';
import { useSpeech } from './language.tsx';
import { useUiWords } from './words.tsx';

export interface Purpose {
  readonly code: string;
  readonly words: string;
}

/**
 * Content that does not exist on the page until a person asks for it with a purpose. Opening is an act on the server
 * (`onOpen`), not a class; hiding forgets it.
 */
export function BehindClick(props: {
  readonly title: ReactNode;
  readonly openWords: string;
  readonly purposes: readonly Purpose[];
  readonly withheld?: string | null;
  readonly onOpen: (purpose: string) => Promise<ReactNode>;
}) {
  const { t } = useSpeech();
  const words = useUiWords();
  const id = useId();
  const [purpose, setPurpose] = useState(props.purposes[0]?.code ?? '');
  const [content, setContent] = useState<ReactNode>(null);
  const [busy, setBusy] = useState(false);
  const open = (): void => {
    setBusy(true);
    void props
      .onOpen(purpose)
      .then(setContent)
      .finally(() => setBusy(false));
  };
  return (
    <div className="behind">
      <div className="spread">
        <span>{props.title}</span>
        <span className="row">
          {content === null ? (
            <>
              <label htmlFor={id} className="meta">
                {t(words.purpose)}
              </label>
              <select id={id} className="select" value={purpose} onChange={(event) => setPurpose(event.target.value)}>
                {props.purposes.map((each) => (
                  <option key={each.code} value={each.code}>
                    {each.words}
                  </option>
                ))}
              </select>
              <Button onPress={open} withheld={busy ? t(words.loading) : (props.withheld ?? null)}>
                {props.openWords}
              </Button>
            </>
          ) : (
            <Button onPress={() => setContent(null)}>{t(words.hide)}</Button>
          )}
        </span>
      </div>
      {content === null ? null : <div className="behind-content">{content}</div>}
    </div>
  );
}
