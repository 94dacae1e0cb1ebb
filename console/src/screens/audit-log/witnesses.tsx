import { useId, useState } from 'react';
import { useWitnessActs, useWitnesses, type Witness } from '../../api/audit-log.ts';
import { witnessStates, auditLogWords as words } from '../../messages/audit-log.ts';
import { failureWords } from '../../messages/shell.ts';
import { ActButton, type OfferedAct, withheldWhy } from '../../ui/action-button.tsx';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ModalDialog } from '../../ui/dialog.tsx';
import { useDraft } from '../../ui/draft.ts';
import { useSpeech } from '../../ui/language.tsx';
import type { Pair } from '../../ui/locale.ts';
import { Failure, Loading } from '../../ui/states.tsx';
import { Instant } from '../../ui/time.tsx';
import type { Told } from '../../ui/told.tsx';
import { useUiWords } from '../../ui/words.tsx';

type OnTold = (told: Told) => void;
const TONES = { proposed: 'hold', current: 'done', overdue: 'error', revoked: undefined } as const;

/** What an act on a witness says when it went well or not. */
function answers(onTold: OnTold, done: Pair) {
  return {
    onSuccess: () => onTold({ tone: 'done', text: done }),
    onError: (error: Error) => onTold({ tone: 'error', text: error.message || failureWords.away }),
  };
}

/** Who vouches for the log from outside, and the three acts about them. */
export function Witnesses({ onTold }: { readonly onTold: OnTold }) {
  const { t } = useSpeech();
  const witnesses = useWitnesses();
  const [ending, setEnding] = useState<Witness | null>(null);
  const items = witnesses.data?.items ?? [];
  return (
    <section className="panel stack" aria-labelledby="witnesses">
      <h2 id="witnesses">{t(words.witnessesTitle)}</h2>
      <p>{t(words.witnessesHow)}</p>
      {witnesses.isPending ? <Loading rows={3} /> : null}
      {witnesses.isError && !witnesses.data ? (
        <Failure
          title={witnesses.error.message || t(failureWords.away)}
          kept={t(failureWords.kept)}
          code="witnesses"
          onRetry={() => void witnesses.refetch()}
        />
      ) : null}
      {witnesses.data && items.length === 0 ? <p>{t(words.noWitness)}</p> : null}
      {items.length === 0 ? null : (
        <ul className="plain witnesses">
          {items.map((item) => (
            <li key={item.witness} className="stack">
              <WitnessFacts witness={item} />
              <WitnessActs witness={item} onTold={onTold} onEnd={() => setEnding(item)} />
            </li>
          ))}
        </ul>
      )}
      {witnesses.data ? <NameForm acts={witnesses.data.actions} onTold={onTold} /> : null}
      <EndDialog witness={ending} onClose={() => setEnding(null)} onTold={onTold} />
    </section>
  );
}

function WitnessFacts({ witness }: { readonly witness: Witness }) {
  const { t } = useSpeech();
  const by = witness.proposedBy.name ?? witness.proposedBy.ref;
  return (
    <div>
      <p className="row">
        <strong className="mono" translate="no">
          {witness.name}
        </strong>
        <Chip tone={TONES[witness.state]}>{t(witnessStates[witness.state])}</Chip>
      </p>
      <p className="mono meta muted" translate="no">
        {witness.verifierKey}
      </p>
      <p>
        {t(words.namedBy, { name: by })} <Instant at={witness.proposedAt} short />
      </p>
      <p>
        {witness.lastCosignedAt === null ? (
          t(words.neverHeard)
        ) : (
          <>
            {t(words.lastHeard)} <Instant at={witness.lastCosignedAt} />{' '}
            {witness.treeSize === null ? null : t(words.atSize, { n: witness.treeSize })}
          </>
        )}
      </p>
    </div>
  );
}

function WitnessActs(props: { readonly witness: Witness; readonly onTold: OnTold; readonly onEnd: () => void }) {
  const { t } = useSpeech();
  const { approve } = useWitnessActs();
  const { witness, name, state, actions } = props.witness;
  if (actions.length === 0) return null;
  return (
    <>
      {state === 'proposed' ? <p>{t(words.compare)}</p> : null}
      <div className="row acts-row">
        {state === 'proposed' ? (
          <ActButton
            acts={actions}
            name="approve"
            unnamed={failureWords.notOffered}
            label={t(words.approveOf, { name })}
            onPress={() => approve.mutate(witness, answers(props.onTold, words.approved))}
            reasonShown
          >
            {t(words.approve)}
          </ActButton>
        ) : null}
        <ActButton
          acts={actions}
          name="revoke"
          unnamed={failureWords.notOffered}
          label={t(words.revokeOf, { name })}
          onPress={props.onEnd}
          reasonShown={state !== 'proposed'}
        >
          {t(words.revoke)}
        </ActButton>
      </div>
    </>
  );
}

function NameForm({ acts, onTold }: { readonly acts: readonly OfferedAct[]; readonly onTold: OnTold }) {
  const { t, say } = useSpeech();
  const id = useId();
  const [key, setKey] = useDraft('witness-key');
  const { propose } = useWitnessActs();
  const why = withheldWhy(acts, 'propose', failureWords.notOffered);
  const said = answers(onTold, words.proposed);
  const send = (): void =>
    propose.mutate(key.trim(), {
      ...said,
      onSuccess: () => {
        setKey('');
        said.onSuccess();
      },
    });
  const withheld = why === null ? (key.trim() === '' ? t(words.keyFirst) : null) : say(why);
  return (
    <details className="name-form">
      <summary>{t(words.nameOne)}</summary>
      <div className="stack">
        <div className="field" data-wide="true">
          <label htmlFor={`${id}-key`}>{t(words.key)}</label>
          <span className="meta muted" id={`${id}-how`}>
            {t(words.keyHow)}
          </span>
          <input
            id={`${id}-key`}
            className="mono"
            value={key}
            maxLength={500}
            autoComplete="off"
            spellCheck={false}
            aria-describedby={`${id}-how`}
            onChange={(event) => setKey(event.target.value)}
          />
        </div>
        <div className="row">
          <Button withheld={withheld} reasonShown onPress={send}>
            {t(words.propose)}
          </Button>
        </div>
      </div>
    </details>
  );
}

function EndDialog(props: { readonly witness: Witness | null; readonly onClose: () => void; readonly onTold: OnTold }) {
  const { t } = useSpeech();
  const ui = useUiWords();
  const { revoke } = useWitnessActs();
  const { witness } = props;
  const end = (): void => {
    if (witness === null) return;
    revoke.mutate(witness.witness, { ...answers(props.onTold, words.revoked), onSettled: props.onClose });
  };
  return (
    <ModalDialog
      title={t(words.revokeOf, { name: witness?.name ?? '' })}
      open={witness !== null}
      onClose={props.onClose}
    >
      <p>{t(words.revokeSure)}</p>
      <div className="row">
        <Button variant="danger" onPress={end}>
          {t(words.revokeNow)}
        </Button>
        <Button onPress={props.onClose}>{t(ui.cancel)}</Button>
      </div>
    </ModalDialog>
  );
}
