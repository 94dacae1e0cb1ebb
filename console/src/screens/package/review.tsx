import { useId } from 'react';
import type { Package } from '../../api/contract-packages.ts';
import { usePackageActs } from '../../api/packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { failureWords } from '../../messages/shell.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Received } from '../../ui/chip.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useSpeech } from '../../ui/language.tsx';
import { isTypedHash } from '../../ui/typed-hash.ts';

/** The second person: releases exactly the bytes of a typed hash, or sends the package back with a reason. */
export function Review({ pkg }: { readonly pkg: Package }) {
  const { t, say } = useSpeech();
  const id = useId();
  const { release, giveBack } = usePackageActs(pkg.package);
  const [typed, setTyped] = useDraft(`hash ${pkg.package}`);
  const [reason, setReason] = useDraft(`return ${pkg.package}`);
  const withheld = (name: string, own: string | null): string | null => {
    const why = withheldWhy(pkg.actions, name, failureWords.notOffered);
    return why === null ? own : say(why);
  };
  const bagHash = pkg.bagHash;
  const hashFault = bagHash === null ? t(words.notSealed) : isTypedHash(typed, bagHash) ? null : t(words.hashDiffers);
  const error = release.error ?? giveBack.error;
  return (
    <section className="panel stack" aria-labelledby="review">
      <h2 id="review">{t(words.review)}</h2>
      <p>
        {t(words.bagHash)}:{' '}
        {bagHash === null ? <span className="muted">{t(words.notSealed)}</span> : <Received value={bagHash} mono />}
      </p>
      {bagHash === null ? null : (
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-hash`}>{t(words.typedHash)}</label>
          <span className="muted meta" id={`${id}-how`}>
            {t(words.reviewHow)} {t(words.releaseTo, { agency: say(pkg.recipient.name) })}
          </span>
          <input
            id={`${id}-hash`}
            type="text"
            className="mono"
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${id}-how`}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      )}
      <div className="row">
        <Button
          variant="danger"
          reasonShown
          withheld={withheld('release', hashFault)}
          onPress={() => bagHash !== null && release.mutate(bagHash, { onSuccess: () => setTyped('') })}
        >
          {t(words.release)}
        </Button>
      </div>
      <div className="field" data-wide="true">
        <label htmlFor={`${id}-reason`}>{t(words.giveBackReason)}</label>
        <textarea id={`${id}-reason`} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <div className="row">
        <Button
          reasonShown
          withheld={withheld('return', reason.trim() === '' ? t(words.giveBackNeeded) : null)}
          onPress={() => giveBack.mutate(reason.trim(), { onSuccess: () => setReason('') })}
        >
          {t(words.giveBack)}
        </Button>
      </div>
      {error === null ? null : <p className="fault">{error.message || t(failureWords.away)}</p>}
    </section>
  );
}
