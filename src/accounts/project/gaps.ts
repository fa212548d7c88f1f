import { locate, type Place, type Problems } from '../../core/errors'
import { applyRatio, completeUnit, Decimal, parseUnit, type Unit } from '../../core/quantity'
import { nextLabel, type Period, parsePeriod, toPeriods } from '../../data/periods'
import { declaredOf } from '../../uses/exact'
import { labelBefore, partsOf, type Years, yearsBackTo } from './periods'
import type { Labels, LostRow, ReadCell, ReadInput } from './table'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const timeOf = ({ node, cells, from }: ReadInput): string | undefined => {
  const name = declaredOf(node).over.find(({ sort }) => sort === 'time')?.name
  const used =
    name !== undefined &&
    (from ? Object.hasOwn(from.over, name) : cells.some(({ labels }) => labels[name] !== undefined))
  return used ? name : undefined
}

const without = (labels: Labels, name: string): Labels =>
  Object.fromEntries(Object.entries(labels).filter(([each]) => each !== name))

/** Whether labels say nothing else than others, as far as they are known. */
export const agree = (some: Labels, all: Labels): boolean =>
  Object.entries(some).every(([name, label]) => all[name] === undefined || all[name] === label)

/** One series: the rows of the same site, waste type … by period. */
interface Group {
  readonly labels: Labels
  readonly cells: Map<string, ReadCell>
  /** Periods whose row is there, though it could not be read. */
  readonly lost: Map<string, LostRow>
}

const groupsOf = (read: ReadInput, time: string): Group[] => {
  const groups = new Map<string, Group>()
  const groupOf = (labels: Labels): Group => {
    const rest = without(labels, time)
    const key = JSON.stringify(rest)
    const known = groups.get(key) ?? { labels: rest, cells: new Map(), lost: new Map() }
    groups.set(key, known)
    return known
  }
  for (const cell of read.cells)
    if (cell.labels[time] !== undefined) groupOf(cell.labels).cells.set(cell.labels[time], cell)
  const count = read.from ? Object.keys(read.from.over).length : declaredOf(read.node).over.length
  for (const row of read.lost) {
    if (row.labels[time] !== undefined && Object.keys(row.labels).length === count)
      groupOf(row.labels).lost.set(row.labels[time], row)
  }
  return [...groups.values()]
}

/** Missing periods that no row with unreadable labels could be. */
const unexcused = (missing: readonly string[], group: Group, { lost }: ReadInput, time: string): readonly string[] => {
  if (missing.length === 0) return missing
  const free = new Set(
    lost.filter((row) => ![...group.lost.values()].includes(row) && agree(without(row.labels, time), group.labels)),
  )
  return missing.filter((label) => {
    const row =
      [...free].find(({ labels }) => labels[time] === label) ??
      [...free].find(({ labels }) => labels[time] === undefined)
    if (row) free.delete(row)
    return !row
  })
}

/** The row before a period, else the first of its series. */
const rowBefore = (group: Group, label: string): Place => {
  const rows = [...group.cells, ...group.lost].sort(([a], [b]) => byText(a, b))
  const [, row] = rows.filter(([each]) => each < label).at(-1) ?? (rows[0] as [string, ReadCell | LostRow])
  return row.place
}

const zeroHint = 'Missing is not zero: give the value, 0 if it is none.'

const addMissing = (
  missing: readonly string[],
  group: Group,
  time: string,
  read: ReadInput,
  problems: Problems,
): void => {
  const [first] = missing as [string]
  const column = read.from?.column
  problems.add(
    'label.missing',
    missing.length === 1 ? 'A period is missing' : `${missing.length} periods are missing`,
    {
      at: {
        ...rowBefore(group, first),
        ...(column ? { column } : {}),
        input: read.name,
        labels: { ...group.labels, [time]: first },
      },
      found: `no row for ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' …' : ''}`,
      expected: 'a row for every period of the project',
      hint: zeroHint,
    },
  )
}

/** Labels before the project: those without a gap up to it, and those before a gap, with what is missing between. */
const historyOf = (present: ReadonlySet<string>, first: string): { early: string[]; between: string[] } => {
  let start = first
  for (let label = labelBefore(first); label !== undefined && present.has(label); label = labelBefore(label))
    start = label
  const early = [...present].filter((label) => label < start).sort(byText)
  const between: string[] = []
  for (let label = early[0]; label !== undefined && label < start; label = nextLabel(label, 1))
    if (!present.has(label)) between.push(label)
  return { early, between }
}

