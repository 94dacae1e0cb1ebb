import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Button } from './button.tsx';
import './decision-bar.css';
import { keyName } from './keyboard.ts';
import { useSpeech } from './language.tsx';
import type { Pair } from './locale.ts';
import { useUiWords } from './words.tsx';

export interface BarChoice {
  readonly code: string;
  readonly key: string;
  readonly words: Pair;
  readonly reasons: readonly { readonly code: string; readonly digit: number; readonly words: Pair }[];
  /** An outcome that goes somewhere names where before its reason. */
  readonly needsTarget: string | null;
}

export interface BarAnswer {
  readonly choice: BarChoice;
  readonly reason: string;
  readonly target: string;
}

interface BarProps {
  readonly title: string;
  readonly choices: readonly BarChoice[];
  /** The label of the target field, by kind of target, and what is known to fit. */
  readonly targets: Readonly<Record<string, { readonly label: Pair; readonly known: readonly string[] }>>;
  readonly targetFirst: Pair;
  readonly onChoose: (answer: BarAnswer) => void;
  readonly onClose: () => void;
}

/**
 * Decide in two keys: the letter of the outcome, the digit of its reason. Nothing is chosen beforehand; the letters
 * live only while the bar is open and holds the focus.
 */
export function DecisionBar(props: BarProps) {
  const { t, say } = useSpeech();
  const bar = useRef<HTMLFieldSetElement>(null);
  const [picked, setPicked] = useState<BarChoice | null>(null);
  const [target, setTarget] = useState('');
  const needsTarget = picked?.needsTarget ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step takes the focus anew, also back to none
  useEffect(() => {
    (bar.current?.querySelector('input') ?? bar.current)?.focus();
  }, [picked]);
  const choose = (reason: string | undefined): void => {
    if (picked === null || reason === undefined) return;
    if (needsTarget !== null && target.trim() === '') bar.current?.querySelector('input')?.focus();
    else props.onChoose({ choice: picked, reason, target: target.trim() });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const name = keyName(event.nativeEvent);
    const inField = event.target instanceof HTMLInputElement;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (name === 'Escape') picked === null ? props.onClose() : setPicked(null);
    else if (name === 'Enter' && inField) bar.current?.focus();
    else if (inField || name.length > 1) return;
    else if (picked === null) setPicked(props.choices.find((choice) => choice.key.toLowerCase() === name) ?? null);
    else choose(picked.reasons.find((each) => String(each.digit) === name)?.code);
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <fieldset className="decision-bar" tabIndex={-1} ref={bar} onKeyDown={onKeyDown}>
      <legend>{picked === null ? props.title : say(picked.words)}</legend>
      {picked === null ? (
        <Outcomes choices={props.choices} onPick={setPicked} onClose={props.onClose} />
      ) : (
        <>
          {needsTarget === null ? null : (
            <TargetField
              label={props.targets[needsTarget]?.label}
              known={props.targets[needsTarget]?.known ?? []}
              value={target}
              onChange={setTarget}
            />
          )}
          <ReasonPicker
            reasons={picked.reasons}
            withheld={needsTarget !== null && target.trim() === '' ? t(props.targetFirst) : null}
            onPick={choose}
            onBack={() => setPicked(null)}
          />
        </>
      )}
    </fieldset>
  );
}

function Outcomes(props: {
  readonly choices: readonly BarChoice[];
  readonly onPick: (choice: BarChoice) => void;
  readonly onClose: () => void;
}) {
  const { t, say } = useSpeech();
  const words = useUiWords();
  return (
    <div className="row">
      {props.choices.map((choice) => (
        <Button key={choice.code} keyHint={choice.key} onPress={() => props.onPick(choice)}>
          {say(choice.words)}
        </Button>
      ))}
      <Button variant="quiet" onPress={props.onClose} keyHint="Esc">
        {t(words.cancel)}
      </Button>
    </div>
  );
}

function TargetField(props: {
  readonly label: Pair | undefined;
  readonly known: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useSpeech();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label === undefined ? '' : t(props.label)}</label>
      <input
        id={id}
        className="mono"
        list={`${id}-known`}
        autoComplete="off"
        spellCheck={false}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <datalist id={`${id}-known`}>
        {props.known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  );
}

/** The numbered reasons of an outcome; each is a button and a digit. */
function ReasonPicker(props: {
  readonly reasons: BarChoice['reasons'];
  readonly withheld: string | null;
  readonly onPick: (reason: string) => void;
  readonly onBack: () => void;
}) {
  const { t, say } = useSpeech();
  const words = useUiWords();
  return (
    <div className="stack">
      <p className="meta muted">{t(words.pickReason)}</p>
      <div className="row">
        {props.reasons.map((reason) => (
          <Button
            key={reason.code}
            keyHint={String(reason.digit)}
            onPress={() => props.onPick(reason.code)}
            withheld={props.withheld}
          >
            {say(reason.words)}
          </Button>
        ))}
        <Button variant="quiet" onPress={props.onBack} keyHint="Esc">
          {t(words.back)}
        </Button>
      </div>
    </div>
  );
}
