import { escapeHtml } from '../../core/escape'

// XML has no place for control characters and halves of surrogate pairs
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu

/** Text as text of HTML, XML or an attribute. */
export const escapeXml = (text: string): string => escapeHtml(text.replace(forbidden, '\ufffd'))

/** Text as text of Markdown: no letter of it is markup, a link, a table's border or HTML. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(forbidden, '\ufffd')
    .replace(/\s+/g, ' ')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]|~$#!>]/g, (letter) => `\\${letter}`)
    .replace(/^(\d+)([.)])(?=\s|$)|^([-+=])/, (_, digits?: string, dot?: string, bar?: string) =>
      bar ? `\\${bar}` : `${digits}\\${dot}`,
    )
    // an address would become a link by itself
    .replace(/\b(https?|ftp):\/\//g, '$1:&#47;&#47;')
