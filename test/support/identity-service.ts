import { once } from 'node:events';
import type { Server } from 'node:http';
import { Provider } from 'oidc-provider';
import { freePort } from './free-port.ts';

/** What the service says of the next person who comes: who they are and how they proved it. */
export interface NextSignIn {
  sub: string;
  acr?: string;
  amr?: string[];
  /** Seconds since 1970; the service's own clock when unset. */
  authTime?: number;
}

/** A real identity service on loopback (oidc-provider), whose sign-in page answers by itself. */
export interface IdentityService {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Changed by tests before a trip. */
  readonly next: NextSignIn;
  stop(): Promise<void>;
}

/** Starts it for one client that may come back to these addresses. */
export async function startIdentityService(redirectUris: readonly string[]): Promise<IdentityService> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const next: NextSignIn = { sub: 'nobody' };
  const [clientId, clientSecret] = ['vigie', 'a secret of the identity service'];
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [...redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    acrValues: ['aal1', 'aal2'],
    claims: { openid: ['sub', 'acr', 'amr', 'auth_time'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    cookies: { keys: ['only for this test'] },
  });
  provider.use(async (ctx, go) => {
    if (!ctx.path.startsWith('/interaction/')) return go();
    const details = await provider.interactionDetails(ctx.req, ctx.res);
    const { sub, acr, amr, authTime } = next;
    const grant = new provider.Grant({ accountId: sub, clientId });
    grant.addOIDCScope('openid');
    const grantId = await grant.save();
    const ts = authTime ?? Math.floor(Date.now() / 1_000);
    const login = { accountId: sub, ts, ...(acr ? { acr } : {}), ...(amr ? { amr } : {}) };
    const result = details.prompt.name === 'login' ? { login, consent: { grantId } } : { consent: { grantId } };
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true });
    ctx.respond = false;
  });
  const server: Server = provider.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    clientId,
    clientSecret,
    next,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Follows the service's own redirects as a browser would, until it sends back to `until`; that address. */
export async function travel(from: string, until: string): Promise<URL> {
  const jar = new Map<string, string>();
  let at = from;
  for (let hop = 0; hop < 10; hop++) {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ');
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null)
      throw new Error(`The identity service stopped with ${answer.status}: ${await answer.text()}`);
    at = new URL(location, at).href;
    if (at.startsWith(until)) return new URL(at);
  }
  throw new Error('The identity service never sent the browser back.');
}