/** Checks one series; gives the cells that can be used. */
const checkSeries = (
  group: Group,
  needed: readonly string[],
  time: string,
  read: ReadInput,
  problems: Problems,
): { cells: ReadCell[]; complete: boolean } => {
  const present = new Set([...group.cells.keys(), ...group.lost.keys()])
  const { early, between } = historyOf(present, needed[0] as string)
  const missing = unexcused([...between, ...needed.filter((label) => !present.has(label))], group, read, time)
  if (missing.length > 0) addMissing(missing, group, time, read, problems)
  const cells = [...group.cells]
    .filter(([label]) => !early.includes(label) || between.length === 0)
    .map(([, cell]) => cell)
  return {
    cells,
    complete: group.lost.size === 0 && between.length === 0 && needed.every((label) => present.has(label)),
  }
}

const isShare = (read: ReadInput): boolean => declaredOf(read.node).sumsTo !== undefined

/**
 * Every series has a row for every year of the project, and no gap before it. What is missing is reported at the row
 * before the gap. Shares may leave labels out: they count as 0.
 */
export const checkGaps = (read: ReadInput, { years }: Years, problems: Problems): ReadInput => {
  const time = timeOf(read)
  if (time === undefined || years.length === 0 || isShare(read)) return read
  const needed = years.map(({ label }) => label)
  const cells = groupsOf(read, time).flatMap((group) => checkSeries(group, needed, time, read, problems).cells)
  const rest = read.cells.filter(({ labels }) => labels[time] === undefined)
  const kept = new Set([...cells, ...rest])
  const dropped = read.cells
    .filter((cell) => !kept.has(cell))
    .map(({ labels, place }) => ({ labels: without(labels, time), place }))
  // in the order of the file
  return { ...read, cells: read.cells.filter((cell) => kept.has(cell)), lost: [...read.lost, ...dropped] }
}

const declaredUnit = (read: ReadInput): Unit | undefined => declaredOf(read.node).unit

/** A value in the unit that the input declares. */
export const inDeclared = ({ value, unit }: ReadCell, read: ReadInput): Decimal => {
  const declared = declaredUnit(read)
  const fit = unit === '' || !declared ? undefined : completeUnit(parseUnit(unit), declared)
  return fit ? applyRatio(new Decimal(value), fit.factor) : new Decimal(value)
}

/** Cells of one series in one unit: their own if they share it, else the declared one. */
const inOneUnit = (cells: readonly ReadCell[], read: ReadInput): ReadCell[] => {
  const declared = declaredUnit(read)
  if (!declared || new Set(cells.map(({ unit }) => unit)).size <= 1) return [...cells]
  return cells.map((cell) => ({ ...cell, value: inDeclared(cell, read).toString(), unit: declared.text }))
}

/** Brings months, quarters or days to the years of the project, by what the input is. */
export const intoYears = (read: ReadInput, frame: Years, problems: Problems): ReadInput => {
  const time = timeOf(read)
  const { node, from } = read
  if (time === undefined || node.kind !== 'input' || frame.years.length === 0)
    return { ...read, cells: [], lost: [...read.lost, ...read.cells] }
  const cells: ReadCell[] = []
  const lost: LostRow[] = read.lost.map(({ labels, place }) => ({ labels: without(labels, time), place }))
  const periodOf = (cell: ReadCell): Period => parsePeriod(cell.labels[time] as string, frame.calendar)
  for (const group of groupsOf(read, time)) {
    const all = inOneUnit(
      [...group.cells.values()].sort((a, b) => byText(periodOf(a).start, periodOf(b).start)),
      read,
    )
    const [first] = all
    if (!first) continue
    const { kind, start } = periodOf(first)
    const targets = [...yearsBackTo(start, frame), ...frame.years]
    const parts = targets.map((year) => partsOf(year, kind))
    const checked = parts.every((each) => each !== undefined)
      ? checkSeries(group, parts.flat(), time, read, problems).complete
      : group.lost.size === 0
    const points = all.map((cell) => ({ period: periodOf(cell), value: new Decimal(cell.value) }))
    const years = checked
      ? problems.try(() => locate(first.place, () => toPeriods(points, targets, node.flow, from?.split)))
      : undefined
    if (!years) lost.push({ labels: group.labels, place: first.place })
    else
      for (const { period, value } of years)
        cells.push({ ...first, labels: { ...group.labels, [time]: period.label }, value: value.toString() })
  }
  return { ...read, cells, lost }
}

