import type { Link } from '../../api/contract-access.ts';
import { peopleWords as words } from '../../messages/people.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import { Instant } from '../../ui/time.tsx';
import { useUiWords } from '../../ui/words.tsx';

/** A one-time link at the one moment it is shown. */
export function ShownLink({ link, onClose }: { readonly link: Link | null; readonly onClose: () => void }) {
  const { t } = useSpeech();
  const ui = useUiWords();
  return (
    <ModalDialog title={t(words.linkField)} open={link !== null} onClose={onClose} wide>
      {link === null ? null : (
        <>
          <p>
            {t(words.linkShown)} <Instant at={link.expiresAt} short />
          </p>
          <div className="field" data-wide="true">
            <label htmlFor="shown-link">{t(words.linkField)}</label>
            <input
              id="shown-link"
              className="mono"
              readOnly
              value={`${location.origin}/sign-in?code=${link.code}`}
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
