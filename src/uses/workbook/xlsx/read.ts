import { fail } from '../../../core/errors'
import { addressOf, type Cached, columnName, placeOf } from './sheet'
import { type Element, find, readXml } from './xml'
import { unpack } from './zip'

/** A cell as it stands in a file. */
export interface ReadCell {
  readonly formula?: string
  readonly value?: Cached
}

/** A workbook as it stands in a file. */
export interface ReadBook {
  /** The cells of each sheet by address; cells with nothing in them are left out. */
  readonly sheets: ReadonlyMap<string, ReadonlyMap<string, ReadCell>>
  readonly names: ReadonlyMap<string, string>
}

const child = (element: Element, name: string): Element | undefined =>
  element.children.find((each) => each.name === name)

/** The text of an item, its phonetic guide left out. */
const textOf = (element: Element): string =>
  element.children.map((each) => (each.name === 't' ? each.text : each.name === 'r' ? textOf(each) : '')).join('')

/** Strings, addresses and names of a formula: only addresses move with a shared formula. */
const parts =
  /"(?:[^"]|"")*"|'(?:[^']|'')*'!|[A-Za-z_\\][\w.\\]*\(|(?<![\w.$])(\$?)([A-Z]{1,3})(\$?)(\d+)(?![\w.(])|[A-Za-z_\\][\w.\\]*/g

/** A shared formula as it reads some rows and columns further. */
const moved = (formula: string, rows: number, columns: number): string =>
  formula.replace(parts, (whole, fixed?: string, letters?: string, fixedRow?: string, digits?: string) => {
    if (letters === undefined || digits === undefined) return whole
    const [row, column] = placeOf(`${letters}${digits}`)
    const name = fixed ? letters : columnName(column + columns)
    return `${fixed}${name}${fixedRow}${fixedRow ? row : row + rows}`
  })

interface Shared {
  readonly formula: string
  readonly at: readonly [number, number]
}

const formulaOf = (cell: Element, address: string, shared: Map<string, Shared>): string | undefined => {
  const element = child(cell, 'f')
  if (!element) return undefined
  const { t, si = '' } = element.attributes
  if (t !== 'shared') return element.text
  if (element.text !== '') {
    shared.set(si, { formula: element.text, at: placeOf(address) })
    return element.text
  }
  const known = shared.get(si)
  if (!known) return ''
  const [row, column] = placeOf(address)
  return moved(known.formula, row - known.at[0], column - known.at[1])
}

const readValue = (cell: Element, strings: readonly string[]): Cached | undefined => {
  const text = child(cell, 'v')?.text ?? ''
  const { t } = cell.attributes
  if (t === 'inlineStr') return { type: 'text', text: textOf(child(cell, 'is') ?? cell) }
  if (text === '' && t !== 'str') return undefined
  if (t === 's') return { type: 'text', text: strings[Number(text)] ?? '' }
  if (t === 'str') return { type: 'text', text }
  if (t === 'b') return { type: 'truth', value: text === '1' }
  return { type: t === 'e' ? 'error' : 'number', text }
}

const readSheet = (xml: string, strings: readonly string[]): Map<string, ReadCell> => {
  const cells = new Map<string, ReadCell>()
  const shared = new Map<string, Shared>()
  for (const [row, element] of find(readXml(xml), 'row').entries()) {
    for (const [column, cell] of element.children.entries()) {
      if (cell.name !== 'c') continue
      const address = cell.attributes.r ?? addressOf(Number(element.attributes.r ?? row + 1), column + 1)
      const [formula, value] = [formulaOf(cell, address, shared), readValue(cell, strings)]
      if (formula === undefined && value === undefined) continue
      cells.set(address, { ...(formula === undefined ? {} : { formula }), ...(value ? { value } : {}) })
    }
  }
  return cells
}

/** Reads the cells and names of an .xlsx file, whoever wrote it last. Throws `file.format` for anything else. */
export const readXlsx = async (bytes: Uint8Array): Promise<ReadBook> => {
  const files = await unpack(bytes)
  const book = files['xl/workbook.xml']
  if (book === undefined) return fail('file.format', 'This is not an .xlsx workbook', { hint: 'Save it as .xlsx.' })
  const targets = new Map(
    find(readXml(files['xl/_rels/workbook.xml.rels'] ?? ''), 'Relationship').map(({ attributes }) => [
      attributes.Id,
      (attributes.Target ?? '').replace(/^\/?(xl\/)?/, 'xl/'),
    ]),
  )
  const strings = find(readXml(files['xl/sharedStrings.xml'] ?? ''), 'si').map(textOf)
  const root = readXml(book)
  const sheets = find(root, 'sheet').map(({ attributes }) => {
    const xml = files[targets.get(attributes.id) ?? '']
    return [attributes.name ?? '', xml === undefined ? new Map<string, ReadCell>() : readSheet(xml, strings)] as const
  })
  const names = find(root, 'definedName').map(({ attributes, text }) => [attributes.name ?? '', text] as const)
  return { sheets: new Map(sheets), names: new Map(names) }
}
