import { type Cached, columnName, placeOf, type Sheet, type SheetCell, type Workbook } from './sheet'
import { isWrapped, styleIndex, stylesXml } from './styles'
import { escapeXml } from './xml'
import { pack } from './zip'

const header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const cachedXml = (cached: Cached | undefined): readonly [type: string, value: string] => {
  if (!cached) return ['', '']
  if (cached.type === 'truth') return [' t="b"', `<v>${cached.value ? 1 : 0}</v>`]
  const type = { number: '', text: ' t="str"', error: ' t="e"' }[cached.type]
  return [type, `<v>${escapeXml(cached.text)}</v>`]
}

const cellXml = (address: string, cell: SheetCell): string => {
  const open = `<c r="${address}" s="${styleIndex(cell.style)}"`
  if (cell.formula !== undefined) {
    const [type, value] = cachedXml(cell.cached)
    return `${open}${type}><f>${escapeXml(cell.formula)}</f>${value}</c>`
  }
  if (cell.number !== undefined) return `${open}><v>${escapeXml(cell.number)}</v></c>`
  // a text is never anything else, whatever it begins with
  if (cell.text !== undefined)
    return `${open} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`
  return `${open}/>`
}

/** About how many lines a text takes in a column; a row is not made higher than a dozen. */
const linesIn = (text = '', width = 14): number =>
  Math.min(12, Math.ceil((text.length * 1.12) / Math.max(4, width - 2)))

const rowsXml = (sheet: Sheet): string => {
  const rows = new Map<number, [column: number, xml: string][]>()
  const lines = new Map<number, number>()
  for (const [address, cell] of sheet.cells) {
    const [row, column] = placeOf(address)
    const list = rows.get(row) ?? []
    list.push([column, cellXml(address, cell)])
    rows.set(row, list)
    if (isWrapped(cell.style))
      lines.set(row, Math.max(lines.get(row) ?? 1, linesIn(cell.text, sheet.widths[column - 1])))
  }
  return [...rows]
    .sort(([a], [b]) => a - b)
    .map(([row, cells]) => {
      const ordered = cells.sort(([a], [b]) => a - b).map(([, xml]) => xml)
      const count = lines.get(row) ?? 1
      const height = count > 1 ? ` ht="${count * 13 + 3}" customHeight="1"` : ''
      return `<row r="${row}"${height}>${ordered.join('')}</row>`
    })
    .join('')
}

const viewXml = ({ frozen: [rows, columns] }: Sheet, first: boolean): string => {
  const corner = `${columnName(columns + 1)}${rows + 1}`
  const split = [columns > 0 ? ` xSplit="${columns}"` : '', rows > 0 ? ` ySplit="${rows}"` : ''].join('')
  const pane = rows > 0 && columns > 0 ? 'bottomRight' : rows > 0 ? 'bottomLeft' : 'topRight'
  const inner = split ? `<pane${split} topLeftCell="${corner}" activePane="${pane}" state="frozen"/>` : ''
  return `<sheetViews><sheetView showGridLines="0"${first ? ' tabSelected="1"' : ''} workbookViewId="0">${inner}</sheetView></sheetViews>`
}

const widthsXml = ({ widths }: Sheet): string => {
  if (widths.length === 0) return ''
  const each = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
  return `<cols>${each.join('')}<col min="${widths.length + 1}" max="16384" width="18" customWidth="1"/></cols>`
}

const validationsXml = ({ validations }: Sheet): string => {
  if (validations.length === 0) return ''
  const each = validations.map(({ cells, formula, choices, message }) => {
    const type = choices ? 'list' : 'custom'
    const rule = choices ? `"${choices.join(',')}"` : (formula as string)
    return `<dataValidation type="${type}" allowBlank="1" showErrorMessage="1" error="${escapeXml(message.slice(0, 250))}" sqref="${cells}"><formula1>${escapeXml(rule)}</formula1></dataValidation>`
  })
  return `<dataValidations count="${each.length}">${each.join('')}</dataValidations>`
}

const statusesXml = ({ statuses }: Sheet): string =>
  statuses
    .map((range, at) => {
      const [first = ''] = range.split(':')
      const rule = (text: string, style: number, more: number): string =>
        `<cfRule type="cellIs" dxfId="${style}" priority="${at * 2 + more}" operator="equal"><formula>"${text}"</formula></cfRule>`
      return first === ''
        ? ''
        : `<conditionalFormatting sqref="${range}">${rule('OK', 0, 1)}${rule('FAILED', 1, 2)}</conditionalFormatting>`
    })
    .join('')

const lastColumn = ({ cells }: Sheet): number =>
  [...cells.keys()].reduce((last, address) => Math.max(last, placeOf(address)[1]), 1)

const sheetXml = (sheet: Sheet, first: boolean): string => {
  const merged = sheet.merged.map((range) => `<mergeCell ref="${range}"/>`)
  return [
    header,
    `<worksheet xmlns="${main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    viewXml(sheet, first),
    '<sheetFormatPr defaultRowHeight="15"/>',
    widthsXml(sheet),
    `<sheetData>${rowsXml(sheet)}</sheetData>`,
    '<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>',
    merged.length > 0 ? `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>` : '',
    statusesXml(sheet),
    validationsXml(sheet),
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
    // a long series is printed over several pages side by side, so that it stays readable
    `<pageSetup paperSize="9" orientation="landscape" fitToWidth="${Math.ceil(lastColumn(sheet) / 18)}" fitToHeight="0"/>`,
    '</worksheet>',
  ].join('')
}

const workbookXml = ({ sheets, names }: Workbook): string => {
  const list = sheets.map(
    ({ name, hidden }, at) =>
      `<sheet name="${escapeXml(name)}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
  )
  const defined = [...names].map(([name, range]) => `<definedName name="${name}">${escapeXml(range)}</definedName>`)
  return [
    header,
    `<workbook xmlns="${main}" xmlns:r="${relations}"><workbookProtection lockStructure="1"/>`,
    `<bookViews><workbookView/></bookViews><sheets>${list.join('')}</sheets>`,
    `<definedNames>${defined.join('')}</definedNames><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`,
  ].join('')
}

const relationsXml = (list: readonly (readonly [type: string, target: string])[]): string => {
  const each = list.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${relations}/${type}" Target="${target}"/>`,
  )
  return `${header}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`
}

const contentTypes = (sheets: number): string => {
  const base = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  const part = (name: string, type: string): string =>
    `<Override PartName="/xl/${name}" ContentType="${base}.${type}+xml"/>`
  return [
    `${header}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    ...Array.from({ length: sheets }, (_, at) => part(`worksheets/sheet${at + 1}.xml`, 'worksheet')),
    '</Types>',
  ].join('')
}

/** The bytes of an .xlsx file (ECMA-376, transitional). */
export const writeXlsx = (workbook: Workbook): Promise<Uint8Array> => {
  const { sheets } = workbook
  return pack({
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relationsXml([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(workbook),
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, at) => ['worksheet', `worksheets/sheet${at + 1}.xml`] as const),
      ['styles', 'styles.xml'],
    ]),
    'xl/styles.xml': header + stylesXml(),
    ...Object.fromEntries(sheets.map((sheet, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheet, at === 0)])),
  })
}
