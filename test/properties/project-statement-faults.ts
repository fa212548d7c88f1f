import type { ProblemCode } from '../../src/core/errors'
import type { Column, Fields } from './project-bases'
import { type Draft, type Picks, protoName } from './project-draft'
import {
  dataOf,
  drop,
  type Expected,
  fileOf,
  free,
  inProject,
  inputOf,
  inputsOf,
  isFactors,
  labelsOf,
  type Make,
  one,
  type Part,
  periodAt,
  readSheets,
  sayable,
  sheetOf,
  tableInputs,
  touch,
  wrongUnit,
} from './project-plant'

const statedUnit: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = tableInputs(draft, ({ unit }) => typeof unit === 'string')
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const input = inputsOf(draft)[name] as Fields
  const [unit, code] = wrongUnit(input.unit as string, picks)
  input.unit = unit
  touch(draft, inputOf(name), dataOf(sheetOf(draft, name)))
  return one(inProject(name, code, ...(input.times ? (['unit.differs', 'unit.unknown'] as const) : [])))
}

/** What is missing beside these tables shows only where their rows can be read. */
const touchTablesOver = (draft: Draft, ...dims: readonly string[]): void => {
  for (const sheet of draft.sheets) {
    if (sheet.columns.some(({ dim }) => dim && dims.includes(dim)))
      touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  }
}

/** A fault of the project file that stands for itself. */
const fieldFault =
  (
    parts: readonly Part[],
    make: (project: Fields, picks: Picks, draft: Draft) => Expected | Expected[] | undefined,
  ): Make =>
  (draft, picks) => {
    if (!free(draft, ...parts)) return undefined
    const before = structuredClone(draft.project)
    const expected = make(draft.project, picks, draft)
    if (!expected) {
      draft.project = before
      return undefined
    }
    touch(draft, ...parts)
    return { expected: [expected].flat() }
  }

const periodFaults: Make = fieldFault(['period', 'method'], ({ period }, picks, draft) => {
  const fields = period as Fields
  // rows of years are then read without knowing which years are wanted
  if (['gap', 'years'].some((part) => !free(draft, part)) || draft.sheets.some((sheet) => !free(draft, dataOf(sheet))))
    return undefined
  const [from, to] = [String(fields.from), String(fields.to)]
  const other = String(to).startsWith('FY') ? String(to).slice(2) : `FY${to}`
  const [key, value] = picks.of([
    ['both', ''],
    ['from', '20x4'],
    ['to', `${String(to)}-05`],
    ['to', other],
    ['from', '0001'],
    ['to', '9998'],
    ['fiscalStart', undefined],
  ] as const)
  if (key === 'fiscalStart') {
    if (!to.startsWith('FY')) return undefined
    drop(fields, 'fiscalStart')
  } else if (key === 'both') Object.assign(fields, { from: to, to: from })
  else fields[key] = value
  return inProject('period', 'period.invalid')
})

const monitoredTo: Make = fieldFault(['period'], ({ period }, picks) => {
  const fields = period as Fields
  const year = Number(String(fields.to).replace('FY', ''))
  const fiscal = String(fields.to).startsWith('FY')
  fields.monitoredTo = picks.of([
    fiscal ? `FY${year + 1}` : `${year + 1}`,
    fiscal ? `FY${year - 30}` : `${year - 30}`,
    fiscal ? `${year}` : `FY${year}`,
    `${year}-05`,
    'soon',
  ])
  return inProject('period.monitoredTo', 'period.invalid')
})

const gwpFault: Make = fieldFault(['gwp', 'method'], (project, picks) => {
  project.gwp = picks.of(['AR7', 'ar5', 'AR5 ', '__proto__', 'constructor', 'toString', '5', 'GWP'])
  return inProject('gwp', 'gwp.missing')
})

const regionFault: Make = fieldFault(['region'], (project, picks) => {
  if (project.region === undefined && picks.chance(50)) {
    ;(project.city as Fields).country = picks.of(['XX', 'ZZ-AB', 'QQ'])
    return inProject('city.country', 'context.invalid')
  }
  project.region = picks.of(['XX', 'Atlantis', 'id', '__proto__', 'constructor', 'ID_JI', 'toString'])
  return inProject('region', 'context.invalid')
})

