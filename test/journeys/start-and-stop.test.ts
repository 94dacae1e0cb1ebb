import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDataDir, type RunningVigie, removeDataDir, startVigie, vigie, vigieJson } from '../support/vigie.ts';

// Proved here: serving a folder, refusing to serve it twice, ending in order, starting again on what was kept.
// Alone: npx vitest run --project journeys test/journeys/start-and-stop.test.ts

let dataDir: string;
let running: RunningVigie;

beforeAll(async () => {
  dataDir = await freshDataDir();
  running = await startVigie({ dataDir });
});

afterAll(async () => {
  await running.stop();
  await removeDataDir(dataDir);
});

describe('serving a data folder', () => {
  it('prints the first administrator’s link and no other', () => {
    expect([...running.links.keys()]).toEqual(['administrator']);
    expect(running.links.get('administrator')).toMatch(/^http:\/\/localhost:\d+\/sign-in\?code=/);
  });

  it('is alive, ready, and answers with its security headers', async () => {
    const ready = await fetch(`${running.baseUrl}/readyz`);
    expect(await ready.json()).toMatchObject({ ready: true });
    expect(ready.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('is refused a second time, with the address of the one that runs', async () => {
    const second = await vigie(dataDir, 'serve');
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(running.baseUrl.replace('http://', ''));
    const french = await vigie(dataDir, 'serve', '--lang', 'fr', '--json');
    expect(JSON.parse(french.stdout).error.message.fr).toMatch(/[éè]/);
  });

  it('lets other commands work beside it', async () => {
    const made = await vigieJson<{ id: number; username: string }>(
      dataDir,
      'credential',
      'create',
      '--provider',
      'Example ISP',
      '--scope',
      'ispws',
    );
    const listed = await vigieJson<{ items: { username: string }[] }>(dataDir, 'credential', 'list');
    expect(listed.items.map((item) => item.username)).toContain(made.username);
    const doctor = await vigieJson<{ ok: boolean; checks: { name: string; ok: boolean }[] }>(dataDir, 'doctor');
    expect(doctor.checks.filter((check) => !check.ok)).toEqual([]);
  });

  it('starts again on what was kept, with a fresh link', async () => {
    const before = running.links.get('administrator');
    await running.stop();
    running = await startVigie({ dataDir });
    expect(running.links.get('administrator')).not.toBe(before);
    const listed = await vigieJson<{ items: unknown[] }>(dataDir, 'credential', 'list');
    expect(listed.items).toHaveLength(1);
  });

  it('answers a wrong use with 2 and an unknown number with 1, in words', async () => {
    expect((await vigie(dataDir, 'import', '.')).code).toBe(2);
    const unknown = await vigie(dataDir, 'report', 'show', 'R-2020-999999', '--json');
    expect(unknown.code).toBe(1);
    expect(JSON.parse(unknown.stdout).error).toMatchObject({
      message: { en: expect.any(String), fr: expect.any(String) },
    });
  });
});
