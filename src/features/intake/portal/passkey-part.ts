import { type Html, html, type Piece } from '#platform/html/html.ts';
import { HOME, type Visit, words } from './frame.ts';
import { SIGN_IN_WORDS } from './sign-in-words.ts';

/** What the browser is asked for: any passkey, one's own once more, or a new one. */
type PasskeyAct = 'sign-in' | 'step-up' | 'make';

/** The part of a form that a passkey fills in. Hidden until its script finds that this browser has passkeys. */
export function passkeyPart({ view }: Visit, act: PasskeyAct, fields: Piece = null): Html {
  const word = words(view, SIGN_IN_WORDS);
  return html`<div id="passkey" hidden data-act="${act}" data-ask="${HOME}/${act === 'make' ? 'passkey-options' : 'passkey-challenge'}">
<input type="hidden" name="challenge" value=""><input type="hidden" name="passkey" value="">
${fields}<div class="acts"><button type="button" id="use-passkey">${word(act === 'make' ? 'addPasskey' : 'usePasskey')}</button></div>
<p class="wrong" id="passkey-told" role="alert" data-failed="${word(act === 'make' ? 'passkeyNotMade' : 'passkeyFailed')}" data-late="${word('passkeyLate')}"></p></div>`;
}
