import DOMPurify from 'dompurify';
import { Marked, type TokenizerAndRendererExtension, type Tokens } from 'marked';
import { useMemo } from 'preact/hooks';

/** `@name` stands out, as in Rocket.Chat. */
const mention: TokenizerAndRendererExtension = {
  name: 'mention',
  level: 'inline',
  start: (text) => text.match(/(?<![\w@/.])@\w/)?.index,
  tokenizer(text) {
    const [raw] = /^@[\w-]+(?:\.[\w-]+)*/.exec(text) ?? [];
    return raw ? { type: 'mention', raw } : undefined;
  },
  renderer: ({ raw }) => `<span class="mention">${escapeHtml(raw)}</span>`,
};

const marked = new Marked({
  gfm: true,
  breaks: true,
  extensions: [mention],
  // HTML in a message is text, as in Rocket.Chat; what marked itself writes is sanitised all the same.
  renderer: { html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text) },
});

const purify = DOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
});

export function Markdown({ text }: { text: string }) {
  const html = useMemo(() => render(text), [text]);
  return <div class="markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** No pictures and no styles: what a stranger writes makes this page fetch nothing. */
function render(text: string): string {
  const html = marked.parse(text, { async: false });
  return purify.sanitize(html, { FORBID_TAGS: ['img', 'style', 'form', 'input', 'svg'], FORBID_ATTR: ['style'] });
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
