import { escapeHtml } from '../../uses/exact'

/** Markup that is ready. Plain strings become markup only through `el`, which escapes them. */
export class Html {
  constructor(readonly text: string) {}
}

export type Child = Html | string | undefined | readonly Child[]
export type Attributes = Readonly<Record<string, string | number | undefined>>

const empty = new Set(['meta', 'col', 'br'])

// HTML has no place for control characters; a lone half of a surrogate pair is no text at all
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu

const escaped = (text: string): string => escapeHtml(text.replace(forbidden, '\ufffd'))

const inner = (child: Child): string => {
  if (child === undefined) return ''
  if (child instanceof Html) return child.text
  return typeof child === 'string' ? escaped(child) : child.map(inner).join('')
}

/** An element. Text and attributes are escaped; an attribute that is undefined is left out. */
export const el = (name: string, attributes: Attributes = {}, ...children: Child[]): Html => {
  const given = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const start = `<${name}${given.join('')}`
  // closed in the manner of XML, so that a strict parser reads the page too
  return new Html(empty.has(name) ? `${start} />` : `${start}>${children.map(inner).join('')}</${name}>`)
}

/** The id of an element: different texts keep different ids. */
export const idOf = (kind: string, text: string | number): string =>
  `${kind}-${String(text).replace(forbidden, '\ufffd').replace(/\s/g, '_')}`

/** A link to an element of this page. */
export const linkTo = (id: string, ...children: Child[]): Html =>
  el('a', { href: `#${encodeURIComponent(id)}` }, ...children)

/** A link out of the page, where the address is one of the web; else the text alone. */
export const link = (text: Child, url: string | undefined): Html =>
  url && /^https?:\/\/[^\s]+$/i.test(url)
    ? el('a', { href: url, rel: 'noopener noreferrer' }, text)
    : el('span', {}, text)
