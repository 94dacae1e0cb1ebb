import { type Actor, ROLES, type Role } from '#core/actor.ts';
import { isOutsider, mayAct, needsMandate } from '#core/permission.ts';
import type { Route } from '#platform/http/route.ts';
import { isAboutAnObject } from './route-calls.ts';

export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** Whether a role, whatever the object, may come to a route at all. */
export function mayReach({ permission }: Route, role: Role): boolean {
  if (permission === 'public') return true;
  if (isOutsider(actorOf(role))) return false;
  return permission === 'own' || mayAct(actorOf(role), permission);
}

function actorOf(role: Role): Actor {
  return { kind: 'staff', staffId: 0 as never, name: '', roles: [role], language: 'en' };
}

/** docs/access-matrix.md: routes by role, and by table which roles see rows. */
export function drawMatrix(routes: readonly Route[], readers: ReadonlyMap<string, readonly string[]>): string {
  const head = `| | ${ROLES.join(' | ')} |\n|---|${ROLES.map(() => ':-:').join('|')}|`;
  const lines = routes.map(
    (route) =>
      `| \`${nameOf(route)}\`${route.stepUp ? ' ⚿' : ''} | ${ROLES.map((role) => markOf(route, role)).join(' | ')} |`,
  );
  const rows = [...readers].map(([table, marks]) => `| \`${table}\` | ${marks.join(' | ')} |`);
  return `# Who reaches what

Written by \`test/journeys/access-matrix.test.ts\` from what the running server and the database answered; reviewed in differences.

## Routes
● reached · ◦ own objects and those of one’s compartments · m under a recorded mandate only · ⚿ needs a fresh proof of identity · blank: the
same 404 as for what does not exist. Signed out: 401 everywhere but on ${routes
    .filter(({ permission }) => permission === 'public')
    .map((route) => `\`${nameOf(route)}\``)
    .join(', ')}.

${head}
${lines.join('\n')}

## Rows
What row-level security alone shows, the checks of the application left out: ● rows outside compartments and of one’s own compartments. Rows of
another compartment: none, for anybody. Without a session: none.

${head}
${rows.join('\n')}
`;
}

function markOf(route: Route, role: Role): string {
  if (mayReach(route, role)) return isAboutAnObject(route) ? '◦' : '●';
  const { permission } = route;
  const person = { kind: 'staff', staffId: 0 as never, name: '', roles: [role], language: 'en' } as const;
  return typeof permission !== 'string' && isAboutAnObject(route) && needsMandate(person, permission) ? 'm' : ' ';
}