const measureFault: Make = fieldFault(['any', 'method'], (project, picks) => {
  const [name, code] = picks.of([
    ['measures.composting', 'method.unknown'],
    ['constructor', 'method.unknown'],
    ['__proto__', 'method.unknown'],
    ['toString', 'method.unknown'],
    ['waste.composting', 'project.invalid'],
    ['energy.stationary-combustion', 'project.invalid'],
    ['measures.energy-efficiency?x=1', 'method.unknown'],
    ['', 'project.invalid'],
  ] as const)
  project.measure = name
  return inProject('measure', code)
})

const optionFault: Make = fieldFault(['any', 'method'], (project, picks, draft) => {
  const [name, value, code, at] = picks.of([
    ['colour', 'red', 'method.unknown', 'options'],
    ['constructor', 'x', 'method.unknown', 'options'],
    ['toString', 'x', 'method.unknown', 'options'],
    ['money', 'shells', 'unit.unknown', 'options'],
    ['money', 'IDR (nominal)&money=USD (nominal)', 'project.invalid', 'options.money'],
    ['a=b', 'c', 'project.invalid', 'options.a=b'],
    ['money', '', 'project.invalid', 'options'],
  ] as const)
  if (project.measure !== 'measures.composting-programme' && name === 'money' && code !== 'project.invalid')
    return undefined
  if (sayable(draft, [name]).length === 0) return undefined
  project.options = { [name]: value }
  return inProject(at === 'options' && value === '' ? 'options.money' : at, code)
})

const unknownInput: Make = fieldFault(['method'], (project, picks, draft) => {
  const name = picks.of(
    sayable(draft, [
      'compostd',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'gwp/CH4 (biogenic)',
      'x',
      'électricité',
    ]),
  )
  ;(project.inputs as Fields)[name] = picks.of([{ value: 5 }, 5, '5 t'])
  return inProject(name, 'input.unknown')
})

const missingInput: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const inputs = inputsOf(draft)
  const composting = draft.project.measure === 'measures.composting-programme'
  const names = (composting ? ['climate', 'landfill'] : ['sector', 'target', 'rate', 'projectEfficiency']).filter(
    (name) => name in inputs && free(draft, inputOf(name)),
  )
  const whole = draft.sheets.length === draft.base.sheets.length
  const touched = !whole || draft.sheets.some((sheet) => !free(draft, dataOf(sheet), fileOf(sheet)))
  if (names.length === 0 || touched) return undefined
  const name = picks.of(names)
  const { file } = inputs[name] as Fields
  drop(inputs, name)
  touch(draft, inputOf(name))
  const unread = draft.sheets.find((sheet) => sheet.file === file)
  if (unread) touch(draft, fileOf(unread), dataOf(unread), labelsOf(unread))
  touchTablesOver(draft, 'fuel')
  const allowed = unread
    ? unread.columns.map(({ name: each }): Expected => ({ codes: ['file.column'], file: unread.file, column: each }))
    : []
  return { expected: [inProject(name, 'input.missing')], allowed }
}

const statedValue: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const choices = ['climate', 'landfill', 'sector']
  const names = draft.base.stated.filter(
    (name) => free(draft, inputOf(name)) && name in inputsOf(draft) && !(inputsOf(draft)[name] as Fields).file,
  )
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const [value, code]: readonly [string | number, ProblemCode] = choices.includes(name)
    ? picks.of([
        ['tropical', 'label.unknown'],
        ['constructor', 'label.unknown'],
        ['toString', 'label.unknown'],
        [5, 'label.unknown'],
        ['NaN', 'label.unknown'],
      ] as const)
    : picks.of([
        ['abc', 'number.invalid'],
        ['NaN', 'number.invalid'],
        ['Infinity', 'number.invalid'],
        ['0x10', 'number.invalid'],
        ['1_000', 'number.invalid'],
        ['1,5', 'number.invalid'],
        [-1, 'input.range'],
        ['-0.5', 'input.range'],
        ['1e301', 'number.range'],
        [1e301, 'number.range'],
        ['1e-301', 'number.range'],
        ['5 h', 'unit.differs'],
        ['5 nonsense', 'unit.unknown'],
      ] as const)
  const known = inputsOf(draft)[name] as Fields
  const byLabel =
    typeof known === 'object' && known !== null && typeof known.values === 'object' && known.values !== null
  if (byLabel) {
    const labels = Object.keys(known.values as Fields)
    inputsOf(draft)[name] = { ...known, values: { ...(known.values as Fields), [picks.of(labels)]: value } }
  } else inputsOf(draft)[name] = picks.of([{ value }, value])
  touch(draft, inputOf(name))
  touchTablesOver(draft, 'fuel', 'refrigerant')
  // `0x10` begins with a number
  return one(inProject(name, code, ...(value === '0x10' ? (['unit.unknown'] as const) : [])))
}

