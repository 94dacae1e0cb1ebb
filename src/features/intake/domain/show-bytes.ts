/** Bytes as a person may look at them: characters where they are text, numbers where they are not; never drawn, never played. */
export interface ShownBytes {
  /** Null where the bytes are no text. */
  readonly text: string | null;
  readonly encoding: string | null;
  /** Lines of sixteen, where the bytes are no text. */
  readonly hex: readonly string[];
  readonly sizeBytes: number;
  /** Whether there is more than is shown. */
  readonly isCut: boolean;
}

/** Of a text; a person edits no more by hand. */
export const MOST_TEXT_BYTES = 256 * 1024;
const MOST_HEX_BYTES = 2_048;
const LINE = 16;

/** Readies the beginning of received bytes for a page; `sizeBytes` is that of the whole. */
export function showBytes(head: Uint8Array, sizeBytes: number): ShownBytes {
  const start = head.subarray(0, MOST_TEXT_BYTES);
  const isCut = sizeBytes > start.length;
  const decoded = asText(start, isCut);
  if (decoded !== null) return { ...decoded, hex: [], sizeBytes, isCut };
  const shown = start.subarray(0, MOST_HEX_BYTES);
  return { text: null, encoding: null, hex: hexLines(shown), sizeBytes, isCut: sizeBytes > shown.length };
}

function asText(bytes: Uint8Array, isCut: boolean): { readonly text: string; readonly encoding: string } | null {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const wide = mark === 0xff_fe ? 'utf-16le' : mark === 0xfe_ff ? 'utf-16be' : null;
  if (wide !== null) return { text: new TextDecoder(wide).decode(bytes), encoding: wide };
  if (controls(bytes) > bytes.length / 100 || bytes.includes(0)) return null;
  try {
    // A cut may fall within a character.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return { text, encoding: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }; // fatal decoders throw
  }
}

function controls(bytes: Uint8Array): number {
  return bytes.reduce((count, byte) => (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 ? count + 1 : count), 0);
}

function hexLines(bytes: Uint8Array): readonly string[] {
  return Array.from({ length: Math.ceil(bytes.length / LINE) }, (_, line) => {
    const part = [...bytes.subarray(line * LINE, (line + 1) * LINE)];
    const numbers = part.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const signs = part.map((byte) => (byte > 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    return `${(line * LINE).toString(16).padStart(8, '0')}  ${numbers.padEnd(LINE * 3)} ${signs}`;
  });
}
