import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import { type Html, html } from '#platform/html/html.ts';
import { isSame } from '#platform/http/caller.ts';
import { say } from '#platform/i18n/say.ts';
import { removeUpload } from '../commands/remove-upload.ts';
import type { Draft } from '../store/drafts.ts';
import { selectUploads, type Upload } from '../store/uploads.ts';
import { pageOf, placeOf } from './ask.ts';
import { HOME, type OwnVisit, sendNothingHere, sendPage, words } from './frame.ts';
import { beginUpload, finishUpload, takePiece, type UploadRefusal } from './keep-upload.ts';
import { WORDS } from './messages.ts';
import { meterOf } from './meter.ts';
import { PORTAL_RULES } from './portal-rules.ts';
import { sizeWords } from './tus.ts';
import { REFUSAL_WORDS } from './upload-words.ts';

/** Logs and documents of a draft. Without a script a file comes by the form, in one piece; with one it may be resumed. */
export async function sendAttachments(visit: OwnVisit, draft: Draft, error?: string): Promise<FastifyReply> {
  const { view, own, person, deps, assets } = visit;
  const word = words(view, WORDS);
  const uploads = await own((tx) => selectUploads(tx, draft.draftId));
  const here = pageOf(draft, 'attachments');
  const { csrfToken } = person.session;
  const body = html`${await meterOf(visit, draft)}
<p>${word('attachIntro', { size: sizeWords(deps.maxDocumentBytes) })}</p>
${uploads.length > 0 ? table(visit, draft, uploads) : null}
${uploads.some(({ objectId }) => objectId === null) ? html`<p class="hint">${word('unfinishedKept', { days: PORTAL_RULES.unfinishedFile.keptDays })}</p>` : null}
<form id="attach" method="post" enctype="multipart/form-data" action="${here}" data-uploads="${HOME}/uploads" data-draft="${draft.draftId}" data-csrf="${csrfToken}" data-line-broke="${word('lineBroke')}">
<input type="hidden" name="csrf" value="${csrfToken}">
<div class="field"${error ? html` data-wrong` : null}><label for="file">${word('chooseFile')}</label>
${error ? html`<p class="wrong" id="file-error">${error}</p>` : null}
<input type="file" id="file" name="file"${error ? html` aria-invalid="true" aria-describedby="file-error"` : null}></div>
<progress id="progress" max="100" value="0" hidden aria-label="${word('attach')}"></progress><p id="upload-told" role="status"></p>
<div class="acts"><button>${word('attach')}</button></div></form>
<p class="acts"><a class="button main" href="${pageOf(draft, 'check')}">${word('next')}</a><a class="button" href="${HOME}">${word('later')}</a><a class="button" href="${pageOf(draft, 'subscriber')}">${word('back')}</a></p>`;
  const errors = error === undefined ? [] : [{ href: '#file', words: error }];
  return sendPage(
    visit,
    {
      title: word('attachTitle'),
      body,
      errors,
      above: placeOf(visit, draft, 'attachments'),
      here,
      script: assets.scriptUrl('upload.js'),
    },
    error === undefined ? 200 : 422,
  );
}

function table({ view, person }: OwnVisit, draft: Draft, uploads: readonly Upload[]): Html {
  const word = words(view, WORDS);
  const row = ({
    uploadId,
    name,
    sizeBytes,
    offset,
    objectId,
  }: Upload) => html`<tr data-upload="${uploadId}" data-size="${sizeBytes}"${objectId === null ? html` data-coming` : null}><th scope="row"><bdi>${name}</bdi></th>
<td>${objectId === null ? word('coming', { percent: Math.floor((100 * offset) / sizeBytes) }) : word('whole')}</td>
<td><form method="post" action="${pageOf(draft, 'removal')}"><input type="hidden" name="csrf" value="${person.session.csrfToken}"><input type="hidden" name="upload" value="${uploadId}"><button class="quiet">${word('remove')}<span class="aside"> ${name}</span></button></form></td></tr>`;
  return html`<table class="stack" id="files"><thead><tr><th scope="col">${word('file')}</th><th scope="col">${word('state')}</th><th scope="col">${word('acts')}</th></tr></thead><tbody>${uploads.map(row)}</tbody></table>`;
}

/** The form without a script: the token stands before the file, or the file is not read. */
export async function answerAttachments(visit: OwnVisit, draft: Draft): Promise<FastifyReply> {
  const { request, person, view, deps } = visit;
  let token = '';
  let refused: { readonly refusal: UploadRefusal; readonly name: string } | null = null;
  let files = 0;
  const limits = { fileSize: Number.POSITIVE_INFINITY, fields: 5, files: 1, fieldSize: 1_000 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') token = part.fieldname === 'csrf' ? String(part.value) : token;
    else if (!isSame(token, person.session.csrfToken) || part.filename === '') part.file.resume();
    else {
      files += 1;
      const name = part.filename.slice(0, 255);
      const refusal = await takeWhole(visit, draft, name, part.file);
      part.file.resume();
      if (refusal) refused = { refusal, name };
    }
  }
  const word = words(view, WORDS);
  if (files === 0) return sendAttachments(visit, draft, word('noFile'));
  if (refused === null) return visit.reply.redirect(pageOf(draft, 'attachments'), 303);
  const { refusal, name } = refused;
  return sendAttachments(
    visit,
    draft,
    say(REFUSAL_WORDS[refusal.kind], view.language, { name, size: sizeWords(deps.maxDocumentBytes) }),
  );
}

async function takeWhole(
  { deps, person }: OwnVisit,
  draft: Draft,
  name: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<UploadRefusal | null> {
  const upload = { uploadId: randomUUID(), draftId: draft.draftId, name, sizeBytes: deps.maxDocumentBytes };
  const uploading = { actor: person.session.actor, upload };
  await beginUpload(deps, uploading);
  const taken = await takePiece(deps, uploading, 0, bytes);
  const finished = taken.ok ? await finishUpload(deps, uploading) : taken;
  if (finished.ok) return null;
  await removeUpload(deps, person.session.actor, upload);
  return finished.refusal;
}

/** Takes a file out of the draft, if it is one of it. */
export async function answerRemoval(visit: OwnVisit, draft: Draft, uploadId: string): Promise<FastifyReply> {
  const uploads = await visit.own((tx) => selectUploads(tx, draft.draftId));
  const upload = uploads.find((one) => one.uploadId === uploadId);
  if (!upload) return sendNothingHere(visit);
  await removeUpload(visit.deps, visit.person.session.actor, upload);
  return visit.reply.redirect(pageOf(draft, 'attachments'), 303);
}
