import type { Advice } from '../types.ts';
import type { JsonNode } from './json-node.ts';

/** What stands where a secret stood; never its length. */
export const MASK = '••••';

/** Member names under which senders write a password (`sourceUrlPassword` of the interop page, 5, and its kind). */
const SECRET_NAME = /passw(?:or)?d$|passphrase$|mot_?de_?passe$/i;

// A shorter one would blot out half of the text around it.
const SHORTEST_SECRET_LOOKED_FOR = 4;

/** A document without its secrets, and whether it had any: by member name, and wherever else in the document the same text stands. */
export function maskSecrets(root: JsonNode): { readonly root: JsonNode; readonly advice: readonly Advice[] } {
  const secrets = secretsIn(root);
  if (secrets.length === 0) return { root, advice: [] };
  const wanted = secrets.filter((secret) => secret.length >= SHORTEST_SECRET_LOOKED_FOR).sort(byLength);
  return { root: masked(root, wanted), advice: ['secret-in-document'] };
}

/** The bytes of a JSON document with its secrets masked; nothing of it where that cannot be done. */
export function maskedBytes(bytes: Buffer): Buffer {
  try {
    const root: JsonNode = JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, ''));
    return Buffer.from(JSON.stringify(maskSecrets(root).root, null, 2));
  } catch {
    return Buffer.from(MASK);
  }
}

function secretsIn(root: JsonNode): readonly string[] {
  const found = new Set<string>();
  const waiting: JsonNode[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    for (const [name, value] of Object.entries(node)) {
      if (!Array.isArray(node) && SECRET_NAME.test(name)) for (const text of textsIn(value)) found.add(text);
      waiting.push(value ?? null);
    }
  }
  return [...found];
}

function textsIn(node: JsonNode): readonly string[] {
  if (typeof node === 'string') return node === '' ? [] : [node];
  if (typeof node === 'number' || typeof node === 'boolean') return [String(node)];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(textsIn) : [];
}

function masked(node: JsonNode, secrets: readonly string[]): JsonNode {
  if (typeof node === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, MASK), node);
  if (Array.isArray(node)) return node.map((item) => masked(item, secrets));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]) => [
      masked(name, secrets) as string,
      SECRET_NAME.test(name) && value !== null && value !== '' ? MASK : masked(value, secrets),
    ]),
  );
}

function byLength(a: string, b: string): number {
  return b.length - a.length;
}
