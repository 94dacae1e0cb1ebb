import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Messages } from '#core/messages.ts';
import type { PortalSession, Sealing } from '#features/access';
import type { Assets } from '#platform/html/assets.ts';
import { html } from '#platform/html/html.ts';
import { type Page, pageFrame } from '#platform/html/page.ts';
import type { FormAnswers } from '#platform/html/read-form.ts';
import { chosenView, keepView, type View, viewOf } from '#platform/html/view.ts';
import { isFromHere } from '#platform/http/caller.ts';
import { type MessageValues, say } from '#platform/i18n/say.ts';
import { type Db, inTransaction, type Tx } from '#platform/postgres/transaction.ts';
import type { IntakeDeps } from '../received.ts';
import { selectTie } from '../store/provider-people.ts';
import { type Provider, selectByPerson } from '../store/providers.ts';
import { WORDS } from './messages.ts';

export const HOME = '/provider';

/** What the provider's pages work with. */
export interface PortalDeps extends IntakeDeps {
  /** Where requests of signed-in people run, bound to their session. */
  readonly desk: Db;
  readonly sealing: Sealing;
  /** Largest log or document. */
  readonly maxDocumentBytes: number;
}

/** Somebody of a provider, signed in, and their provider. */
export interface ProviderPerson {
  readonly session: PortalSession;
  readonly provider: Provider;
  /** Invites colleagues and ends their access. */
  readonly manages: boolean;
}

/** One request on its way to its page. */
export interface Visit {
  readonly deps: PortalDeps;
  readonly assets: Assets;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly view: View;
  /** Null for strangers. */
  readonly person: ProviderPerson | null;
}

/** The same, of somebody signed in: `own` runs an act on the desk's connection, bound to their session. */
export interface OwnVisit extends Visit {
  readonly person: ProviderPerson;
  readonly own: <T>(act: (tx: Tx) => Promise<T>) => Promise<T>;
}

export function ownVisit(visit: Visit, person: ProviderPerson): OwnVisit {
  const own = <T>(act: (tx: Tx) => Promise<T>) => inTransaction(visit.deps.desk, act, person.session.token);
  return { ...visit, person, own };
}

/** Whether this person proved themselves within the last minutes: what changes access needs it. */
export function isFresh({ deps, person }: OwnVisit): boolean {
  const until = person.session.stepUpUntil;
  return until !== null && until > deps.clock.now();
}

/** A part of the address by its name; empty when it has none of it. */
export function param({ request }: Visit, name: string): string {
  return (request.params as Readonly<Record<string, string>>)[name] ?? '';
}

/** Says a pair in the language of the page. */
export function words<T extends Messages>(view: View, messages: T) {
  return (key: keyof T & string, values?: MessageValues) => say(messages[key] as T[string], view.language, values);
}

/** Sends a page in the frame of the portal. */
export function sendPage(
  visit: Visit,
  page: Omit<Page, 'view' | 'here'> & { readonly here?: string },
  status = 200,
): FastifyReply {
  const { view, assets, person, reply, request } = visit;
  const word = words(view, WORDS);
  const portal = {
    home: HOME,
    name: word('portal'),
    styleUrl: assets.styleUrl,
    person: person && {
      name: `${person.session.actor.name}, ${person.provider.name}`,
      csrfToken: person.session.csrfToken,
      pages: [
        { href: HOME, words: word('home') },
        { href: `${HOME}/quality`, words: word('quality') },
        ...(person.manages ? [{ href: `${HOME}/people`, words: word('people') }] : []),
        { href: `${HOME}/sign-in-ways`, words: word('ways') },
      ],
    },
  };
  const here = page.here ?? (request.method === 'GET' ? request.url : HOME);
  return reply
    .code(status)
    .header('content-language', view.language)
    .type('text/html; charset=utf-8')
    .send(pageFrame(portal, { ...page, view, here }).text);
}

/** The same visit with the view its toggle asks for, kept with the browser; null when it was not pressed. */
export function toggled<V extends Visit>(visit: V, answers: FormAnswers): V | null {
  const view = chosenView(visit.view, answers['view']);
  if (view === null) return null;
  keepView(visit.reply, view);
  return { ...visit, view };
}

/** The person behind a session, with their provider; null for whoever signs in for none. */
export async function personOf(db: Db, session: PortalSession): Promise<ProviderPerson | null> {
  return inTransaction(db, async (tx) => {
    const { staffId } = session.actor;
    const provider = await selectByPerson(tx, staffId);
    const tie = await selectTie(tx, staffId);
    return provider && { session, provider, manages: tie?.manages ?? false };
  });
}

export function viewFor(request: FastifyRequest, person: ProviderPerson | null): View {
  return viewOf(request, person?.session.actor.language);
}

/** Whether a form was sent from a page of ours. Pages without a referrer send the origin `null`: there the browser's own word counts. */
export function isOurForm(request: FastifyRequest): boolean {
  return request.headers['sec-fetch-site'] === 'same-origin' || isFromHere(request);
}

/** What is not here and what is not yours look alike. */
export function sendNothingHere(visit: Visit): FastifyReply {
  const word = words(visit.view, WORDS);
  return sendPage(
    visit,
    { title: word('nothingHere'), body: notFoundBody(word('nothingHereNote'), word('backHome')) },
    404,
  );
}

function notFoundBody(note: string, back: string) {
  return html`<p>${note}</p><p><a href="${HOME}">${back}</a></p>`;
}
