// Sends a chosen file in pieces (tus 1.0.0), so that a broken line costs one piece. Without this script the form sends it in one.
const form = document.getElementById('attach');
const told = document.getElementById('upload-told');
const progress = document.getElementById('progress');
const PIECE = 4 * 1024 * 1024;
const TRIES = 5;

form.addEventListener('submit', (event) => {
  const file = form.elements.file.files[0];
  if (!file || file.size === 0) return;
  event.preventDefault();
  progress.hidden = false;
  form.querySelector('button').setAttribute('aria-disabled', 'true');
  send(file).then(
    () => location.reload(),
    (error) => {
      form.querySelector('button').removeAttribute('aria-disabled');
      progress.hidden = true;
      told.textContent = error.message;
    },
  );
});

async function send(file) {
  const url = begun(file) ?? (await begin(file).catch(lineBroke));
  let offset = await offsetOf(url).catch(lineBroke);
  for (let tries = 0; offset < file.size; ) {
    progress.value = Math.floor((100 * offset) / file.size);
    const answer = await piece(url, file, offset).catch(() => null);
    if (answer?.ok) {
      offset = Number(answer.headers.get('Upload-Offset'));
      tries = 0;
    } else if (answer && answer.status < 500 && answer.status !== 409) throw new Refused(await answer.text());
    else if (++tries > TRIES) lineBroke();
    else {
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** tries));
      offset = await offsetOf(url).catch(() => offset);
    }
  }
}

/** What came so far is kept: the same file chosen again goes on from there. A refusal in the server's own words stays as it is. */
function lineBroke(error) {
  throw error instanceof Refused ? error : new Error(form.dataset.lineBroke);
}

class Refused extends Error {}

/** A file of the same name and size that is on its way already is gone on with. */
function begun(file) {
  for (const row of document.querySelectorAll('tr[data-coming]'))
    if (row.querySelector('bdi').textContent === file.name && Number(row.dataset.size) === file.size)
      return `${form.dataset.uploads}/${row.dataset.upload}`;
  return null;
}

async function begin(file) {
  const metadata = `draft ${base64(form.dataset.draft)},filename ${base64(file.name)}`;
  const answer = await call('POST', form.dataset.uploads, { 'Upload-Length': file.size, 'Upload-Metadata': metadata });
  if (!answer.ok) throw new Refused(await answer.text());
  return answer.headers.get('Location');
}

async function offsetOf(url) {
  return Number((await call('HEAD', url, {})).headers.get('Upload-Offset'));
}

function piece(url, file, offset) {
  const headers = { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' };
  return call('PATCH', url, headers, file.slice(offset, offset + PIECE));
}

function call(method, url, headers, body) {
  return fetch(url, {
    method,
    body,
    headers: { 'Tus-Resumable': '1.0.0', 'X-CSRF-Token': form.dataset.csrf, ...headers },
  });
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
