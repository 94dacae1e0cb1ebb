/**
 * A small key service as an operator might have: keeps its keys in the file `STATE`, answers one request on stdin with one JSON
 * value on stdout. AES-256-KWP, as `keys/root-command.json` promises.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

interface State {
  current: string;
  keys: Record<string, string>;
}

const [path = ''] = process.argv.slice(2);
const state: State = existsSync(path)
  ? (JSON.parse(readFileSync(path, 'utf8')) as State)
  : { current: 'key-1', keys: {} };
if (!state.keys[state.current]) {
  state.keys[state.current] = randomBytes(32).toString('hex');
  writeFileSync(path, JSON.stringify(state));
}

const IV = Buffer.from('a65959a6', 'hex');
const keyOf = (keyId: string) => Buffer.from(state.keys[keyId] ?? '', 'hex');

function wrap(keyId: string, key: string): string {
  const cipher = createCipheriv('id-aes256-wrap-pad', keyOf(keyId), IV);
  return Buffer.concat([cipher.update(Buffer.from(key, 'base64')), cipher.final()]).toString('base64');
}

function unwrap(keyId: string, wrapped: string): string {
  const decipher = createDecipheriv('id-aes256-wrap-pad', keyOf(keyId), IV);
  return Buffer.concat([decipher.update(Buffer.from(wrapped, 'base64')), decipher.final()]).toString('base64');
}

function answer(request: { act: string; keyId: string; keys: string[]; wrapped: string[] }): object {
  if (request.act === 'describe') return { keyId: state.current };
  if (request.act === 'wrap') return { wrapped: request.keys.map((key) => wrap(request.keyId, key)) };
  return { keys: request.wrapped.map((wrapped) => unwrap(request.keyId, wrapped)) };
}

let text = '';
for await (const part of process.stdin) text += part;
try {
  process.stdout.write(JSON.stringify(answer(JSON.parse(text))));
} catch {
  process.stdout.write('{"error":"wrong-key"}');
}
