/** Whether a font has a picture for a character. */
export type FontCoverage = (codePoint: number) => boolean;

/** Reads which characters a TrueType font covers, from its `cmap` table (OpenType 1.9, formats 4 and 12). */
export function fontCoverage(font: Buffer): FontCoverage {
  const cmap = tableOffset(font, 'cmap');
  const ranges: (readonly [first: number, last: number])[] = [];
  for (let at = 0; at < font.readUInt16BE(cmap + 2); at++) {
    const subtable = cmap + font.readUInt32BE(cmap + 8 + at * 8);
    const format = font.readUInt16BE(subtable);
    if (format === 12) ranges.push(...groupsOf(font, subtable));
    if (format === 4) ranges.push(...segmentsOf(font, subtable));
  }
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/**
 * Text that a font can print. What it cannot is written by its code, `[U+1F600]`, because a document with a missing
 * picture is refused by its own standard; line ends stay, other control characters go.
 */
export function printable(text: string, covers: FontCoverage): string {
  const kept = text.replace(/\r\n?/g, '\n').replaceAll('\t', '    ');
  return [...kept].map((character) => printableCharacter(character, covers)).join('');
}

function printableCharacter(character: string, covers: FontCoverage): string {
  const codePoint = character.codePointAt(0) ?? 0;
  if (character === '\n') return character;
  if (codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0)) return '';
  if (codePoint < 0x7f || (covers(codePoint) && !isInvisible(codePoint))) return character;
  return `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** Joiners, direction marks and the like: on paper they would hide, and they can turn a name around. */
function isInvisible(codePoint: number): boolean {
  return /[\p{Cf}\p{Co}\p{Cs}\p{Variation_Selector}\u2028\u2029]/u.test(String.fromCodePoint(codePoint));
}

function tableOffset(font: Buffer, tag: string): number {
  for (let at = 0; at < font.readUInt16BE(4); at++) {
    const record = 12 + at * 16;
    if (font.toString('latin1', record, record + 4) === tag) return font.readUInt32BE(record + 8);
  }
  throw new Error(`The font has no ${tag} table.`);
}

function groupsOf(font: Buffer, subtable: number): readonly (readonly [number, number])[] {
  return Array.from({ length: font.readUInt32BE(subtable + 12) }, (_, index) => {
    const group = subtable + 16 + index * 12;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const;
  });
}

/** Segments that map to the missing picture are rare; the last one always does and is left out. */
function segmentsOf(font: Buffer, subtable: number): readonly (readonly [number, number])[] {
  const count = font.readUInt16BE(subtable + 6) / 2;
  return Array.from({ length: count }, (_, index) => {
    const last = font.readUInt16BE(subtable + 14 + index * 2);
    return [font.readUInt16BE(subtable + 16 + count * 2 + index * 2), last] as const;
  }).filter(([, last]) => last !== 0xffff);
}