const statedLabel: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const nested = ['haulageFuel', 'boilerEfficiency', 'recovery'].filter(
    (name) => typeof ((inputsOf(draft)[name] as Fields)?.values ?? '') === 'object' && free(draft, inputOf(name)),
  )
  if (nested.length === 0 || draft.sheets.some((sheet) => !free(draft, dataOf(sheet), labelsOf(sheet), fileOf(sheet))))
    return undefined
  const name = picks.of(nested)
  const input = inputsOf(draft)[name] as Fields
  const values = { ...(input.values as Fields) }
  const byYear = name === 'haulageFuel'
  const labels = Object.keys(values)
  if (labels.length > 1 && picks.chance(40)) {
    drop(values, byYear ? (labels.at(-1) as string) : picks.of(labels))
    inputsOf(draft)[name] = { ...input, values }
    touch(draft, 'all')
    return one(inProject(name, 'label.missing'))
  }
  const [label, code]: readonly [string, ProblemCode] = byYear
    ? picks.of([
        ['9000', 'period.invalid'],
        ['20x4', 'period.invalid'],
        ['constructor', 'period.invalid'],
        ['FY20', 'period.invalid'],
      ] as const)
    : picks.of([
        ['unknown', 'label.unknown'],
        ['constructor', 'file.cell'],
        ['<b>', 'file.cell'],
        ['toString', 'label.unknown'],
      ] as const)
  if (sayable(draft, [label]).length === 0) return undefined
  values[label] = 0.5
  inputsOf(draft)[name] = { ...input, values }
  touch(draft, 'all')
  return one(inProject(name, code))
}

const shapeFault: Make = fieldFault([], (project, picks, draft) => {
  const invalid = (input: string): Expected => inProject(input, 'project.invalid')
  const set = (path: readonly string[], value: unknown): Expected | undefined => {
    const [last, ...above] = [...path].reverse() as [string, ...string[]]
    const fields = above.reverse().reduce<Fields>((at, name) => at[name] as Fields, project)
    const parts = [`field ${path[0]}`, ...(path[0] === 'region' || path[1] === 'country' ? ['region'] : [])]
    if (!free(draft, ...parts)) return undefined
    touch(draft, ...parts)
    if (value === undefined) drop(fields, last)
    else fields[last] = value as string
    return invalid(path.join('.'))
  }
  return picks.of([
    () => set(['title'], 5),
    () => set(['title'], ''),
    () => set(['title'], undefined),
    () => set(['titel'], 'x'),
    () => (draft.through === 'data' ? set(['constructor'], 'x') : undefined),
    () => set(['scenario', 'leakage'], undefined),
    () => set(['scenario', 'base line'], 'x'),
    () => set(['scenario'], 'x'),
    () => set(['city', 'country'], 'Indonesia'),
    () => set(['city', 'population'], 5),
    () => set(['programme'], 'vcs'),
    () => set(['assumptions'], 'none'),
    () => set(['sources'], [{ id: 'x' }]) && [invalid('sources.0.text'), invalid('sources.0.status')],
    () => set(['compare'], {}),
    () => set(['region'], 5),
  ])()
})

const shapeOfInput: Make = (draft, picks) => {
  if (!free(draft, 'method', 'any')) return undefined
  const names = tableInputs(draft, () => true)
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const input = inputsOf(draft)[name] as Fields
  const [path, value]: readonly [string, unknown] = picks.of([
    ['column', undefined],
    ['file', undefined],
    ['colum', 'x'],
    ['times', 'day'],
    ['into', 'months'],
    ['over', 'year'],
    ['split', 'evenly'],
    ['__proto', 'x'],
  ] as const)
  if (value === undefined) drop(input, path)
  else input[path] = value as string
  // which columns it would have read cannot be known
  touch(draft, 'all')
  return one(inProject(`inputs.${name}.${path}`, 'project.invalid'))
}

