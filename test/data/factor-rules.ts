import { documentsOf, rowsOf, sourceOf } from '../../scripts/factors-data.mjs'
import { nearest } from '../../src/core/nearest'
import { canonicalUnit, parseUnit } from '../../src/core/quantity'
import { isKnownRegion } from '../../src/data/factors'
import { parsePeriod } from '../../src/data/periods'

// What a table of factors must hold, and what makes a figure of it suspicious. A rule takes figures and gives findings; it
// knows no exceptions: those stand in factor-exceptions.csv and factor-families.csv, each with its reason.

/** One figure of a table, whatever the columns of its file are called. */
export interface Figure {
  readonly source: string
  readonly table: string
  /** The file and the line. */
  readonly at: string
  readonly id: string
  readonly parameter: string
  readonly value: string
  /** Empty where the value is a word. */
  readonly unit: string
  readonly lower: string
  readonly upper: string
  readonly bounds: string
  readonly selectors: Readonly<Record<string, string>>
  readonly region: string
  readonly validFrom: string
  readonly validTo: string
  readonly locator: string
  readonly status: string
  readonly title: string
  readonly notes: string
}

/** What a rule found: which figure or group of figures, its value, and why. */
export interface Finding {
  readonly rule: string
  readonly id: string
  readonly value: string
  readonly text: string
}

type Cells = Readonly<Record<string, string>>

/** The columns that every table has, in this order; those of what a row is for stand between `bounds` and `region`. */
const head = ['id', 'parameter', 'value', 'unit', 'lower', 'upper', 'bounds']
const tail = ['region', 'validFrom', 'validTo', 'locator', 'status', 'title', 'notes']
const columnsOfKind: Readonly<Record<string, readonly string[]>> = {
  gwp: ['set', 'gas', 'value', 'horizon', 'document', 'locator', 'status', 'notes'],
  'gwp-horizons': ['set', 'gas', 'value', 'horizon', 'document', 'locator', 'status', 'notes'],
  blends: ['blend', 'component', 'share', 'unit', 'locator', 'status', 'notes'],
}
/** All else says what a row is for. */
const plain = [...head, ...tail, 'table', 'at']

const asFigure = (source: string, row: Cells): Figure => {
  const text = (column: string): string => row[column] ?? ''
  const common = {
    source,
    table: text('table'),
    at: text('at'),
    id: text('id'),
    lower: text('lower'),
    upper: text('upper'),
    bounds: text('bounds'),
    region: text('region'),
    validFrom: text('validFrom'),
    validTo: text('validTo'),
    locator: text('locator'),
    status: text('status'),
    title: text('title'),
    notes: text('notes'),
  }
  if ('set' in row) {
    const metric = text('set').includes('GTP') ? 'GTP' : 'GWP'
    const selectors = { gas: text('gas'), activity: `${text('horizon')} years`, set: text('set') }
    return { ...common, parameter: metric, value: text('value'), unit: '1', selectors }
  }
  if ('blend' in row) {
    const selectors = { material: text('blend'), component: text('component') }
    return { ...common, parameter: 'share', value: text('value'), unit: text('unit'), selectors }
  }
  const selectors = Object.fromEntries(Object.entries(row).filter(([column, cell]) => cell && !plain.includes(column)))
  return { ...common, parameter: text('parameter'), value: text('value'), unit: text('unit'), selectors }
}

/** The figures of a source as they stand in its files. */
export const figuresOf = (source: string): Figure[] => rowsOf(source).map((row) => asFigure(source, row))

const groups = <T>(list: readonly T[], keyOf: (each: T) => string): T[][] => {
  const found = new Map<string, T[]>()
  for (const each of list) {
    const key = keyOf(each)
    const group = found.get(key)
    if (group) group.push(each)
    else found.set(key, [each])
  }
  return [...found.values()]
}

/** Sets of GWP and blends are known by what they are of. */
const hasOwnId = ({ source }: Figure): boolean => !['gwp', 'gwp-horizons', 'blends'].includes(source)

const isNumber = (text: string): boolean => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)
const isDay = (text: string): boolean => {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) && parsePeriod(`${text}/${text}`).start === text
  } catch {
    return false
  }
}
const size = (text: string): number => Math.abs(Number(text))
const decimals = (text: string): number => /\.(\d+)/.exec(text)?.[1]?.length ?? 0

