import { generateX25519Identity, identityToRecipient } from 'age-encryption';

/** A fresh age key pair: the identity stays with the recipient, the recipient string goes into the directory. */
export async function newAgeIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}
