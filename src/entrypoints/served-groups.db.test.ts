import { expect, test } from 'vitest';
import { serveDesk } from '../../test/support/served-desk.ts';
import type { ServedGroup } from './served-groups.ts';

// Proved: `vigie serve --only` serves the named groups and nothing else; whatever is not served answers as not found, the health routes
// always answer. Out of scope: the command line around it (test/journeys/apart.test.ts).
// Alone: npx vitest run --project database served-groups

// An address of each group, and how it answers a stranger who has nothing.
const DOORS = {
  'POST /api/v1/notices': { group: 'intake', status: 401 },
  'GET /ispws/status': { group: 'intake', status: 401 },
  'GET /sign-in': { group: 'staff', status: 303 },
  'GET /sign-in/work-account': { group: 'staff', status: 303 },
  'GET /api/v1/reports': { group: 'staff', status: 401 },
  'GET /api/v1/openapi.json': { group: 'staff', status: 200 },
  'POST /api/v1/outcomes': { group: 'partner', status: 400 },
} as const satisfies Record<string, { group: ServedGroup; status: number }>;

const CASES: readonly (readonly ServedGroup[])[] = [
  ['intake'],
  ['staff'],
  ['partner'],
  ['provider'],
  ['intake', 'staff'],
];

test.each(CASES.map((groups) => [groups.join(','), groups] as const))(
  'serves %s and nothing else',
  async (_name, groups) => {
    const served = await serveDesk(groups);
    try {
      const ask = (method: string, path: string) =>
        fetch(`${served.baseUrl}${path}`, {
          method,
          redirect: 'manual',
          ...(method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
        });
      const doors = Object.entries(DOORS).filter(
        ([door]) =>
          !(door.endsWith('openapi.json') && groups.some((group) => group === 'partner' || group === 'intake')),
      );
      for (const [door, { group, status }] of doors) {
        const [method = '', path = ''] = door.split(' ');
        const answer = await ask(method, path);
        expect([door, answer.status]).toEqual([door, groups.includes(group) ? status : 404]);
        if (!groups.includes(group)) expect(await answer.json()).toMatchObject({ code: 'not-found' });
        expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      }
      // A used-up link has a page of its own, also a 404: only who serves recipients shows it.
      const pickup = await ask('GET', `/partner/pickup/${'A'.repeat(43)}`);
      expect([pickup.status, /html/.test(pickup.headers.get('content-type') ?? '')]).toEqual([
        404,
        groups.includes('partner'),
      ]);
      for (const path of ['/healthz', '/readyz', '/metrics']) expect((await ask('GET', path)).status).toBe(200);
    } finally {
      await served.close();
    }
  },
);
