import { useState } from 'react';
import type { Package } from '../../api/contract-packages.ts';
import { usePackageActs } from '../../api/packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { failureWords } from '../../messages/shell.ts';
import { uiWords } from '../../messages/ui.ts';
import { ActButton } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

/** The author's last act: from then on the content is fixed. */
export function Submit({ pkg }: { readonly pkg: Package }) {
  const { t, say } = useSpeech();
  const { submit } = usePackageActs(pkg.package);
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <section className="row">
      <ActButton
        acts={pkg.actions}
        name="submit"
        unnamed={failureWords.notOffered}
        variant="primary"
        reasonShown
        onPress={() => setAsking(true)}
      >
        {t(words.submit)}
      </ActButton>
      <Fault error={submit.error} />
      <ModalDialog title={t(words.submitTitle, { package: pkg.package })} open={asking} onClose={close}>
        <p>{t(words.submitWhat)}</p>
        <p>
          {t(words.to)} <strong>{say(pkg.recipient.name)}</strong>
        </p>
        <div className="row">
          <Button onPress={close}>{t(uiWords.cancel)}</Button>
          <Button
            variant="primary"
            onPress={() => {
              submit.mutate();
              close();
            }}
          >
            {t(words.submit)}
          </Button>
        </div>
      </ModalDialog>
    </section>
  );
}
