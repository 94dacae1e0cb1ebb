/** One page of a list; `next` is given back as `after` for the page behind it, null at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** The list has no place of this name to go on from; an empty page would look like its end. */
export interface UnknownAfter {
  readonly kind: 'unknown-after';
}
