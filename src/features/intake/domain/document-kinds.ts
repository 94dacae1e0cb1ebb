/** How documents begin that may come with an entry: PDF, office documents of both generations, rich text. Imagery comes by the machine interface only. */
const BEGINNINGS: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
  [0x50, 0x4b, 0x03, 0x04], // a zip: docx, odt
  [0xd0, 0xcf, 0x11, 0xe0], // doc
  [0x7b, 0x5c, 0x72, 0x74, 0x66], // {\rtf
];

/** How many bytes tell. */
export const TELLING_BYTES = 5;

/** Whether bytes begin as a document does; nothing of them is decoded. */
export function beginsAsDocument(head: Uint8Array): boolean {
  return BEGINNINGS.some((beginning) => beginning.every((byte, at) => head[at] === byte));
}