const wrongInput: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = draft.base.stated.filter(
    (name) => free(draft, inputOf(name)) && name in inputsOf(draft) && !(inputsOf(draft)[name] as Fields).file,
  )
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const [value, at] = picks.of([
    [null, ''],
    [[], ''],
    [true, ''],
    ['', ''],
    [{}, undefined],
    [{ value: null }, '.value'],
    [{ values: [1] }, '.values'],
    [{ value: 1, unit: 't' }, '.unit'],
  ] as const)
  inputsOf(draft)[name] = structuredClone(value) as Fields
  touch(draft, inputOf(name))
  touchTablesOver(draft, 'fuel', 'refrigerant')
  return one(
    at === undefined
      ? { codes: ['project.invalid'], file: 'project' }
      : inProject(`inputs.${name}${at}`, 'project.invalid'),
  )
}

const shapeOfFile: Make = (draft, picks) => {
  if (!free(draft, 'any') || draft.project.files) return undefined
  const sheets = readSheets(draft)
  const sheet = picks.of(sheets)
  const [path, value] = picks.of([
    ['delimiter', ':'],
    ['decimal', '·'],
    ['encoding', ''],
    ['ignore', 'note'],
    ['separator', ';'],
  ] as const)
  draft.project.files = { [sheet.file]: { [path]: value } }
  touch(draft, 'all')
  return one(inProject(`files.${sheet.file}.${path}`, 'project.invalid'))
}

const protoKey: Make = (draft, picks) => {
  if (!free(draft, 'any')) return undefined
  const places = ['', 'inputs', 'options', 'files', 'city', 'scenario'] as const
  const at = picks.of(places)
  if (at !== '' && draft.project[at] === undefined) draft.project[at] = {}
  const fields = at === '' ? draft.project : (draft.project[at] as Fields)
  fields[protoName] = picks.of([{ value: 5 }, { polluted: true }, 'x'])
  touch(draft, 'all')
  // the reader of the file refuses the name before anybody asks what it stands for
  if (draft.through === 'bytes') return one({ codes: ['file.format'] })
  return one(inProject(at === '' ? '__proto__' : `${at}.__proto__`, 'project.invalid'))
}

const compareFault: Make = fieldFault(['method', 'period'], (project, picks, draft) => {
  const rows = project.compare as Fields[] | undefined
  if (!rows || !free(draft, 'field compare')) return undefined
  touch(draft, 'field compare')
  const row = rows[0] as Fields
  const [name, value, code, at] = picks.of([
    ['published', 'about 5', 'number.invalid', 'published'],
    ['published', 'Infinity', 'number.invalid', 'published'],
    ['published', '1e301', 'number.range', 'published'],
    ['figure', 'benefit.wasteDivertd', 'project.invalid', 'figure'],
    ['figure', 'constructor', 'project.invalid', 'figure'],
    ['figure', 'input.__proto__', 'project.invalid', 'figure'],
    ['unit', 'h', 'unit.differs', 'unit'],
    ['unit', 'tonnnes', 'unit.unknown', 'unit'],
    ['at', { year: '1999' }, 'period.invalid', 'at.year'],
    ['at', { year: 'x' }, 'period.invalid', 'at.year'],
    ['at', {}, 'period.invalid', 'at.year'],
  ] as const)
  row[name] = structuredClone(value) as Fields
  return inProject(`compare.0.${at}`, code)
})

const factorRow: Make = (draft, picks) => {
  if (!free(draft, 'method', 'own factors')) return undefined
  const sheet = draft.sheets.find(isFactors)
  const listed = Array.isArray(draft.project.factors) ? (draft.project.factors as Fields[]) : undefined
  const [name, text, code] = picks.of([
    ['value', 'high', 'number.invalid'],
    ['value', '1e301', 'number.range'],
    ['value', '', 'factor.invalid'],
    ['value', 'NaN', 'number.invalid'],
    ['value', '-4', 'input.range'],
    ['unit', 'g CH5/kg waste (wet)', 'factor.unused'],
    ['unit', 'tonnnes', 'unit.unknown'],
    ['parameter', 'EFF', 'factor.unused'],
    ['parameter', '', 'factor.invalid'],
    ['parameter', 'constructor', 'factor.unused'],
  ] as const)
  if (sheet && free(draft, fileOf(sheet))) {
    const row = picks.of(sheet.rows)
    const at = sheet.columns.findIndex((column) => column.name === name)
    row.cells[at] = { text, raw: true }
    touch(draft, 'own factors', fileOf(sheet), dataOf(sheet), labelsOf(sheet))
    return one({ codes: [code], file: sheet.file, rows: [row], ...(code === 'factor.unused' ? {} : { column: name }) })
  }
  if (!listed) return undefined
  ;(listed[0] as Fields)[name] = text
  touch(draft, 'own factors')
  return one(inProject('factors.0', code))
}

