/** A member of the staff at the API, as the console is: session cookie and CSRF token, nothing else. */
export interface StaffClient {
  get<T>(path: string): Promise<T>;
  /** Sends JSON; the answer with its status, so that refusals can be looked at. */
  send<T>(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: T }>;
  readonly person: { readonly id: number; readonly name: string; readonly roles: readonly string[] };
}

/** Signs in with a printed one-time link. */
export async function signInWith(baseUrl: string, link: string): Promise<StaffClient> {
  const code = new URL(link).searchParams.get('code');
  const answer = await fetch(`${baseUrl}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!answer.ok) throw new Error(`Sign-in answered ${answer.status}: ${await answer.text()}`);
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const session = (await answer.json()) as { person: StaffClient['person']; csrfToken: string };
  const headers = { cookie, 'x-csrf-token': session.csrfToken, 'content-type': 'application/json', origin: baseUrl };
  return {
    person: session.person,
    get: async <T>(path: string) => {
      const got = await fetch(`${baseUrl}/api/v1/${path}`, { headers: { cookie } });
      if (!got.ok) throw new Error(`GET ${path} answered ${got.status}: ${await got.text()}`);
      return (await got.json()) as T;
    },
    send: async <T>(method: string, path: string, body?: unknown) => {
      const payload = method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) };
      const sent = await fetch(`${baseUrl}/api/v1/${path}`, { method, headers, ...payload });
      const text = await sent.text();
      return { status: sent.status, body: (text ? JSON.parse(text) : null) as T };
    },
  };
}
