import type { ShownOnce } from '../../api/contract-access.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** A password or token at the one moment it is shown. */
export function ShownSecret({ shown, onClose }: { readonly shown: ShownOnce | null; readonly onClose: () => void }) {
  const { t } = useSpeech();
  return (
    <ModalDialog title={t(words.shownTitle)} open={shown !== null} onClose={onClose}>
      <p>{t(words.shownHow)}</p>
      {shown === null ? null : (
        <>
          <p className="mono">{shown.name}</p>
          <div className="field" data-wide="true">
            <label htmlFor="shown-secret">{t(words.secret)}</label>
            <input
              id="shown-secret"
              className="mono"
              readOnly
              value={shown.secret}
              onFocus={(event) => event.target.select()}
            />
          </div>
        </>
      )}
      <div className="row">
        <Button variant="primary" onPress={onClose}>
          {t(words.copied)}
        </Button>
      </div>
    </ModalDialog>
  );
}
