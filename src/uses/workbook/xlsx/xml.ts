/** What XML cannot hold at all. */
const refused =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML. `_x0041_` is how spreadsheets write a letter by its number, so an underscore before one is written so. */
export const escapeXml = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    .replace(refused, '')
    .replace(/[&<>"]/g, (letter) => entities[letter] as string)

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text from XML, the other way round. */
export const plainText = (xml: string): string =>
  xml
    .replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name: string) => {
      if (!name.startsWith('#')) return named[name] ?? whole
      const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

/** An element: its name without prefix, its attributes, and what stands in it. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const tags =
  /<(?:!--[\s\S]*?--|\?[\s\S]*?\?|!\[CDATA\[([\s\S]*?)\]\]|![^>]*|(\/?)([^\s>/]+)((?:"[^"]*"|'[^']*'|[^>"'])*))>/g
const pairs = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Reads XML as far as spreadsheets use it; entities that a file declares itself are not followed. */
export const readXml = (xml: string): Element => {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open: Element[] = [root]
  let from = 0
  for (const match of xml.matchAll(tags)) {
    const current = open[open.length - 1] as Element
    const [whole, data, closing, name, rest = ''] = match
    current.text += plainText(xml.slice(from, match.index)) + (data ?? '')
    from = match.index + whole.length
    if (name === undefined) continue
    if (closing) {
      if (open.length > 1) open.pop()
      continue
    }
    const attributes = [...rest.matchAll(pairs)].map(([, key = '', a, b]) => [local(key), plainText(a ?? b ?? '')])
    const element: Element = { name: local(name), attributes: Object.fromEntries(attributes), children: [], text: '' }
    current.children.push(element)
    if (!rest.trimEnd().endsWith('/')) open.push(element)
  }
  return root
}

/** The elements of a name, at any depth. */
export const find = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => (child.name === name ? [child, ...find(child, name)] : find(child, name)))
