import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { MINUTE_MS } from '#core/units.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** What cannot even be read as HTTP never reaches the framework; it gets the same headers all the same. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  socket.end(bareAnswer(status));
}

/** Takes over what Node would answer by itself, without headers of ours: an `Expect` nobody can meet. */
export function answerImpossibleExpectations(server: Server): void {
  server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(417, { ...SECURITY_HEADERS, 'request-id': randomUUID(), connection: 'close' });
    response.end();
  });
}

/** A body that stands still this long is given up; one that moves may take hours (a large upload on a slow line). */
const STILL_MS = MINUTE_MS;

/** Gives up bodies that stand still: 408 and the connection closed, whatever the address. */
export function giveUpStillBodies(app: FastifyInstance, stillMs = STILL_MS): void {
  app.addHook('onRequest', async ({ raw }) => {
    if (raw.complete || !('content-length' in raw.headers || 'transfer-encoding' in raw.headers)) return;
    const { socket } = raw;
    // What the program asks of itself comes by no wire: nothing of it can stand still.
    if (!(socket instanceof Socket)) return;
    let received = socket.bytesRead;
    const watch = setInterval(() => {
      if (raw.complete || raw.destroyed) return clearInterval(watch);
      // A server that is itself not reading must not blame the sender.
      if (socket.bytesRead === received && !socket.isPaused())
        return socket.end(bareAnswer(408), () => socket.destroy());
      received = socket.bytesRead;
    }, stillMs);
    watch.unref();
    raw.once('close', () => clearInterval(watch));
  });
}

function bareAnswer(status: number): string {
  const headers = { ...SECURITY_HEADERS, 'request-id': randomUUID(), connection: 'close', 'content-length': '0' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n`;
}
