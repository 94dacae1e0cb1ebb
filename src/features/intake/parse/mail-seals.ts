/** How a mail, or a part of one, came to be legible; each is a fact as stated. */
export interface MailSeals {
  readonly encrypted: boolean;
  /** Names of who signed it, and whether the signature holds over these very bytes. */
  readonly signatures: readonly { readonly signer: string; readonly holds: boolean; readonly fingerprint: string }[];
}

/** Of a part, by its place; null: of the whole mail. */
export interface PlacedSeals {
  readonly path: string | null;
  readonly seals: MailSeals;
}
