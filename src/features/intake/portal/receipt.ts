import type { FastifyReply } from 'fastify';
import { html, type Piece } from '#platform/html/html.ts';
import { receiptOf } from '../domain/notice-receipt.ts';
import { selectOwnReceipts } from '../store/portal.ts';
import { HOME, type OwnVisit, sendNothingHere, sendPage, words } from './frame.ts';
import { timeOf } from './home.ts';
import { WORDS } from './messages.ts';

/** The receipt: what SOR 3(c) lists, the digest, and until when to keep the data. Nothing of what becomes of it (MRA s.5). */
export async function sendReceipt(visit: OwnVisit, number: string): Promise<FastifyReply> {
  const receipt = receiptOf(await visit.own((tx) => selectOwnReceipts(tx, number.toUpperCase())));
  if (receipt === null) return sendNothingHere(visit);
  const { view } = visit;
  const word = words(view, WORDS);
  const { keeping } = receipt.told;
  const rows: readonly (readonly [keyof typeof WORDS, Piece])[] = [
    ['number', html`<strong>${receipt.incidentNumber}</strong>`],
    ['provider', html`<bdi>${receipt.provider.name}</bdi>`],
    ['providerId', html`<code>${receipt.provider.id}</code>`],
    ['receivedAt', timeOf(receipt.receivedAt)],
    ['reference', html`<bdi>${receipt.reference}</bdi>`],
    ['digest', html`<code translate="no">${receipt.sha256}</code>`],
    ...receipt.amendments.map(
      ({ version, receivedAt }) =>
        ['amended', html`${word('version', { version, at: '' })}${timeOf(receivedAt)}`] as const,
    ),
  ];
  const body = html`<div class="note" data-tone="done"><p>${word('receiptDone')}</p></div>
<table id="receipt"><tbody>${rows.map(([key, value]) => html`<tr><th scope="row">${word(key)}</th><td>${value}</td></tr>`)}</tbody></table>
${
  keeping
    ? html`<h2 id="keeping">${word('keepUntil')} ${word('endOf', { day: keeping.lastDay })}</h2>
<p>${keeping.rule[view.language]}</p><p>${keeping.destroyAfter[view.language]}</p>`
    : null
}
<p>${word('noDisclosure')}</p>
<p class="hint">${word('print')}</p>
<p class="acts"><a href="${HOME}">${word('backHome')}</a></p>`;
  return sendPage(visit, { title: word('receiptTitle', { number: receipt.incidentNumber }), body });
}