const units = new Map<string, { readonly canonical: string; readonly scale: number } | undefined>()
/** The unit that figures in a unit are converted to before they are compared, and by what; substance and basis stay. */
const unitOf = (text: string) => {
  if (!units.has(text)) {
    try {
      const { parts, scale } = parseUnit(text)
      const { above, below } = scale
      units.set(text, { canonical: canonicalUnit(parts).text, scale: above.dividedBy(below).toNumber() })
    } catch {
      units.set(text, undefined)
    }
  }
  return units.get(text)
}
const canonicalText = (unit: string): string => unitOf(unit)?.canonical ?? unit
const converted = ({ value, unit }: Figure): number => Number(value) * (unitOf(unit)?.scale ?? 1)

// ---- schema

/** source.json: what a reader needs in order to find the document, and to know what may be done with it. */
export const checkDocument = (each: Readonly<Record<string, unknown>> & { readonly name: string }): Finding[] => {
  const wrong = (text: string): Finding => ({ rule: 'source', id: each.name, value: '', text })
  const filled = (field: string) => typeof each[field] === 'string' && (each[field] as string).trim() !== ''
  return [
    ...['title', 'publisher', 'edition', 'licence', 'url']
      .filter((field) => !filled(field))
      .map((field) => wrong(`has no ${field}`)),
    ...(each.year === null || Number.isInteger(each.year) ? [] : [wrong('has no year')]),
    ...(each.corrigenda === null || filled('corrigenda') ? [] : [wrong('does not say which corrigenda are in it')]),
    ...(filled('url') && !/^https:\/\/\S+\.\S+/.test(each.url as string) ? [wrong('its url is none')] : []),
    ...(filled('read') || filled('table') ? [] : [wrong('does not say what was read')]),
  ]
}

/** The columns of a file, in their order. */
export const checkColumns = (file: string, columns: readonly string[], kind?: string): Finding[] => {
  const wrong = (text: string): Finding[] => [{ rule: 'columns', id: file, value: '', text }]
  const expected = kind ? columnsOfKind[kind] : undefined
  if (expected)
    return columns.join() === expected.join() ? [] : wrong(`columns are ${columns.join()}, not ${expected.join()}`)
  const starts = columns.slice(0, head.length).join() === head.join()
  const ends = columns.slice(-tail.length).join() === tail.join()
  if (!starts || !ends) return wrong(`columns are ${columns.join()}`)
  const between = columns.slice(head.length, -tail.length)
  return new Set(columns).size === columns.length && between.every((column) => /^[a-z][A-Za-z]*$/.test(column))
    ? []
    : wrong(`columns between bounds and region are ${between.join()}`)
}

const kindsOfBounds = [
  'confidence interval',
  '95 % interval',
  'range',
  'percent',
  'percent, two standard deviations',
  'percent, 95 % interval',
  'minimum-maximum',
  'standard deviation',
  'standard error',
  '2.5th to 97.5th percentile',
]

/** What every cell must be by itself. */
export const checkCells = (figures: readonly Figure[]): Finding[] =>
  figures.flatMap((figure) => {
    const { source, id, parameter, value, unit, lower, upper, bounds, region, validFrom, validTo, locator } = figure
    const { status, notes } = figure
    const ownId = hasOwnId(figure)
    const wrong = (rule: string, text: string): Finding => ({ rule, id, value, text })
    const is = (good: boolean, rule: string, text: string): Finding[] => (good ? [] : [wrong(rule, text)])
    return [
      ...is(!ownId || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id), 'schema', 'the id is not in kebab case'),
      ...is(
        !ownId || id.startsWith(`${source.replaceAll('.', '-')}-`),
        'schema',
        `the id does not begin with ${source}`,
      ),
      ...is(parameter !== '', 'schema', 'has no parameter'),
      ...is(/\S/.test(locator), 'schema', 'has no locator'),
      ...is(status === 'read' || status === 'secondary', 'schema', `"${status}" is not a status of a printed figure`),
      ...is(status !== 'secondary' || /\S/.test(notes), 'schema', 'the notes do not say whose copy was seen'),
      ...is(unit === '' ? /^[a-z][a-z-]*$/.test(value) : isNumber(value), 'schema', `"${value}" is no value`),
      ...is(unit === '' || unitOf(unit) !== undefined, 'units', `the unit "${unit}" does not parse`),
      ...[lower, upper].flatMap((bound) => is(bound === '' || isNumber(bound), 'schema', `"${bound}" is no bound`)),
      ...is(
        lower + upper === '' ? bounds === '' : kindsOfBounds.includes(bounds),
        'schema',
        `bounds are "${bounds}" for ${lower || 'nothing'} to ${upper || 'nothing'}`,
      ),
      ...is(region === '' || isKnownRegion(region), 'regions', `"${region}" is not a region`),
      ...[validFrom, validTo].flatMap((day) => is(day === '' || isDay(day), 'schema', `"${day}" is not a day`)),
      ...is(!validFrom || !validTo || validFrom <= validTo, 'schema', `is valid from ${validFrom} to ${validTo}`),
    ]
  })

