import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Clock } from '#core/clock.ts';
import type { Vault } from '#features/vault';
import type { Db } from '#platform/postgres/transaction.ts';
import { completePickup, openPickup } from './commands/fetch-package.ts';
import { MESSAGES } from './messages.ts';

export interface PickupDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly vault: Pick<Vault, 'openObject'>;
}

// 43 characters: 256 bits in base64url.
const codeParam = z.object({ code: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/**
 * `GET /partner/pickup/<code>`: the encrypted file, whole, once. A download that breaks may be tried again until one is
 * complete; an unknown, ended or used link shows the same page.
 */
export async function pickupPlugin(app: FastifyInstance, deps: PickupDeps): Promise<void> {
  // No HEAD beside it: a link preview tells nobody whether a code works.
  app.get('/partner/pickup/:code', { exposeHeadRoute: false }, async (request, reply) => {
    const params = codeParam.safeParse(request.params);
    const file = params.success ? await openPickup(deps.db, deps, params.data.code) : null;
    if (file === null) return sayNothingHere(reply);
    const stream = await file.open();
    const { deliveryId } = file.delivery;
    reply.raw.once('finish', () => {
      // Every byte was handed to the connection; a failure here leaves the link open, never the file lost.
      completePickup(deps.db, deps, deliveryId).catch((error: unknown) => request.log.error(error));
    });
    return reply
      .header('content-type', 'application/octet-stream')
      .header('content-length', file.sizeBytes)
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('cache-control', 'no-store')
      .send(stream);
  });
}

function sayNothingHere(reply: FastifyReply): FastifyReply {
  const { en, fr } = MESSAGES.pickupNothingHere;
  const page = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="robots" content="noindex"><title>Vigie</title></head>
<body><main><p>${en}</p><p lang="fr">${fr}</p></main></body>
</html>
`;
  return reply.code(404).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}
