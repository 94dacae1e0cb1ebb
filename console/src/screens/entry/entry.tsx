import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { type Entered, useEnter } from '../../api/desk.ts';
import { entryWords as words } from '../../messages/entry.ts';
import { entryKeys } from '../../messages/keys.ts';
import { Button } from '../../ui/button.tsx';
import { Fault } from '../../ui/fault.tsx';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import { useKeyRegion } from '../../ui/use-key-region.ts';
import { useTitledPage } from '../../ui/use-titled-page.ts';
import { entryOf, lacking, useEntryDraft } from './entry-draft.ts';
import { Received } from './received.tsx';
import { ReferralFields, SixFields } from './six-fields.tsx';
import './entry.css';

/** What is told, faxed or handed over becomes a report while the caller is still there. */
export function EntryScreen() {
  const { kind } = useSearch({ from: '/entry' });
  // Each form is a page of its own: its draft, its answer, its focus.
  return <EntryForm key={kind ?? 'call'} isReferral={kind === 'referral'} />;
}

function EntryForm({ isReferral }: { readonly isReferral: boolean }) {
  const { t } = useSpeech();
  const form = useEntryDraft(isReferral ? 'referral' : 'call');
  const enter = useEnter();
  const [entered, setEntered] = useState<Entered | null>(null);
  const [lacks, setLacks] = useState<Pair | null>(null);
  const title = t(isReferral ? words.titleReferral : words.title);
  const heading = useTitledPage(title, isReferral ? 'referral' : 'entry');
  useFirstField(entered === null);
  useWarningOnLeaving(!form.isEmpty);
  const send = (): void => {
    const missing = lacking(form.draft, isReferral);
    setLacks(missing);
    if (missing !== null || enter.isPending) return;
    const sent = { entry: entryOf(form.draft, isReferral), key: form.draft.key };
    enter.mutate(sent, {
      onSuccess: (answer) => {
        form.clear();
        setEntered(answer);
      },
    });
  };
  const onKeyDown = useKeyRegion(entryKeys, { send });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter sends from every field; the act has its own button
    <div className="screen" onKeyDown={onKeyDown}>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <WhichForm />
      {entered === null ? (
        <section className="panel stack entry" aria-label={title}>
          <p className="muted">{t(words.how)}</p>
          {isReferral ? <ReferralFields form={form} /> : null}
          <SixFields form={form} isReferral={isReferral} />
          {lacks === null ? null : (
            <p className="fault" role="alert">
              {t(lacks)}
            </p>
          )}
          <Fault error={enter.error} />
          <div className="row">
            <Button variant="primary" keyHint="Ctrl+Enter" onPress={send}>
              {t(words.send)}
            </Button>
          </div>
        </section>
      ) : (
        <Received entered={entered} onAnother={() => setEntered(null)} />
      )}
    </div>
  );
}

function WhichForm() {
  const { t } = useSpeech();
  return (
    <nav className="row" aria-label={t(words.forms)}>
      <Link to="/entry" search={{}} className="target" activeOptions={{ exact: true, includeSearch: true }}>
        {t(words.call)}
      </Link>
      <Link to="/entry" search={{ kind: 'referral' }} className="target" activeOptions={{ includeSearch: true }}>
        {t(words.referral)}
      </Link>
    </nav>
  );
}

/** The telephone is in the other hand: the first field is ready at once. */
function useFirstField(isOpen: boolean): void {
  useEffect(() => {
    if (isOpen) document.getElementById('entry-source')?.focus();
  }, [isOpen]);
}

/** A draft lives on this page: closing it asks first. */
function useWarningOnLeaving(isWritten: boolean): void {
  useEffect(() => {
    if (!isWritten) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isWritten]);
}
