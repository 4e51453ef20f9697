// Turns the parsed little Markdown into escaped HTML (the card renderer wants a string) or straight into elements.
import { own } from '../../domain/lookup.ts';
import { type Child, el } from './elements.ts';
import type { Block, Inline } from './markdown.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => own(escapes, letter) ?? letter);

const inlineHtml = (nodes: readonly Inline[]): string =>
  nodes
    .map((node) => {
      if (node.kind === 'text') return escapeHtml(node.text);
      if (node.kind === 'at') return `<span class="mention">${escapeHtml(node.name)}</span>`;
      if (node.kind === 'link')
        return `<a href="${escapeHtml(node.href)}" rel="noopener noreferrer" target="_blank">${inlineHtml(node.inner)}</a>`;
      return `<${node.kind}>${inlineHtml(node.inner)}</${node.kind}>`;
    })
    .join('');

/** HTML in which nothing but our own few tags can occur: every character of the text is escaped. */
export function toHtml(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === 'paragraph') return `<p>${block.lines.map(inlineHtml).join('<br>')}</p>`;
      const items = block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('');
      return block.ordered ? `<ol start="${block.start}">${items}</ol>` : `<ul>${items}</ul>`;
    })
    .join('');
}

const inlineElements = (nodes: readonly Inline[]): Child[] =>
  nodes.map((node) => {
    if (node.kind === 'text') return node.text;
    if (node.kind === 'at') return el('span', { class: 'mention' }, node.name);
    if (node.kind === 'link') {
      return el('a', { href: node.href, rel: 'noopener noreferrer', target: '_blank' }, ...inlineElements(node.inner));
    }
    return el(node.kind, {}, ...inlineElements(node.inner));
  });

/** The same as elements, for messages: no string becomes HTML on the way. */
export function toElements(blocks: readonly Block[]): HTMLElement[] {
  return blocks.map((block) => {
    if (block.kind === 'list') {
      const items = block.items.map((item) => el('li', {}, ...inlineElements(item)));
      return block.ordered ? el('ol', { start: block.start }, ...items) : el('ul', {}, ...items);
    }
    const lines = block.lines.flatMap((line, index): Child[] => [index > 0 ? el('br') : undefined, ...inlineElements(line)]);
    return el('p', {}, ...lines);
  });
}
