/** An element as the strict reader below sees it. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly path: readonly string[]
  text: string
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' }

const plain = (text: string): string => {
  const stray = text.replace(/&(amp|lt|gt|quot);/g, '').match(/[&<]/)
  if (stray) throw new Error(`"${stray[0]}" is not escaped in: ${text.slice(0, 80)}`)
  return text.replace(/&\w+;/g, (entity) => entities[entity] as string)
}

const attributesOf = (text: string): Record<string, string> => {
  const found: Record<string, string> = {}
  const rest = text.replace(/\s+([A-Za-z][\w:-]*)="([^"<]*)"/g, (_, name: string, value: string) => {
    if (name in found) throw new Error(`attribute ${name} stands twice`)
    found[name] = plain(value)
    return ''
  })
  if (rest.trim() !== '') throw new Error(`not an attribute: ${rest}`)
  return found
}

/**
 * Reads markup as strictly as XML: every element is closed in its place, every attribute quoted and given once, every
 * `<` and `&` in text escaped. Throws where it is not so.
 */
export const readMarkup = (page: string): Element[] => {
  const body = page.replace(/^<!DOCTYPE html>\n/, '')
  const elements: Element[] = []
  const open: Element[] = []
  const token = /<style>([^<]*)<\/style>|<(\/?)([A-Za-z][\w-]*)((?:[^<>"]|"[^"]*")*?)(\/?)>|([^<]+)/y
  let at = 0
  while (at < body.length) {
    token.lastIndex = at
    const found = token.exec(body)
    if (!found) throw new Error(`not markup: ${body.slice(at, at + 80)}`)
    at = token.lastIndex
    const [, style, closing, name, attributes = '', alone, text] = found
    if (style !== undefined) continue
    if (text !== undefined) {
      for (const element of open) element.text += plain(text)
    } else if (closing) {
      const last = open.pop()
      if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name}>`)
    } else {
      const element = {
        name: name as string,
        attributes: attributesOf(attributes),
        path: open.map((each) => each.name),
        text: '',
      }
      elements.push(element)
      if (!alone) open.push(element)
    }
  }
  if (open.length > 0) throw new Error(`<${open.at(-1)?.name}> is not closed`)
  return elements
}
