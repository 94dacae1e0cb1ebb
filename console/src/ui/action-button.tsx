import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { useSpeech } from './language.tsx';
import type { Pair } from './locale.ts';

/** An act as the server offers it: allowed, or not and why. No screen knows permissions itself. */
export interface OfferedAct {
  readonly name: string;
  readonly allowed: boolean;
  readonly reason: Pair | null;
}

/** Why an act may not be done now; null when it may. An act the server does not name is not offered. */
export function withheldWhy(acts: readonly OfferedAct[], name: string, unnamed: Pair): Pair | null {
  const act = acts.find((each) => each.name === name);
  if (!act) return unnamed;
  return act.allowed ? null : (act.reason ?? unnamed);
}

/** A button for an offered act. */
export function ActButton(props: {
  readonly acts: readonly OfferedAct[];
  readonly name: string;
  readonly unnamed: Pair;
  readonly onPress: () => void;
  readonly children: ReactNode;
  readonly keyHint?: string;
  readonly variant?: 'primary' | 'danger' | 'quiet';
  readonly reasonShown?: boolean;
  readonly label?: string;
}) {
  const { say } = useSpeech();
  const why = withheldWhy(props.acts, props.name, props.unnamed);
  return (
    <Button
      onPress={props.onPress}
      keyHint={props.keyHint}
      withheld={why === null ? null : say(why)}
      {...(props.variant === undefined ? {} : { variant: props.variant })}
      {...(props.label === undefined ? {} : { label: props.label })}
      {...(props.reasonShown === undefined ? {} : { reasonShown: props.reasonShown })}
    >
      {props.children}
    </Button>
  );
}