/** Bounds stand around the value; those in percent around 0; a standard deviation on either side alike. */
export const checkBounds = (figures: readonly Figure[]): Finding[] =>
  figures.flatMap(({ id, value, unit, lower, upper, bounds }) => {
    if (unit === '' || lower + upper === '') return []
    const middle = bounds.startsWith('percent') ? 0 : Number(value)
    const around = (lower === '' || Number(lower) <= middle) && (upper === '' || middle <= Number(upper))
    if (!around) return [{ rule: 'bounds', id, value, text: `${value} with bounds ${lower} to ${upper} (${bounds})` }]
    const uneven =
      bounds.startsWith('standard') && Math.abs(Number(lower) + Number(upper) - 2 * middle) > 1e-9 * (1 + size(upper))
    return uneven ? [{ rule: 'bounds', id, value, text: `${lower} and ${upper} are not alike about ${value}` }] : []
  })

// ---- words, units and places

/** The parameter or a column of selectors, and a label that rows may have in it: a line of factor-labels.csv. */
export interface KnownLabel {
  readonly column: string
  readonly label: string
}

/**
 * A column or a label that no list knows is a new one or a misspelt one: the list says which. A label that no row has any
 * more leaves the list.
 */
export const checkLabels = (figures: readonly Figure[], known: readonly KnownLabel[]): Finding[] => {
  const listed = new Map(groups(known, ({ column }) => column).map((list) => [list[0]?.column, list]))
  const used = new Set<string>()
  const found = figures.filter(hasOwnId).flatMap(({ id, parameter, selectors }) =>
    Object.entries({ parameter, ...selectors }).flatMap(([column, label]): Finding[] => {
      const key = `${column},${label}`
      if (used.has(key)) return []
      used.add(key)
      const labels = listed.get(column)?.map((each) => each.label)
      if (labels?.includes(label)) return []
      const [word, names] = labels ? [label, labels] : [column, [...listed.keys()].map(String)]
      const near = nearest(word, names, 1).map((name) => `, the nearest is ${name}`)
      const text = `${key} is not in factor-labels.csv${near.join('')}: correct it, or list it if it is new`
      return [{ rule: 'labels', id, value: word, text }]
    }),
  )
  const idle = known
    .filter(({ column, label }) => !used.has(`${column},${label}`))
    .map(
      ({ column, label }): Finding => ({
        rule: 'labels',
        id: column,
        value: label,
        text: 'is listed, but no row has it',
      }),
    )
  return [...found, ...idle]
}

const partsOf = (unit: string) => {
  try {
    return parseUnit(unit).parts
  } catch {
    return []
  }
}

/** Energy has a basis (NCV, GCV) or is of something (electricity, heat): a tenth lies between the two. */
export const checkBasis = (figures: readonly Figure[]): Finding[] =>
  figures
    .filter(({ unit }) => partsOf(unit).some(({ measure, substance }) => measure === 'energy' && substance === ''))
    .map(({ id, value, unit }) => ({ rule: 'basis', id, value, text: `energy without basis in "${unit}"` }))

const gasNames = ['CO2', 'CH4', 'N2O', 'CO', 'NOx', 'SO2', 'SOx', 'NMVOC', 'NH3', 'BC', 'PM10', 'PM2.5', 'TSP', 'SF6']
const inWords: Readonly<Record<string, string>> = { methane: 'CH4', 'nitrous oxide': 'N2O', 'carbon dioxide': 'CO2' }

/** The gases that a text names. */
const gasesIn = (text: string): string[] => [
  ...text.split(/[^A-Za-z0-9.]+/).filter((word) => gasNames.includes(word)),
  ...Object.keys(inWords).flatMap((word) => (text.toLowerCase().includes(word) ? [inWords[word] as string] : [])),
]

