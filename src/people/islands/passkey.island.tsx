/**
 * Asks the device for a passkey when a marked form is sent: fetches what it shall sign, puts its answer into the form's
 * field and sends it on. Without script the form stays hidden, and the page offers the other ways.
 */
type Json = Record<string, unknown>;

const bytes = (text: unknown): ArrayBuffer => {
  const raw = atob(String(text).replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0)).buffer;
};
const text = (buffer: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
const named = (list: unknown): PublicKeyCredentialDescriptor[] =>
  ((list ?? []) as Json[]).map((one) => ({ ...one, type: 'public-key', id: bytes(one.id) }));

/** Browsers of before 2024 have no `parse…FromJSON`. */
function creation(options: Json): PublicKeyCredentialCreationOptions {
  const user = options.user as Json;
  return {
    ...(options as unknown as PublicKeyCredentialCreationOptions),
    challenge: bytes(options.challenge),
    user: { ...(user as unknown as PublicKeyCredentialUserEntity), id: bytes(user.id) },
    excludeCredentials: named(options.excludeCredentials),
  };
}

function request(options: Json): PublicKeyCredentialRequestOptions {
  return {
    ...(options as unknown as PublicKeyCredentialRequestOptions),
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
  };
}

function answer(credential: PublicKeyCredential): Json {
  const response: Json = { clientDataJSON: text(credential.response.clientDataJSON) };
  if (credential.response instanceof AuthenticatorAttestationResponse) {
    response.attestationObject = text(credential.response.attestationObject);
    response.transports = credential.response.getTransports?.() ?? [];
  } else {
    const given = credential.response as AuthenticatorAssertionResponse;
    response.authenticatorData = text(given.authenticatorData);
    response.signature = text(given.signature);
    if (given.userHandle) response.userHandle = text(given.userHandle);
  }
  const { id, rawId, type } = credential;
  return { id, rawId: text(rawId), type, response, clientExtensionResults: {} };
}

async function ask(box: HTMLElement): Promise<string> {
  const { passkey: kind, act = '' } = box.dataset;
  const asked = await fetch(location.href, { method: 'POST', body: new URLSearchParams({ act }) });
  const options = (await asked.json()) as Json;
  const credential =
    kind === 'create'
      ? await navigator.credentials.create({ publicKey: creation(options) })
      : await navigator.credentials.get({ publicKey: request(options) });
  return JSON.stringify(answer(credential as PublicKeyCredential));
}

for (const box of document.querySelectorAll<HTMLElement>('[data-passkey]')) {
  const form = box.querySelector('form');
  const field = form?.querySelector<HTMLInputElement>('input[name="credential"]');
  const status = box.querySelector<HTMLElement>('[role="status"]');
  if (!window.PublicKeyCredential || !form || !field || !status) continue;
  box.hidden = false;
  let busy = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    status.textContent = '';
    try {
      field.value = await ask(box);
      form.submit();
    } catch {
      // Given up by the person, no passkey here, or no answer: one sentence that says what to do.
      status.textContent = box.dataset.failed ?? '';
    }
    busy = false;
  });
}
