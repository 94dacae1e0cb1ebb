/** One value of a proposal's content: ids, codes, counts, dates; text only where the text itself is what leaves. */
export type ContentValue = string | number | boolean | null | readonly (string | number)[];

/** Exactly what will happen, as a flat value; the same content always has the same canonical text. */
export type ProposalContent = Readonly<Record<string, ContentValue>>;

/** What the content hash is taken over: kind, target and content with ordered keys, so that nothing can be said two ways. */
export function canonicalText(kind: string, target: string, content: ProposalContent): string {
  const ordered = Object.keys(content)
    .sort()
    .map((key) => [key, content[key]]);
  return JSON.stringify([kind, target, ordered]);
}
