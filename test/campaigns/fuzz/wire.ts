import { connect, type Socket } from 'node:net';
import { readAnswers, type WireAnswer } from './answers.ts';
import type { RawRequest } from './draft.ts';

/** What came of one request. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answers: readonly WireAnswer[] }
  /** The connection ended without an answer. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'hung' }
  | { readonly kind: 'gibberish'; readonly bytes: Buffer };

/** Far above any honest answer, also on a machine that has no time: what takes longer hangs. */
const HANG_MS = 60_000;
/** A request that is not whole may be waiting for its rest: after this the sender hangs up. */
const QUIET_MS = 60;

/** One connection at a time to a server, kept open between whole requests as browsers and providers do. */
export class Line {
  readonly #port: number;
  #kept: Socket | null = null;
  constructor(port: number) {
    this.#port = port;
  }

  /** Sends a request whose secrets are filled in, and takes in everything that comes back. */
  async send(request: RawRequest, bytes: Buffer): Promise<Outcome> {
    if (!request.whole) return exchange(await opened(this.#port), request, bytes);
    const kept = this.#kept;
    this.#kept = null;
    if (kept && !kept.destroyed) {
      const again = await exchange(kept, request, bytes);
      // A kept connection may have ended between two requests: that says nothing about this one.
      if (again.kind !== 'closed') return this.#keep(kept, again);
    }
    const fresh = await opened(this.#port);
    return this.#keep(fresh, await exchange(fresh, request, bytes));
  }

  close(): void {
    this.#kept?.destroy();
  }

  #keep(socket: Socket, outcome: Outcome): Outcome {
    const last = outcome.kind === 'answered' ? outcome.answers.at(-1) : undefined;
    if (last && last.headers.get('connection') !== 'close' && !socket.destroyed && socket.writable) this.#kept = socket;
    else socket.destroy();
    return outcome;
  }
}

function opened(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket));
    socket.once('error', reject);
  });
}

function exchange(socket: Socket, request: RawRequest, bytes: Buffer): Promise<Outcome> {
  // Blank lines before a request are passed over (RFC 9112, 2.2), by the server and so by us.
  const isHead = /^[\r\n]*HEAD /.test(bytes.subarray(0, 64).toString('latin1'));
  return new Promise((resolve) => {
    let received: Buffer = Buffer.alloc(0);
    let quiet: NodeJS.Timeout | undefined;
    const done = (outcome: Outcome) => {
      clearTimeout(hang);
      clearTimeout(quiet);
      socket.removeAllListeners('data').removeAllListeners('close').removeAllListeners('error');
      socket.on('error', () => undefined);
      if (!request.whole || outcome.kind !== 'answered') socket.destroy();
      resolve(outcome);
    };
    const judge = (ended: boolean) => {
      try {
        const { answers, rest } = readAnswers(received, isHead, ended);
        if (answers.length > 0 && (request.whole || ended)) done({ kind: 'answered', answers });
        else if (ended) done(rest.length > 0 ? { kind: 'gibberish', bytes: rest } : { kind: 'closed' });
      } catch {
        done({ kind: 'gibberish', bytes: received });
      }
    };
    const hang = setTimeout(() => done({ kind: 'hung' }), HANG_MS);
    socket.on('data', (piece: Buffer) => {
      received = Buffer.concat([received, piece]);
      quiet?.refresh();
      judge(false);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => judge(true));
    write(socket, request, bytes);
    if (!request.whole) quiet = setTimeout(() => socket.end(), QUIET_MS);
  });
}

/** At once, in pieces that arrive one after the other, or only the first half. */
function write(socket: Socket, request: RawRequest, bytes: Buffer): void {
  if (request.pace === 'half') {
    socket.write(bytes.subarray(0, Math.max(1, bytes.length >> 1)));
    return;
  }
  if (request.pace === 'at-once') {
    socket.write(bytes);
    return;
  }
  const step = Math.max(1, Math.ceil(bytes.length / 5));
  const next = (at: number) => {
    if (at >= bytes.length || socket.destroyed) return;
    socket.write(bytes.subarray(at, at + step), () => setImmediate(next, at + step));
  };
  next(0);
}
