import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { Encrypter } from 'age-encryption';
import { ok, type Result, refuse } from '#core/result.ts';

/** A checked age recipient, `age1…`. */
export type AgeRecipient = string & { readonly __use: 'age' };

/** Reads an X25519 age recipient; refuses `not-an-age-recipient` (plugin and post-quantum recipients included). */
export function ageRecipient(text: string): Result<AgeRecipient, { kind: 'not-an-age-recipient' }> {
  const recipient = text.trim();
  try {
    if (!/^age1[02-9ac-hj-np-z]{58}$/.test(recipient)) return refuse({ kind: 'not-an-age-recipient' });
    new Encrypter().addRecipient(recipient);
    return ok(recipient as AgeRecipient);
  } catch {
    return refuse({ kind: 'not-an-age-recipient' });
  }
}

/** Encrypts a stream to one age recipient in bounded memory; opens with `age -d -i identity`. */
export async function ageEncrypt(plaintext: AsyncIterable<Uint8Array>, recipient: AgeRecipient): Promise<Readable> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return Readable.fromWeb(await encrypter.encrypt(ReadableStream.from(plaintext)));
}
