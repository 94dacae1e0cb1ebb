import type { Pair } from './locale.ts';

/** One act of a region and the keys that start it: `n`, `1`, `shift+j`, `ctrl+Enter`, `ArrowDown`, `?`. */
export interface KeyBinding<Id extends string = string> {
  readonly id: Id;
  readonly keys: readonly string[];
  readonly words: Pair;
}

export type KeyTable<Id extends string = string> = readonly KeyBinding<Id>[];

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Names a key press. Digits are read by their place on the keyboard (French AZERTY needs Shift for them), letters by
 * what they write, so that the same letter works on every layout.
 */
export function keyName(press: KeyPress): string {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  const held = (press.ctrlKey ? 'ctrl+' : '') + (press.altKey ? 'alt+' : '') + (press.metaKey ? 'meta+' : '');
  if (digit !== undefined) return held + digit;
  const letter = press.key.length === 1;
  const shift = press.shiftKey && (!letter || /\p{L}/u.test(press.key)) ? 'shift+' : '';
  return held + shift + (letter ? press.key.toLowerCase() : press.key);
}

/** The act a key press starts in a table, or null. */
export function actOf<Id extends string>(table: KeyTable<Id>, press: KeyPress): Id | null {
  const name = keyName(press);
  return table.find((binding) => binding.keys.includes(name))?.id ?? null;
}

/** Whether a press writes text or opens a list where the focus is; single keys then belong to the field. */
export function belongsToField(tag: string, type: string | null, press: KeyPress): boolean {
  if (press.ctrlKey || press.altKey || press.metaKey) return false;
  if (tag === 'TEXTAREA' || tag === 'SELECT') return true;
  return tag === 'INPUT' && type !== 'checkbox' && type !== 'radio' && type !== 'button';
}

/** A key as people read it on a button or in the sheet: `N`, `Ctrl+Enter`, `↓`. */
export function keyLabel(key: string, words: Readonly<Record<string, string>> = {}): string {
  const arrows: Readonly<Record<string, string>> = { ArrowDown: '↓', ArrowUp: '↑', ArrowLeft: '←', ArrowRight: '→' };
  return key
    .split('+')
    .map(
      (part) =>
        arrows[part] ??
        words[part] ??
        (part.length === 1 ? part.toUpperCase() : part[0]?.toUpperCase() + part.slice(1)),
    )
    .join('+');
}
