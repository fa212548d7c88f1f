/** How a cell looks, and whether a person may change it. */
interface Style {
  readonly font?: keyof typeof fonts
  readonly fill?: keyof typeof fills
  readonly border?: boolean
  readonly align?: 'left' | 'center' | 'right'
  readonly wrap?: boolean
  /** A person may write here. */
  readonly open?: boolean
  /** Always a text, however it begins and whoever edits it. */
  readonly asText?: boolean
}

const fonts = {
  plain: '<sz val="10"/><color rgb="FF1F2933"/><name val="Arial"/><family val="2"/>',
  bold: '<b/><sz val="10"/><color rgb="FF1F2933"/><name val="Arial"/><family val="2"/>',
  title: '<b/><sz val="15"/><color rgb="FF14425A"/><name val="Arial"/><family val="2"/>',
  head: '<b/><sz val="10"/><color rgb="FFFFFFFF"/><name val="Arial"/><family val="2"/>',
  quiet: '<sz val="9"/><color rgb="FF66727F"/><name val="Arial"/><family val="2"/>',
} as const

/** Yellow is monitored, orange a choice or a figure of one's own, grey is looked up, white is calculated. */
const fills = {
  head: 'FF14425A',
  section: 'FFD5E4EC',
  label: 'FFF0F4F7',
  monitored: 'FFFFF6BF',
  optional: 'FFFCE4CC',
  factor: 'FFE6E8EA',
  result: 'FFDDF0DF',
} as const

const plain = { wrap: true } as const

const styles = {
  plain: { asText: true },
  title: { font: 'title', asText: true },
  quiet: { font: 'quiet' },
  note: { font: 'quiet', wrap: true },
  bold: { font: 'bold' },
  text: { ...plain, border: true, asText: true },
  small: { ...plain, font: 'quiet', border: true, asText: true },
  head: { ...plain, font: 'head', fill: 'head', border: true },
  section: { font: 'bold', fill: 'section' },
  step: { ...plain, font: 'bold', border: true, asText: true },
  label: { fill: 'label', border: true, align: 'left', asText: true },
  across: { font: 'bold', fill: 'label', border: true, align: 'right', asText: true },
  monitored: { fill: 'monitored', border: true, align: 'right', open: true },
  optional: { fill: 'optional', border: true, align: 'right', open: true },
  remark: { ...plain, fill: 'optional', border: true, open: true, asText: true },
  factor: { fill: 'factor', border: true, align: 'right' },
  value: { border: true, align: 'right' },
  result: { font: 'bold', fill: 'result', border: true, align: 'right' },
  status: { font: 'bold', border: true, align: 'center' },
} as const satisfies Readonly<Record<string, Style>>

export type StyleName = keyof typeof styles

const order = Object.keys(styles) as StyleName[]

/** The number of a style in the file. */
export const styleIndex = (name: StyleName): number => order.indexOf(name)

/** Whether a text goes on in further lines of its cell. */
export const isWrapped = (name: StyleName): boolean => (styles[name] as Style).wrap === true

const side = '<color rgb="FFC5CED6"/>'
const lined = ['left', 'right', 'top', 'bottom'].map((name) => `<${name} style="thin">${side}</${name}>`).join('')

const format = (style: Style): string => {
  const font = Object.keys(fonts).indexOf(style.font ?? 'plain')
  // the first two fills are fixed by the format
  const fill = style.fill ? Object.keys(fills).indexOf(style.fill) + 2 : 0
  const indent = style.border && style.align !== 'center' ? ' indent="1"' : ''
  const align = style.border ? ` horizontal="${style.align ?? 'left'}"${indent}` : ''
  const inner = `<alignment vertical="center"${align}${style.wrap ? ' wrapText="1"' : ''}/><protection locked="${style.open ? 0 : 1}"/>`
  const quote = style.asText ? ' quotePrefix="1"' : ''
  const applied = 'applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"'
  return `<xf numFmtId="0" fontId="${font}" fillId="${fill}" borderId="${style.border ? 1 : 0}" xfId="0"${quote} ${applied}>${inner}</xf>`
}

const counted = (tag: string, each: readonly string[]): string =>
  `<${tag} count="${each.length}">${each.join('')}</${tag}>`

const solid = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/><bgColor indexed="64"/></patternFill></fill>`

const marked = (font: string, fill: string): string =>
  `<dxf><font><color rgb="${font}"/></font><fill><patternFill><bgColor rgb="${fill}"/></patternFill></fill></dxf>`

/** The part of the file that says how cells look. */
export const stylesXml = (): string =>
  [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    counted(
      'fonts',
      Object.values(fonts).map((font) => `<font>${font}</font>`),
    ),
    counted('fills', [
      '<fill><patternFill patternType="none"/></fill>',
      '<fill><patternFill patternType="gray125"/></fill>',
      ...Object.values(fills).map(solid),
    ]),
    counted('borders', [
      '<border><left/><right/><top/><bottom/><diagonal/></border>',
      `<border>${lined}<diagonal/></border>`,
    ]),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    counted('cellXfs', Object.values(styles).map(format)),
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    counted('dxfs', [marked('FF1B6B2F', 'FFDDF0DF'), marked('FFA61B1B', 'FFFBD9D7')]),
    '</styleSheet>',
  ].join('')
