import { useRevoke } from '../../api/machines.ts';
import { machineWords as words } from '../../messages/machines.ts';
import { failureWords } from '../../messages/shell.ts';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Told } from '../../ui/told.tsx';
import { useUiWords } from '../../ui/words.tsx';

export interface Revocable {
  readonly what: 'credentials' | 'tokens';
  readonly id: number;
  readonly name: string;
}

/** Asks once more before a machine is stopped for good. */
export function RevokeDialog(props: {
  readonly revocable: Revocable | null;
  readonly onClose: () => void;
  readonly onTold: (told: Told) => void;
}) {
  const { t } = useSpeech();
  const ui = useUiWords();
  const revoke = useRevoke();
  const { revocable } = props;
  const give = (): void => {
    if (revocable === null) return;
    revoke.mutate(revocable, {
      onSuccess: () => props.onTold({ tone: 'done', text: words.revoked }),
      onError: (error) => props.onTold({ tone: 'error', text: error.message || failureWords.away }),
      onSettled: props.onClose,
    });
  };
  return (
    <ModalDialog
      title={t(words.revokeOf, { name: revocable?.name ?? '' })}
      open={revocable !== null}
      onClose={props.onClose}
    >
      <p>{t(words.revokeSure, { name: revocable?.name ?? '' })}</p>
      <div className="row">
        <Button variant="danger" onPress={give}>
          {t(words.revokeNow)}
        </Button>
        <Button onPress={props.onClose}>{t(ui.cancel)}</Button>
      </div>
    </ModalDialog>
  );
}