const overFault: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = tableInputs(
    draft,
    ({ over, times, into }) => typeof over === 'object' && Object.keys(over as Fields).length > 0 && !times && !into,
  ).filter((name) => ['composted', 'delivered', 'electricity', 'treated', 'charge', 'heat'].includes(name))
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const input = inputsOf(draft)[name] as Fields
  const over = { ...(input.over as Fields) }
  const sheet = sheetOf(draft, name)
  const [dim, column] = picks.of(Object.entries(over)) as [string, string]
  touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet), inputOf(name), ...(name === 'heat' ? ['all'] : []))
  if (picks.chance(50)) {
    drop(over, dim)
    input.over = over
    return {
      expected: [inProject(name, 'input.shape')],
      allowed: [{ codes: ['file.column'], file: sheet.file, column }],
    }
  }
  const other = picks.of(sayable(draft, ['country', 'constructor', 'toString', `${dim}s`]))
  input.over = { ...over, [other]: column }
  return one(inProject(name, 'project.invalid'))
}

/** Months where years are meant: every row is of the wrong sort. */
const notIntoYears: Make = (draft, picks) => {
  if (!free(draft, 'method', 'period')) return undefined
  const names = tableInputs(draft, ({ into }) => into === 'years')
  if (names.length === 0) return undefined
  const name = picks.of(names)
  const sheet = sheetOf(draft, name)
  drop(inputsOf(draft)[name] as Fields, 'into')
  touch(draft, fileOf(sheet), dataOf(sheet), labelsOf(sheet))
  const column = (sheet.columns[periodAt(sheet)] as Column).name
  const every = sheet.rows.map(
    (row): Expected => ({ codes: ['period.invalid'], file: sheet.file, rows: [row], column }),
  )
  return { expected: every }
}

/** A value per day that is not multiplied by the days. */
const notTimesDays: Make = (draft, picks) => {
  if (!free(draft, 'method')) return undefined
  const names = tableInputs(draft, ({ times, unit }) => times === 'days' && unit !== undefined)
  if (names.length === 0) return undefined
  const name = picks.of(names)
  drop(inputsOf(draft)[name] as Fields, 'times')
  touch(draft, inputOf(name), dataOf(sheetOf(draft, name)))
  return one(inProject(name, 'unit.differs'))
}

const ghostFile: Make = (draft, picks) => {
  if (!free(draft, 'ghost') || draft.project.files) return undefined
  const file = picks.of(sayable(draft, ['ghost.csv', 'constructor', 'toString', 'sub/ghost.csv']))
  draft.project.files = { [file]: {} }
  touch(draft, 'ghost', 'any')
  return one({ codes: ['file.missing'], file })
}

const encodingName: Make = (draft, picks) => {
  if (draft.through === 'data' || draft.project.files) return undefined
  const sheets = readSheets(draft, (sheet) => free(draft, dataOf(sheet), labelsOf(sheet)))
  if (sheets.length === 0) return undefined
  const sheet = picks.of(sheets)
  draft.project.files = { [sheet.file]: { encoding: picks.of(['utf-9', 'Shift JIS!', 'toString', 'ascii2']) } }
  touch(draft, fileOf(sheet), labelsOf(sheet), dataOf(sheet), 'ghost')
  return one({ codes: ['file.encoding'], file: sheet.file })
}

/** What can be wrong with a project file. */
export const statementFaults: readonly (readonly [string, Make])[] = [
  ['unit of a column', statedUnit],
  ['period', periodFaults],
  ['monitored to', monitoredTo],
  ['gwp', gwpFault],
  ['region', regionFault],
  ['measure', measureFault],
  ['option', optionFault],
  ['input unknown', unknownInput],
  ['input missing', missingInput],
  ['value in the project file', statedValue],
  ['label in the project file', statedLabel],
  ['shape', shapeFault],
  ['shape of an input', shapeOfInput],
  ['shape of a value', wrongInput],
  ['shape of a file', shapeOfFile],
  ['__proto__', protoKey],
  ['comparison', compareFault],
  ['own factor', factorRow],
  ['dimensions of a column', overFault],
  ['months for years', notIntoYears],
  ['not multiplied by days', notTimesDays],
  ['options of no file', ghostFile],
  ['encoding unknown', encodingName],
]
