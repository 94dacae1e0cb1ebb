import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigieJson } from '../support/vigie.ts';

// Proved here: the printed link brings the first administrator in, and is printed no more once they have a key. A whole Vigie, twice.
// Alone: npx vitest run --project journeys test/journeys/first-sign-in.test.ts

let dataDir: string;
let running: RunningVigie | undefined;

beforeAll(async () => {
  dataDir = await freshDataDir();
});

afterAll(async () => {
  await running?.stop();
  await removeDataDir(dataDir);
});

/** A program that keeps its cookies, as a browser does. */
function program(baseUrl: string) {
  const jar = new Map<string, string>();
  let csrfToken = '';
  return async <T>(method: string, path: string, body: object): Promise<{ status: number; body: T }> => {
    const answer = await fetch(`${baseUrl}/api/v1/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'x-csrf-token': csrfToken,
        cookie: [...jar].map((pair) => pair.join('=')).join('; '),
      },
      body: JSON.stringify(body),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const text = await answer.text();
    const read = (text === '' ? {} : JSON.parse(text)) as T & { csrfToken?: string };
    csrfToken = read.csrfToken ?? csrfToken;
    return { status: answer.status, body: read };
  };
}

describe('the first administrator', () => {
  it('comes in by the printed link and sets up codes', async () => {
    running = await startVigie({ dataDir });
    expect([...running.links.keys()]).toEqual(['administrator']);
    const code = new URL(running.links.get('administrator') ?? '').searchParams.get('code');
    const call = program(running.baseUrl);
    expect((await call('POST', 'session', { code })).status).toBe(200);
    const begun = await call<{ challenge: string; secret: string }>('POST', 'session/keys/code-secret', {});
    const kept = {
      challenge: begun.body.challenge,
      code: await generate({ secret: begun.body.secret }),
      passphrase: 'a long walk by the river',
    };
    expect((await call('PUT', 'session/keys/codes', kept)).status).toBe(204);
    const doctor = await vigieJson<{ checks: { name: string; detail: string }[] }>(dataDir, 'doctor');
    expect(doctor.checks.find(({ name }) => name === 'sign-in')?.detail).toMatch(/^1 administrator\(s\) with a key/);
    await running.stop();
  });

  it('is given no link at the next start', async () => {
    running = await startVigie({ dataDir });
    expect([...running.links.keys()]).toEqual([]);
  });
});
