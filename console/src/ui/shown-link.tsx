import { Button } from './button.tsx';
import { ModalDialog } from './dialog.tsx';
import { useSpeech } from './language.tsx';
import { Instant } from './time.tsx';
import { useUiWords } from './words.tsx';

/** A one-time link. */
export interface OneTimeLink {
  /** From the root of this house; null when it was shown before, and is not again. */
  readonly path: string | null;
  readonly expiresAt: string;
}

/** A one-time link at the one moment it is shown; `how` it is handed over ends before the instant it dies at. */
export function ShownLink(props: {
  readonly link: OneTimeLink | null;
  readonly how: string;
  readonly onClose: () => void;
}) {
  const { t } = useSpeech();
  const ui = useUiWords();
  const { link, how, onClose } = props;
  return (
    <ModalDialog title={t(ui.oneTimeLink)} open={link !== null} onClose={onClose} wide>
      {link !== null && link.path === null ? <p>{t(ui.linkShownBefore)}</p> : null}
      {link === null || link.path === null ? null : (
        <>
          <p>
            {how} <Instant at={link.expiresAt} short />
          </p>
          <div className="field" data-wide="true">
            <label htmlFor="shown-link">{t(ui.oneTimeLink)}</label>
            <input
              id="shown-link"
              className="mono"
              readOnly
              value={`${location.origin}${link.path}`}
              onFocus={(event) => event.target.select()}
            />
          </div>
        </>
      )}
      <div className="row">
        <Button onPress={onClose}>{t(ui.close)}</Button>
      </div>
    </ModalDialog>
  );
}