/** The gas of the unit is one that the row names, in its column of gases, its title, its id or its table. */
export const checkGases = (figures: readonly Figure[]): Finding[] =>
  figures.filter(hasOwnId).flatMap(({ id, table, value, unit, title, selectors }) => {
    const plainGas = (name: string) => name.replace(/ \(.*$/, '').replace(/-[CN]$/, '')
    const gas = partsOf(unit)
      .filter(({ power }) => power > 0)
      .map(({ substance }) => plainGas(substance))
      .find((name) => gasNames.includes(name))
    if (gas === undefined) return []
    // in an id "co" is Colombia, too
    const words = id
      .split('-')
      .flatMap((word) => gasNames.filter((name) => name !== 'CO' && name.toLowerCase() === word))
    const places: readonly (readonly [string, readonly string[]])[] = [
      ['gas', selectors.gas ? [plainGas(selectors.gas)] : []],
      ['title', gasesIn(title)],
      ['id', gas === 'CO' ? [] : words],
      ['table', gasesIn(table.toUpperCase())],
    ]
    return places
      .filter(([, names]) => names.length > 0 && !names.includes(gas))
      .map(([place, names]) => ({
        rule: 'gases',
        id,
        value,
        text: `${place} says ${names.join(', ')}, the unit ${unit}`,
      }))
  })

/** A source whose original has neither pages nor cells, and the form of its locators: a line of factor-unpaged.csv. */
export interface Unpaged {
  readonly source: string
  readonly form: string
}

/** A locator names a page or a cell, so that the figure can be looked up; else it has the form of a source without them. */
export const checkLocators = (figures: readonly Figure[], unpaged: readonly Unpaged[]): Finding[] => {
  const needed = new Set<Unpaged>()
  const found = figures.flatMap(({ id, source, value, locator }): Finding[] => {
    if (/\bpp? [A-Z]?\d/.test(locator) || /\bcells? [A-Z]{1,3}\d+\b/.test(locator)) return []
    const line = unpaged.find((each) => each.source === source && new RegExp(`^(?:${each.form})$`).test(locator))
    if (line) needed.add(line)
    return line ? [] : [{ rule: 'locators', id, value, text: `"${locator}" names neither page nor cell` }]
  })
  const idle = unpaged
    .filter((line) => !needed.has(line))
    .map(
      ({ source, form }): Finding => ({
        rule: 'locators',
        id: source,
        value: form,
        text: 'is listed, but needed by no row',
      }),
    )
  return [...found, ...idle]
}

// ---- sources, tables and questions

/** No folder without rows, no row without its document, no table that cannot be loaded. */
export const checkOrphans = (
  source: string,
  figures: readonly Figure[],
  files: readonly string[],
  loadable: ReadonlySet<string>,
): Finding[] => {
  const wrong = (id: string, text: string): Finding => ({ rule: 'orphans', id, value: '', text })
  const { kind, id, documents } = sourceOf(source) as { kind?: string; id?: string; documents?: Cells }
  const names = documentsOf(source).flatMap(({ name }) => name.split(', '))
  const filled = new Set(figures.map(({ table }) => table))
  return [
    ...(figures.length === 0 ? [wrong(source, 'has no rows')] : []),
    ...(kind || id === source ? [] : [wrong(source, `calls itself ${id}`)]),
    ...files.filter((file) => !filled.has(file)).map((file) => wrong(`${source} ${file}`, 'has no rows')),
    ...(kind ? [] : files)
      .filter((file) => !loadable.has(`${source} ${file}`))
      .map((file) => wrong(`${source} ${file}`, 'can be loaded by nobody')),
    ...(kind ? figures : [])
      .filter((each) => !names.includes(each.selectors.set ?? each.table))
      .map((each) => wrong(each.id, 'is of a document that source.json does not name')),
    ...(kind ? names : [])
      .filter((name) => !figures.some((each) => (each.selectors.set ?? each.table) === name))
      .map((name) => wrong(`${source} ${name}`, 'is a document without rows')),
    ...(documents ? figures : [])
      .filter(({ locator }) => !Object.keys(documents ?? {}).some((start) => locator.startsWith(start)))
      .map((each) => wrong(each.id, `no document is named for "${each.locator}"`)),
  ]
}

const selected = ({ selectors }: Figure): string =>
  Object.entries(selectors)
    .map(([name, label]) => `${name}=${label}`)
    .sort()
    .join(' ')

const question = (figure: Figure): string =>
  [figure.source, figure.parameter, selected(figure), canonicalText(figure.unit), figure.region || 'world'].join('|')

/** No two rows of a name; none that answer one question for the same days. */
export const checkQuestions = (figures: readonly Figure[]): Finding[] => {
  const wrong = (rule: string, { id, value }: Figure, text: string): Finding => ({ rule, id, value, text })
  const names = groups(figures, ({ id }) => id)
  return [
    ...names.flatMap(([first, ...more]) => more.map(() => wrong('duplicates', first as Figure, 'stands twice'))),
    ...groups(figures, question).flatMap((group) =>
      group.flatMap((a, at) =>
        group.slice(at + 1).flatMap((b) => {
          if (a.validFrom === b.validFrom && a.validTo === b.validTo)
            return [wrong('duplicates', b, `answers the same question as ${a.id}`)]
          const meet = a.validFrom <= (b.validTo || '9999') && b.validFrom <= (a.validTo || '9999')
          return meet ? [wrong('overlaps', b, `is valid on days on which ${a.id} is`)] : []
        }),
      ),
    ),
  ]
}

// ---- compositions

/** A group of rows that must be 100 %: the parameter, and the column whose labels are the parts of the whole. */
const compositions: readonly (readonly [parameter: string, part: string])[] = [
  ['W', 'wasteType'],
  ['fraction', 'treatment'],
  ['AWMS', 'manureSystem'],
  ['T', 'pathway'],
  ['U', 'incomeGroup'],
  ['share', 'component'],
]

/**
 * Parts make a whole, within half a unit of the last printed digit of each. A group without some part that others of its
 * table have (a dash on the page) may come to less.
 */
export const checkCompositions = (figures: readonly Figure[]): Finding[] =>
  compositions.flatMap(([parameter, part]) => {
    const parts = figures.filter((each) => each.parameter === parameter && part in each.selectors)
    return groups(parts, ({ source, table }) => `${source} ${table}`).flatMap((table) => {
      const all = new Set(table.map(({ selectors }) => selectors[part]))
      const keyOf = (each: Figure) => {
        const others = Object.entries(each.selectors).filter(([name]) => name !== part)
        return [each.source, each.table, parameter, ...others.map(([, label]) => label), each.region, each.validFrom]
          .filter(Boolean)
          .join(' ')
      }
      return groups(table, keyOf).flatMap((group) => {
        const [first] = group as [Figure, ...Figure[]]
        // in the unit of the parts: 1, 100 %, 100 kg/100 kg, 1000 g/kg
        const whole = Number((1 / (unitOf(first.unit)?.scale ?? 1)).toPrecision(12))
        const finest = Math.max(...group.map(({ value }) => decimals(value)))
        // a 0 stands for nothing, whatever its digits
        const digits = ({ value }: Figure) => (Number(value) === 0 ? finest : decimals(value))
        const rounding = group.reduce((sum, each) => sum + 0.5 * 10 ** -digits(each), 0) + 1e-9
        const sum = group.reduce((before, { value }) => before + Number(value), 0)
        const complete =
          parameter === 'share' || new Set(group.map(({ selectors }) => selectors[part])).size === all.size
        const wrong = sum > whole + rounding || (complete && sum < whole - rounding)
        const value = sum.toFixed(finest)
        return wrong
          ? [{ rule: 'compositions', id: keyOf(first), value, text: `adds up to ${value}, not ${whole}` }]
          : []
      })
    })
  })

// ---- families

/** A family whose figures differ by more than `most`: the columns that say why, and how far they go. */
export interface KnownFamily {
  readonly parameter: string
  readonly activity: string
  readonly unit: string
  /** Columns, with a blank between them: what differs where figures differ by more than 5. */
  readonly explainedBy: string
  /** The largest ratio of the largest to the smallest figure. */
  readonly ratio: string
}

// 5, and what binary fractions add to it
const most = 5.000001
const familyColumns = ['gas', 'activity', 'technology', 'fuel', 'material', 'wasteType']

const columnOf = (figure: Figure, column: string): string => {
  if (column === 'region') return figure.region || 'world'
  if (column === 'validFrom') return figure.validFrom
  return figure.selectors[column] ?? ''
}

const ratioOf = (family: readonly Figure[]): number => {
  const sizes = family.map((each) => Math.abs(converted(each)))
  return Math.max(...sizes) / Math.min(...sizes)
}

const mentions = (notes: string, value: string): boolean =>
  new RegExp(`(?<![\\d.])${value.replace(/[.+]/g, '\\$&')}(?![\\d]|\\.\\d)`).test(notes)

/**
 * The figures of one parameter, gas, activity, technology, fuel, material, waste type and basis, of all sources and
 * editions, in one unit. Where they differ by more than a factor of 5, either the family is known, with the columns that
 * explain it (an animal, a climate, a country) and the ratio that it reaches; or the notes of one of the two rows name
 * the other's value and say why.
 */
export const checkFamilies = (figures: readonly Figure[], known: readonly KnownFamily[]): Finding[] => {
  const signed = figures.filter(({ unit, value }) => unit !== '' && Number(value) !== 0)
  const keyOf = (figure: Figure) =>
    [
      figure.parameter,
      canonicalText(figure.unit),
      ...familyColumns.map((column) => columnOf(figure, column)),
      figure.value.startsWith('-') ? 'below 0' : '',
    ].join('|')
  const reached = new Map<KnownFamily, number>()
  const findings = groups(signed, keyOf).flatMap((family): Finding[] => {
    const ratio = ratioOf(family)
    if (ratio <= most) return []
    const [first] = family as [Figure, ...Figure[]]
    const unit = canonicalText(first.unit)
    const line = known.find(
      (each) =>
        each.parameter === first.parameter && each.activity === columnOf(first, 'activity') && each.unit === unit,
    )
    if (line) reached.set(line, Math.max(ratio, reached.get(line) ?? 0))
    const id = [first.parameter, ...familyColumns.map((column) => columnOf(first, column)), unit]
      .filter(Boolean)
      .join(' ')
    const wider: Finding[] =
      line && ratio > Number(line.ratio) * (1 + 1e-9)
        ? [{ rule: 'families', id, value: ratio.toPrecision(4), text: `differs more than by the known ${line.ratio}` }]
        : []
    const columns = line ? line.explainedBy.split(' ') : []
    const within = groups(family, (each) => columns.map((column) => columnOf(each, column)).join('|'))
    return [
      ...wider,
      ...within.flatMap((group) => {
        const [smallest, ...larger] = [...group].sort((a, b) => Math.abs(converted(a)) - Math.abs(converted(b))) as [
          Figure,
          ...Figure[],
        ]
        return larger.flatMap((each) => {
          const times = Math.abs(converted(each) / converted(smallest))
          const told = mentions(each.notes, smallest.value) || mentions(smallest.notes, each.value)
          if (times <= most || told) return []
          const text = `is ${times.toPrecision(3)} times ${smallest.id} (${smallest.value} ${smallest.unit})`
          return [{ rule: 'families', id: each.id, value: each.value, text }]
        })
      }),
    ]
  })
  const idle = known
    .filter((line) => !reached.has(line))
    .map(
      (line): Finding => ({
        rule: 'families',
        id: [line.parameter, line.activity, line.unit].filter(Boolean).join(' '),
        value: line.ratio,
        text: 'is listed, but no such family differs by more than 5',
      }),
    )
  return [...findings, ...idle]
}

// ---- digits

interface Cell {
  readonly figure: Figure
  readonly column: string
  readonly text: string
}

/** The printed columns: the numbers of a table that stand for one thing in one unit, values and bounds apart. */
const printedColumns = (figures: readonly Figure[]): Cell[][] => {
  const cells = figures
    .filter(({ unit }) => unit !== '')
    .flatMap((figure) =>
      (['value', 'lower', 'upper'] as const)
        .map((column) => ({ figure, column, text: figure[column] }))
        .filter(({ text }) => text !== '' && Number(text) !== 0),
    )
  return groups(cells, ({ figure, column }) =>
    [
      figure.source,
      figure.table,
      figure.parameter,
      figure.unit,
      columnOf(figure, 'gas'),
      columnOf(figure, 'activity'),
      column,
      column === 'value' ? '' : figure.bounds,
    ].join('|'),
  )
}

const inCell = (rule: string, { figure, column, text }: Cell, why: string): Finding => ({
  rule,
  id: figure.id,
  value: column === 'value' ? text : `${column} ${text}`,
  text: why,
})

/**
 * A footnote's digit behind a number: one decimal more than all others of the column (of twenty and more, than 95 % of
 * them), or a whole number above all others that is of their size without its last digit. Of two numbers neither can be
 * told to be the odd one.
 */
export const checkGluedDigits = (figures: readonly Figure[]): Finding[] =>
  printedColumns(figures).flatMap((column) => {
    if (column.length < 3) return []
    const sizes = column.map(({ text }) => size(text)).sort((a, b) => a - b)
    const count = column.length - 1
    const having = (digits: number) => column.filter(({ text }) => decimals(text) === digits).length
    const counts = Array.from({ length: 1 + Math.max(...column.map(({ text }) => decimals(text))) }, (_, at) =>
      having(at),
    )
    return column.flatMap((cell) => {
      const text = cell.text.replace('-', '')
      if (!/[1-9]$/.test(text) || text.includes('e')) return []
      if (text.includes('.')) {
        const digits = decimals(text)
        const fewer = counts.slice(0, digits).reduce((sum, each) => sum + each, 0)
        const oneFewer = counts[digits - 1] as number
        const alone = fewer === count && oneFewer > 0
        const rare = count >= 20 && fewer >= 0.95 * count && oneFewer >= 0.5 * count
        return alone || rare ? [inCell('glued', cell, 'has a decimal more than its column')] : []
      }
      // the highest of its column, so that the others are the rest of the sorted list
      if (size(text) !== sizes.at(-1)) return []
      const [low, high] = [sizes[0] as number, sizes.at(-2) as number]
      const cut = Math.floor(Number(text) / 10)
      return text.length > String(Math.trunc(high)).length && cut >= low / 2 && cut <= high * 2
        ? [inCell('glued', cell, `is of the size of its column (${low} to ${high}) without its last digit`)]
        : []
    })
  })

/** Thousands separators that were lost: less than 1/500 of the column's median, or `1.234` among thousands. */
export const checkThousands = (figures: readonly Figure[]): Finding[] =>
  printedColumns(figures).flatMap((column) => {
    if (column.length < 4) return []
    const sizes = column.map(({ text }) => size(text)).sort((a, b) => a - b)
    const median = sizes[sizes.length >> 1] as number
    return column.flatMap((cell) => {
      if (size(cell.text) < median / 500) return [inCell('thousands', cell, `where the median is ${median}`)]
      const thousands = column.filter((each) => each !== cell && size(each.text) >= 1000).length
      return /^-?[1-9]\d{0,2}\.\d{3}$/.test(cell.text) && thousands >= (column.length - 1) / 2
        ? [inCell('thousands', cell, 'reads as thousands with a separator, as its column is')]
        : []
    })
  })

/** A value that stands alone: more than 5 times the next of its column, or less than a fifth. */
export const checkAlone = (figures: readonly Figure[]): Finding[] =>
  printedColumns(figures).flatMap((column) => {
    if (column.length < 5 || column[0]?.column !== 'value') return []
    const [least, second, ...more] = [...column].sort((a, b) => size(a.text) - size(b.text)) as [Cell, Cell, ...Cell[]]
    const [next, greatest] = more.slice(-2) as [Cell, Cell]
    return [
      ...(size(greatest.text) > most * size(next.text) ? [inCell('alone', greatest, `the next is ${next.text}`)] : []),
      ...(size(least.text) < size(second.text) / most ? [inCell('alone', least, `the next is ${second.text}`)] : []),
    ]
  })

/** What the rules know of today's data. */
export interface Known {
  readonly families: readonly KnownFamily[]
  readonly labels: readonly KnownLabel[]
  readonly unpaged: readonly Unpaged[]
}

/** All rules over all figures. */
export const checkFigures = (figures: readonly Figure[], { families, labels, unpaged }: Known): Finding[] => [
  ...checkCells(figures),
  ...checkBounds(figures),
  ...checkLabels(figures, labels),
  ...checkBasis(figures),
  ...checkGases(figures),
  ...checkLocators(figures, unpaged),
  ...checkQuestions(figures),
  ...checkCompositions(figures),
  ...checkFamilies(figures, families),
  ...checkGluedDigits(figures),
  ...checkThousands(figures),
  ...checkAlone(figures),
]
