import { setLocked } from './lock.ts';
import { path } from './paths.ts';
import { askStepUp } from './step-up.ts';

/** A refusal of the server, in the language of the request. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, title: string) {
    super(title);
    this.status = status;
    this.code = code;
  }
}

let csrfToken = '';
let language = 'en';

/** What every request carries besides the cookie. */
export function setRequestHeaders(headers: { readonly csrfToken?: string; readonly language?: string }): void {
  csrfToken = headers.csrfToken ?? csrfToken;
  language = headers.language ?? language;
}

/** Sends once; what may be repeated is said by the refusal. */
async function send(method: string, url: string, body: unknown, signal?: AbortSignal, key?: string): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': language };
  if (method !== 'GET') headers['x-csrf-token'] = csrfToken;
  if (method === 'POST') headers['idempotency-key'] = key ?? crypto.randomUUID();
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(path(url), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(0, 'no-connection', '');
  });
  if (!answer.ok) throw await refusalOf(answer);
  return answer.status === 204 ? null : answer.json();
}

/**
 * A read whose cookie was renewed while it was under way is repeated once. An act that needs a fresh key asks for it and is repeated
 * once. A locked session blanks the page.
 */
async function call(method: string, url: string, body: unknown, signal?: AbortSignal, key?: string): Promise<unknown> {
  try {
    return await send(method, url, body, signal, key);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401 && method === 'GET') return send(method, url, body, signal);
    if (error.code === 'locked') setLocked(true);
    if (error.code === 'step-up-required' && (await askStepUp())) return send(method, url, body, signal, key);
    throw error;
  }
}

/** Hands over a document as it is: bytes, streamed by the browser. */
export async function handOver(url: string, file: Blob): Promise<void> {
  const answer = await fetch(path(url), {
    method: 'POST',
    headers: { 'accept-language': language, 'x-csrf-token': csrfToken, 'content-type': 'application/octet-stream' },
    credentials: 'same-origin',
    body: file,
  }).catch(() => {
    throw new Refusal(0, 'no-connection', '');
  });
  if (!answer.ok) throw await refusalOf(answer);
}

async function refusalOf(answer: Response): Promise<Refusal> {
  const problem = (await answer.json().catch(() => ({}))) as { code?: unknown; title?: unknown };
  const code = typeof problem.code === 'string' ? problem.code : `http-${answer.status}`;
  return new Refusal(answer.status, code, typeof problem.title === 'string' ? problem.title : '');
}

/** Reads; the shape is the contract's. */
export function read<Shape>(url: string, signal?: AbortSignal): Promise<Shape> {
  return call('GET', url, undefined, signal) as Promise<Shape>;
}

/** Acts under a key of the caller's: sent again after a lost answer, it is done once all the same. */
export function actOnce<Shape>(url: string, body: unknown, key: string): Promise<Shape> {
  return call('POST', url, body, undefined, key) as Promise<Shape>;
}

/** Acts; null where the server answers without a body. */
export function act<Shape = null>(method: 'POST' | 'PUT' | 'DELETE', url: string, body?: unknown): Promise<Shape> {
  return call(method, url, body) as Promise<Shape>;
}
