import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { Package, PackageItem } from '../../api/contract-packages.ts';
import { type ItemChange, usePackageActs } from '../../api/packages.ts';
import { packageWords as words } from '../../messages/packages.ts';
import { failureWords } from '../../messages/shell.ts';
import { uiWords } from '../../messages/ui.ts';
import { withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { useDraft } from '../../ui/draft.ts';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';

const STATES = [
  { code: 'present', words: words.present },
  { code: 'not-applicable', words: words.notApplicable },
  { code: 'pending', words: words.pending },
] as const;

/** Decides one item: present, or not applicable or pending with a reason. `X` not applicable, `Ctrl+Enter` saves. */
export function ItemForm({
  pkg,
  item,
  onDone,
}: {
  readonly pkg: Package;
  readonly item: PackageItem;
  readonly onDone: () => void;
}) {
  const { t, say } = useSpeech();
  const id = useId();
  const form = useRef<HTMLDivElement>(null);
  const { putItem } = usePackageActs(pkg.package);
  const [state, setState] = useState<ItemChange['state']>(item.state);
  const [reason, setReason] = useDraft(`item ${pkg.package} ${item.item} reason`);
  const [text, setText] = useDraft(`item ${pkg.package} ${item.item} text`);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:checked')?.focus(), []);
  const given = reason.trim() || (item.reason ?? '');
  const why = withheldWhy(pkg.actions, 'put-item', failureWords.notOffered);
  const withheld = why !== null ? say(why) : state !== 'present' && given === '' ? t(words.reasonNeeded) : null;
  const save = (): void => {
    if (withheld !== null) return;
    const change = {
      state,
      ...(state === 'present' ? {} : { reason: given }),
      ...(text.trim() === '' ? {} : { text: text.trim() }),
    };
    putItem.mutate(
      { item: item.item, change },
      {
        onSuccess: () => {
          setReason('');
          setText('');
          onDone();
          document.getElementById('title')?.focus();
        },
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const writing =
      event.target instanceof HTMLTextAreaElement ||
      (event.target instanceof HTMLInputElement && event.target.type === 'text');
    if (event.key === 'Enter' && event.ctrlKey) save();
    else if (event.key === 'Escape') onDone();
    else if (event.key.toLowerCase() === 'x' && !writing && !event.ctrlKey && !event.altKey) setState('not-applicable');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the open item live here; each act has its own control
    <div className="item-form" ref={form} onKeyDown={onKeyDown}>
      <fieldset className="choices row">
        <legend className="hidden">{say(item.words)}</legend>
        {STATES.map((each) => (
          <label key={each.code} className="choice">
            <input type="radio" name={id} checked={state === each.code} onChange={() => setState(each.code)} />
            {t(each.words)}
            {each.code === 'not-applicable' ? (
              <span className="key" aria-hidden="true">
                X
              </span>
            ) : null}
          </label>
        ))}
      </fieldset>
      {state === 'present' ? null : (
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-reason`}>{t(words.itemReason)}</label>
          <input
            id={`${id}-reason`}
            type="text"
            value={reason === '' ? (item.reason ?? '') : reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      )}
      {state === 'present' ? (
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-text`}>{t(words.itemText)}</label>
          <textarea
            id={`${id}-text`}
            value={text === '' ? (item.text ?? '') : text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      ) : null}
      <Fault error={putItem.error} />
      <div className="row">
        <Button variant="primary" keyHint="Ctrl+Enter" onPress={save} withheld={withheld} reasonShown>
          {t(words.save)}
        </Button>
        <Button onPress={onDone} keyHint="Esc">
          {t(uiWords.cancel)}
        </Button>
      </div>
    </div>
  );
}
