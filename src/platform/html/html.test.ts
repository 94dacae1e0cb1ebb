import { describe, expect, it } from 'vitest';
import { flag, html } from './html.ts';

// Proved here: nothing that came from elsewhere becomes markup. Alone: npx vitest run --project unit src/platform/html/html.test.ts

describe('a written page', () => {
  it('escapes words in text and in attributes', () => {
    const words = `"><script>alert('x')</script>&`;
    const page = html`<p title="${words}">${words}</p>`.text;
    const safe = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;';
    expect(page).toBe(`<p title="${safe}">${safe}</p>`);
  });

  it('takes pieces and lists of pieces as they are, and words among them escaped', () => {
    const lines = ['<one>', html`<b>${'two'}</b>`, null, [false as const, 3]];
    expect(html`<ul>${lines}</ul>`.text).toBe('<ul>&lt;one&gt;<b>two</b>3</ul>');
  });

  it('writes an attribute without a value only where it is set', () => {
    expect(html`<input${flag('checked', true)}${flag('required', false)}>`.text).toBe('<input checked>');
  });
});