/** All labels by dimension that rows name, those included of which the value could not be read. */
export const labelsIn = (reads: readonly ReadInput[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const labels = new Map<string, Set<string>>()
  for (const { cells, lost, node } of reads) {
    const names = declaredOf(node).over.map(({ name }) => name)
    for (const row of [...cells, ...lost]) {
      for (const name of names) {
        const label = row.labels[name]
        if (label !== undefined) labels.set(name, (labels.get(name) ?? new Set()).add(label))
      }
    }
  }
  return labels
}

const combinations = (names: readonly string[], labels: ReadonlyMap<string, ReadonlySet<string>>): Labels[] =>
  names.reduce<Labels[]>(
    (all, name) => all.flatMap((known) => [...(labels.get(name) ?? [])].map((label) => ({ ...known, [name]: label }))),
    [{}],
  )

const most = 20

/** A series that is not there, or that lacks periods. */
interface Missing {
  readonly wanted: Labels
  readonly missing: readonly string[]
  readonly group?: Group
}

const keyOf = (labels: Labels, names: readonly string[]): string =>
  JSON.stringify(names.map((name) => labels[name] ?? null))

/**
 * The periods that the rows of a series name, undefined standing for any; nothing where no row can be of the series. Rows
 * of which a label is not known may be of several.
 */
const periodsBySeries = (
  { cells, lost }: ReadInput,
  names: readonly string[],
  time: string | undefined,
): ((wanted: Labels) => ReadonlySet<string | undefined> | undefined) => {
  const periods = new Map<string, Set<string | undefined>>()
  const open: Labels[] = []
  for (const { labels } of [...cells, ...lost]) {
    if (names.some((name) => labels[name] === undefined)) open.push(labels)
    else {
      const key = keyOf(labels, names)
      periods.set(key, (periods.get(key) ?? new Set()).add(time === undefined ? undefined : labels[time]))
    }
  }
  return (wanted) => {
    const known = periods.get(keyOf(wanted, names))
    const maybe = open.filter((labels) => agree(labels, wanted)).map((labels) => labels[time ?? ''])
    return known || maybe.length > 0 ? new Set([...(known ?? []), ...maybe]) : undefined
  }
}

/**
 * Every combination of the labels that any input names: a site that one input knows and another does not is missing
 * there, and so is a year before the project.
 */
export const checkCombinations = (
  reads: readonly ReadInput[],
  labels: ReadonlyMap<string, ReadonlySet<string>>,
  { years }: Years,
  problems: Problems,
): void => {
  const inProject = new Set(years.map(({ label }) => label))
  for (const read of reads) {
    if (read.node.kind === 'factor' || isShare(read) || read.cells.length === 0) continue
    const time = timeOf(read)
    const names = declaredOf(read.node)
      .over.map(({ name }) => name)
      .filter((name) => read.cells.some((cell) => cell.labels[name] !== undefined))
    const rest = names.filter((name) => name !== time)
    const history =
      time === undefined ? [] : [...(labels.get(time) ?? [])].filter((label) => !inProject.has(label)).sort(byText)
    const periodsOf = periodsBySeries(read, rest, time)
    const groups = new Map(
      history.length === 0 ? [] : groupsOf(read, time as string).map((group) => [keyOf(group.labels, rest), group]),
    )
    const found = combinations(rest, labels).flatMap((wanted): Missing[] => {
      const periods = periodsOf(wanted)
      if (!periods) return [{ wanted, missing: [] }]
      const group = groups.get(keyOf(wanted, rest))
      const missing = history.filter((label) => !periods.has(label) && !periods.has(undefined))
      return group && missing.length > 0 ? [{ wanted, missing, group }] : []
    })
    for (const { wanted, missing, group } of found.slice(0, most)) {
      if (group) addMissing(missing, group, time as string, read, problems)
      else {
        problems.add('label.missing', 'Rows are missing', {
          at: { ...nearestRow(read, wanted), input: read.name, labels: wanted },
          found: `no row for ${Object.values(wanted).join(', ')}`,
          expected: 'a row for each combination of labels',
          hint: zeroHint,
        })
      }
    }
    if (found.length > most)
      problems.add('label.missing', `${found.length - most} more combinations are missing`, {
        at: nearestRow(read, {}),
      })
  }
}

/** The row that has most labels in common. */
export const nearestRow = (read: ReadInput, labels: Labels): Place => {
  let best: Place | undefined
  let most = -1
  for (const row of [...read.cells, ...read.lost]) {
    const common = Object.entries(labels).filter(([name, label]) => row.labels[name] === label).length
    if (common <= most) continue
    most = common
    best = row.place
  }
  return best ?? { file: 'project', input: read.name }
}
