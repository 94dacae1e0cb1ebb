import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Decrypter } from 'age-encryption';
import { ok, type Result, refuse } from '#core/result.ts';

export type AgeRefusal = { readonly kind: 'not-an-identity' } | { readonly kind: 'cannot-be-opened' };

/**
 * Opens an age file with an identity file's text (comments allowed). The stream fails at the first chunk that is not
 * authentic; the refusal `cannot-be-opened` means a damaged header or another recipient.
 */
export async function ageOpen(path: string, identityText: string): Promise<Result<Readable, AgeRefusal>> {
  const identities = identityText.match(/AGE-SECRET-KEY-1[0-9A-Z]+/g) ?? [];
  if (identities.length === 0) return refuse({ kind: 'not-an-identity' });
  const source = createReadStream(path);
  try {
    const decrypter = new Decrypter();
    for (const identity of identities) decrypter.addIdentity(identity);
    const plaintext = await decrypter.decrypt(Readable.toWeb(source));
    return ok(Readable.fromWeb(plaintext));
  } catch {
    source.destroy();
    return refuse({ kind: 'cannot-be-opened' });
  }
}
