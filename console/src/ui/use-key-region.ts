import { type KeyboardEvent, useEffect, useSyncExternalStore } from 'react';
import { actOf, belongsToField, type KeyTable, keyName } from './keyboard.ts';
import type { Pair } from './locale.ts';

/** A part of the page whose single keys live only while the focus is inside it (WCAG 2.1.4). */
export interface KeyRegion<Id extends string = string> {
  readonly name: Pair;
  readonly table: KeyTable<Id>;
}

let shown: readonly KeyRegion[] = [];
const listeners = new Set<() => void>();

function change(next: readonly KeyRegion[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The regions on the page now, for the key sheet. */
export function useKeyRegions(): readonly KeyRegion[] {
  return useSyncExternalStore(subscribe, () => shown);
}

/** Registers a region and gives the handler of its container. Acts without a handler stay with the browser. */
export function useKeyRegion<Id extends string>(
  region: KeyRegion<Id>,
  handlers: Readonly<Partial<Record<Id, (key: string) => void>>>,
): (event: KeyboardEvent) => void {
  useEffect(() => {
    change([...shown, region]);
    return () => change(shown.filter((each) => each !== region));
  }, [region]);
  return (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLElement)) return;
    if (belongsToField(event.target.tagName, event.target.getAttribute('type'), event.nativeEvent)) return;
    const act = actOf(region.table, event.nativeEvent);
    const handler = act === null ? undefined : handlers[act];
    if (!handler || staysWithTarget(event)) return;
    event.preventDefault();
    event.stopPropagation();
    handler(keyName(event.nativeEvent));
  };
}

/** Enter and Space on a link or button press that link or button. */
function staysWithTarget(event: KeyboardEvent): boolean {
  if (event.ctrlKey || (event.key !== 'Enter' && event.key !== ' ')) return false;
  return event.target instanceof HTMLElement && event.target.closest('a, button, summary') !== null;
}
