// Asks the browser for a passkey; its answer goes with the form, as everything else does.
const part = document.getElementById('passkey');
const told = document.getElementById('passkey-told');
const button = document.getElementById('use-passkey');

if (window.PublicKeyCredential) part.hidden = false;

button.addEventListener('click', async () => {
  told.textContent = '';
  button.disabled = true;
  try {
    await prove();
  } catch {
    told.textContent = told.dataset.failed;
  } finally {
    button.disabled = false;
  }
});

async function prove() {
  const { act, ask } = part.dataset;
  const form = part.closest('form');
  const csrf = form.elements.csrf?.value ?? '';
  const asked = await fetch(ask, { method: 'POST', body: new URLSearchParams({ csrf, intent: act }) });
  if (!asked.ok || !asked.headers.get('content-type')?.includes('json')) {
    told.textContent = asked.status === 403 ? told.dataset.late : told.dataset.failed;
    return;
  }
  const options = await asked.json();
  const credential = await (act === 'make'
    ? navigator.credentials.create({ publicKey: creation(options) })
    : navigator.credentials.get({ publicKey: request(options) }));
  form.elements.challenge.value = options.challenge;
  form.elements.passkey.value = JSON.stringify(written(credential));
  form.submit();
}

function creation(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map(known),
  };
}

function request(options) {
  return {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map(known),
  };
}

function known(key) {
  return { ...key, id: bytes(key.id) };
}

function written({ id, rawId, type, response }) {
  const said = { clientDataJSON: text(response.clientDataJSON) };
  if (response.attestationObject) {
    said.attestationObject = text(response.attestationObject);
    said.transports = response.getTransports?.() ?? [];
  } else {
    said.authenticatorData = text(response.authenticatorData);
    said.signature = text(response.signature);
    if (response.userHandle) said.userHandle = text(response.userHandle);
  }
  return { id, rawId: text(rawId), type, response: said, clientExtensionResults: {} };
}

function bytes(base64url) {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
}

function text(buffer) {
  const binary = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
