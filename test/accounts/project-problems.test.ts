import { describe, expect, it } from 'vitest'
import { filesOf, type ProjectResult, runProject, type TableData, verifyProject } from '../../src/accounts/project'
import { MrvError, type Problem, problemText } from '../../src/core/errors'
import { methodOf } from '../../src/methods'

const tableOf = (file: string, text: string): TableData => {
  const [header = '', ...lines] = text.trim().split('\n')
  const columns = header.trim().split(',')
  return { file, columns, rows: lines.map((line, index) => ({ row: index + 2, cells: line.trim().split(',') })) }
}

const project = {
  title: 'A programme',
  city: { name: 'Somewhere', country: 'ID' },
  measure: 'measures.composting-programme',
  gwp: 'AR5',
  period: { from: 2024, to: 2025 },
  scenario: { baseline: 'landfill', project: 'compost', leakage: 'none' },
  inputs: {
    composted: {
      file: 'waste.csv',
      column: 'tonnes',
      unit: 't waste (wet)',
      over: { site: 'site', wasteType: 'type', year: 'year' },
    },
    climate: 'tropical-moist-wet',
    landfill: { value: 'managed-anaerobic' },
    captured: { values: { 2024: 0.1, 2025: 0.2 } },
  },
}

const waste = `
  site,type,year,tonnes
  north,garden,2024,10
  north,garden,2025,12
  south,garden,2024,5
  south,garden,2025,6
`

const run = (changes: object = {}, text = waste, more: Record<string, TableData> = {}): ProjectResult =>
  runProject({ ...project, ...changes }, { 'waste.csv': tableOf('waste.csv', text), ...more }, { methodOf })

const problemsOf = (...given: Parameters<typeof run>): readonly Problem[] => {
  try {
    run(...given)
  } catch (error) {
    if (error instanceof MrvError) return error.problems
    throw error
  }
  return []
}

const withInputs = (inputs: object) => ({ inputs: { ...project.inputs, ...inputs } })

/** The place of a problem in short. */
const placesOf = (problems: readonly Problem[]): string[] =>
  problems.map(({ code, at: { file, row, column, input } }) =>
    [code, file, row ?? input, column].filter((part) => part !== undefined).join(' '),
  )

describe('what is wrong with a project', () => {
  it('comes together, from the project file and from every table', () => {
    const text = waste.replace('2025,12', '2025,-12').replace('2025,6', '2025,six')
    const problems = problemsOf({ title: 5, gwp: 'AR7', ...withInputs({ captured: 1.5, clmate: 'x' }) }, text)
    expect(placesOf(problems)).toEqual([
      'project.invalid project title',
      'gwp.missing project gwp',
      'input.unknown project clmate',
      'input.range waste.csv 3 tonnes',
      'number.invalid waste.csv 5 tonnes',
      'input.range project captured',
    ])
  })

  it('is said at the row before a gap, and once', () => {
    const problems = problemsOf({}, waste.replace('  north,garden,2025,12\n', ''))
    expect(problems.map(problemText)).toEqual([
      'waste.csv, row 2, column tonnes: composted [north, garden, 2025]: A period is missing. Found no row for 2025; expected a row for every period of the project. Missing is not zero: give the value, 0 if it is none.',
    ])
  })

  it('does not take the consequence of an unreadable label for a gap', () => {
    expect(placesOf(problemsOf({}, waste.replace('garden,2025,12', 'garden,20x5,12')))).toEqual([
      'period.invalid waste.csv 3 year',
    ])
    expect(placesOf(problemsOf({}, waste.replace('garden,2025,12', 'gardn,2025,12')))).toEqual([
      'label.unknown waste.csv 3 type',
    ])
  })

  it('names a label for which there is no factor, with the nearest', () => {
    const [problem] = problemsOf({}, waste.replace('garden,2025,12', 'gardn,2025,12'))
    expect(problem).toMatchObject({
      message: 'There is no factor for this wasteType',
      found: '"gardn"',
      hint: 'Did you mean "garden"?',
    })
    const own = ['DOC', 'k'].map((parameter) => ({
      parameter,
      value: '0.2',
      unit: parameter === 'k' ? '1/yr' : 't C/t waste (wet)',
      wasteType: 'husks',
      ...(parameter === 'k' ? { climate: 'tropical-moist-wet' } : {}),
    }))
    expect(run({ factors: own }, waste.replaceAll('garden', 'husks')).totals.reduction).not.toBe('0')
  })

  it('is a unit once, not once a row', () => {
    const composted = { ...project.inputs.composted, unit: 't waste (dry)' }
    expect(placesOf(problemsOf(withInputs({ composted })))).toEqual(['unit.substance project composted'])
  })

  it('is a row after the period, or of another sort', () => {
    expect(placesOf(problemsOf({}, `${waste}  north,garden,2026,1\n`))).toEqual(['period.invalid waste.csv 6 year'])
    expect(placesOf(problemsOf({}, waste.replace('2025,12', '2025-05,12')))).toEqual([
      'period.invalid waste.csv 3 year',
    ])
  })

  it('is a shape, a name and a value, each where it stands', () => {
    const problems = problemsOf({
      measur: 'x',
      scenario: { baseline: 'a', project: 'b' },
      compare: [
        { title: 'x', published: 'many', unit: 'h', figure: 'benefit.wasteDiverted', at: { year: 1999 }, source: 's' },
      ],
    })
    expect(problems.map(({ at, found, expected }) => [at.input, found, expected])).toEqual([
      ['scenario.leakage', 'nothing', 'text'],
      ['measur', '"measur"', expect.stringContaining('measure')],
      ['compare.0.published', '"many"', expect.any(String)],
      ['compare.0.unit', '"h"', '"t waste (wet)"'],
      ['compare.0.at.year', '"1999"', '2024 to 2025'],
    ])
  })

  it('is an own factor row that nothing asks for', () => {
    const factors =
      'parameter,value,unit,activity\nEF,4,g CH4 (biogenic)/kg waste (wet),composting\nEFF,4,g CH4 (biogenic)/kg waste (wet),composting\nEF,-4,g N2O/kg waste (wet),composting'
    expect(placesOf(problemsOf({ factors: 'own.csv' }, waste, { 'own.csv': tableOf('own.csv', factors) }))).toEqual([
      'factor.unused own.csv 3',
      'input.range own.csv 4 value',
    ])
  })

  const ownProblems = (...lines: string[]) =>
    problemsOf({ factors: 'own.csv' }, waste, { 'own.csv': tableOf('own.csv', lines.join('\n')) })

  it.each([
    ['a label', 'EF,4,g CH4 (biogenic)/kg waste (wet),compsting', 'activity compsting', 'Did you mean "composting"?'],
    ['a parameter', 'EFF,4,g CH4 (biogenic)/kg waste (wet),composting', 'EFF by', 'Did you mean "EF"'],
  ])('is %s of an own factor row that nothing asks for: what was typed, what is asked, what was meant', (...given) => {
    const [, line, found, hint] = given
    const [problem, more] = ownProblems('parameter,value,unit,activity', line)
    expect(more).toBeUndefined()
    expect(problem).toMatchObject({ code: 'factor.unused', at: { file: 'own.csv', row: 2 } })
    expect(problem?.hint).toContain(hint)
    expect(problem?.found).toContain(found)
    expect(problem?.expected).toContain('EF by activity composting in g CH4 (biogenic)/kg waste (wet)')
  })

  it('is two own factor rows that answer one question, where the second stands', () => {
    const columns = 'id,parameter,value,unit,activity,validFrom,validTo'
    const row = (id: string, days: string) => `${id},EF,4,g CH4 (biogenic)/kg waste (wet),composting,${days}`
    expect(ownProblems(columns, row('own1', ','), row('own2', '2024-01-01,'))).toMatchObject([
      {
        code: 'factor.ambiguous',
        at: { file: 'own.csv', row: 3 },
        found: '"own1" (own.csv, row 2) and "own2" (own.csv, row 3)',
      },
    ])
    const apart = [row('own1', ',2024-12-31'), row('own2', '2025-01-01,')]
    expect(
      run({ factors: 'own.csv' }, waste, { 'own.csv': tableOf('own.csv', [columns, ...apart].join('\n')) }).remarks,
    ).not.toContainEqual(expect.objectContaining({ name: 'factor.unused' }))
  })

  it('is the day of an own factor row, as it was typed', () => {
    const problems = ownProblems(
      'parameter,value,unit,activity,validFrom',
      'EF,4,g CH4 (biogenic)/kg waste (wet),composting,01.03.2025',
    )
    expect(problems).toMatchObject([
      { code: 'period.invalid', at: { file: 'own.csv', row: 2, column: 'validFrom' }, found: '"01.03.2025"' },
    ])
  })

  it('is not an own factor row that is fit to be used, and was not: that is one remark', () => {
    const csv = 'id,parameter,value,unit,activity,region\nafar,EF,4,g CH4 (biogenic)/kg waste (wet),composting,VN'
    const { remarks } = run({ factors: 'own.csv' }, waste, { 'own.csv': tableOf('own.csv', csv) })
    expect(remarks.filter(({ name }) => name === 'factor.unused')).toHaveLength(1)
  })

  it.each([
    ['of a CSV', 'own.csv', 'own.csv 3 unit'],
    ['of the project file', undefined, 'project factors.1 unit'],
  ])('is an own factor row %s in another unit or basis than is asked for', (_, file, place) => {
    const columns = 'parameter,value,unit,activity'
    const lines = ['EF,4,g CH4 (biogenic)/kg waste (wet),composting', 'EF,0.6,g N2O/kg waste (dry),composting']
    const [names, ...rows] = [columns, ...lines].map((line) => line.split(','))
    const records = rows.map((cells) => Object.fromEntries(cells.map((cell, index) => [names?.[index], cell])))
    const more = file ? { [file]: tableOf(file, [columns, ...lines].join('\n')) } : {}
    const problems = problemsOf({ factors: file ?? records }, waste, more)
    expect(placesOf(problems)).toEqual([`unit.substance ${place}`])
    expect(problems[0]).toMatchObject({
      message: 'The row states what "composting/n2oFactor" asks for, but the basis differs',
      found: '"g N2O/kg waste (dry)"',
      expected: expect.stringContaining('"g N2O/kg waste (wet)"'),
    })
  })

  it('is an empty row, and not the gaps that it leaves', () => {
    const empty = { row: 9, cells: ['', '', '', ''] }
    const withEmpty = (text: string, ...rows: TableData['rows']): Record<string, TableData> => {
      const table = tableOf('waste.csv', text)
      return { 'waste.csv': { ...table, rows: [...table.rows, ...rows] } }
    }
    expect(placesOf(problemsOf({}, waste, withEmpty(waste, empty)))).toEqual(['file.row waste.csv 9'])
    const gap = waste.replace('  north,garden,2025,12\n', '')
    expect(placesOf(problemsOf({}, gap, withEmpty(gap, empty)))).toEqual([
      'file.row waste.csv 9',
      'label.missing waste.csv 2 tonnes',
    ])
    const many = Array.from({ length: 30 }, (_, at) => ({ ...empty, row: 9 + at }))
    const problems = problemsOf({}, waste, withEmpty(waste, ...many))
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)).toMatchObject({ message: '10 more rows are wrong in this way', at: { row: 29 } })
    const factors = tableOf('own.csv', 'parameter,value,unit,activity\nEF,4,g CH4 (biogenic)/kg waste (wet),composting')
    const own = { ...factors, rows: [...factors.rows, empty] }
    expect(placesOf(problemsOf({ factors: 'own.csv' }, waste, { 'own.csv': own }))).toEqual(['file.row own.csv 9'])
  })

  const columnsOf = (...given: Parameters<typeof run>) =>
    problemsOf(...given).map(({ code, message, at, hint }) => [code, message, at.column, hint])
  const mayBe = (name: string): string => `Nothing reads the column "${name}": if it is this one, correct its name.`
  const notRead = (name: string) => ['file.column', 'Nothing reads this column', name, expect.any(String)]
  const isMissing = (name: string, hint?: string) => ['file.column', 'A column is missing', name, hint]

  it('is a renamed column once, with its name now', () => {
    expect(columnsOf({}, waste.replace('tonnes', 'tonne'))).toEqual([isMissing('tonnes', mayBe('tonne'))])
    expect(columnsOf({}, waste.replace('tonnes', 'x'))).toEqual([isMissing('tonnes', mayBe('x'))])
    expect(columnsOf({}, waste.replace('site,type,year,tonnes', 'site,kind,years,tonnes'))).toEqual([
      isMissing('type', mayBe('kind')),
      isMissing('year', mayBe('years')),
    ])
  })

  it('is a column that nothing reads, beside a missing one that it cannot be', () => {
    const added = waste.replace('tonnes', 'mass,remark').replace(/(\d)\n/g, '$1,x\n')
    expect(columnsOf({}, added)).toEqual([isMissing('tonnes'), notRead('mass'), notRead('remark')])
    const near = waste.replace('tonnes', 'tonne,remark').replace(/(\d)\n/g, '$1,x\n')
    expect(columnsOf({}, near)).toEqual([isMissing('tonnes', mayBe('tonne')), notRead('remark')])
    const composted = { ...project.inputs.composted, over: { ...project.inputs.composted.over, year: 'yaer' } }
    const delivered = { ...composted, over: { year: 'year' } }
    const [first] = columnsOf(withInputs({ composted, delivered }))
    expect(first).toEqual(isMissing('yaer', 'Did you mean "year"?'))
  })

  it('is a column of qualities that is empty', () => {
    const composted = { ...project.inputs.composted, quality: 'quality' }
    const text = waste.replace('tonnes', 'tonnes,quality').replace(/(\d)\n/g, '$1,\n')
    const [problem, ...more] = problemsOf(withInputs({ composted }), text)
    expect(more).toEqual([])
    expect(problem).toMatchObject({
      code: 'file.column',
      message: 'The column of qualities is empty',
      at: { file: 'waste.csv', row: 1, column: 'quality' },
      found: 'empty cells only',
      expected: expect.stringContaining('measured'),
      hint: 'Fill it in, or take "quality" out of the input.',
    })
  })

  it('is no name of a prototype', () => {
    const names = ['__proto__', 'constructor', 'toString']
    for (const name of names) {
      const [text, data] = [
        JSON.stringify({ ...project, options: { '@': 'x' }, files: { '@': {} } }).replaceAll('@', name),
        waste.replace('garden,2025,12', `${name},2025,12`),
      ]
      const problems = placesOf(problemsOf(JSON.parse(text), data))
      expect(problems.length, name).toBeGreaterThan(1)
    }
    expect(placesOf(problemsOf({ measure: 'constructor', options: { a: 'b' } }))).toEqual([
      'method.unknown project measure',
    ])
  })

  it('leaves the files that can be told to be read', () => {
    expect(filesOf({ ...project, title: 5 }).map(({ file }) => file)).toEqual(['waste.csv'])
    expect(() => filesOf([])).toThrow(MrvError)
  })
})

describe('figures of a project', () => {
  it('come out of months in mixed units as out of years', () => {
    const months = Array.from(
      { length: 24 },
      (_, at) => `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    )
    const rows = ['north', 'south'].flatMap((site) =>
      months.map((month, at) => {
        const tonnes = { north: [10, 12], south: [5, 6] }[site]?.[Math.floor(at / 12)] as number
        return at % 12 > 0
          ? `${site},garden,${month},0,t waste (wet)`
          : `${site},garden,${month},${tonnes * 1000},kg waste (wet)`
      }),
    )
    const composted = { ...project.inputs.composted, unit: undefined, unitColumn: 'unit', into: 'years' }
    const { unit: _unit, ...input } = composted
    const monthly = run(withInputs({ composted: input }), ['site,type,year,tonnes,unit', ...rows].join('\n'))
    expect(monthly.years).toEqual(run().years)
    expect(monthly.evaluation.digest).toBe(run().evaluation.digest)
  })

  const qualitiesOf = (result: ProjectResult): string[] =>
    result.remarks.filter(({ name }) => name === 'data.quality').map(({ text }) => text)

  it('come with the number of values that are not measured, or of which it is not said', () => {
    const composted = { ...project.inputs.composted, quality: 'quality' }
    const qualities = ['', 'assumed', 'measured', '']
    const rows = waste.trim().split('\n')
    const text = rows.map((row, at) => `${row},${at === 0 ? 'quality' : qualities[at - 1]}`).join('\n')
    expect(qualitiesOf(run(withInputs({ composted }), text))).toEqual([
      '2 of 4 values of composted have no stated quality',
      '1 of 4 values of composted are assumed',
    ])
    expect(qualitiesOf(run())).toEqual([])
  })

  it('come with the quality of every month, not of the first of a year', () => {
    const months = Array.from(
      { length: 24 },
      (_, at) => `${2024 + Math.floor(at / 12)}-${`${(at % 12) + 1}`.padStart(2, '0')}`,
    )
    const rows = months.map((month, at) => `north,garden,${month},1,${['measured', 'assumed', ''][at % 3]}`)
    const composted = { ...project.inputs.composted, quality: 'quality', into: 'years' }
    const result = run(withInputs({ composted }), ['site,type,year,tonnes,quality', ...rows].join('\n'))
    expect(qualitiesOf(result)).toEqual([
      '8 of 24 values of composted are assumed',
      '8 of 24 values of composted have no stated quality',
    ])
  })

  it('verify where a substance is a label and a method is used twice under one path', () => {
    const inputs = {
      electricity: {
        file: 'use.csv',
        column: 'mwh',
        unit: 'MWh electricity',
        over: { equipment: 'equipment', year: 'year' },
      },
      projectEfficiency: 5,
      referenceEfficiency: 4,
      gridFactor: 0.8,
      charge: { file: 'gas.csv', column: 'kg', unit: 'kg refrigerant', over: { refrigerant: 'gas', year: 'year' } },
      remaining: 0.5,
      recovery: 0.1,
    }
    const result = runProject(
      { ...project, measure: 'measures.energy-efficiency', inputs },
      {
        'use.csv': tableOf('use.csv', 'equipment,year,mwh\nchiller,2024,10\nchiller,2025,9'),
        'gas.csv': tableOf('gas.csv', 'gas,year,kg\nHFC-134a,2024,2\nHFC-134a,2025,3'),
      },
      { methodOf },
    )
    expect(verifyProject(result)).toEqual({ ok: true, findings: [] })
    expect(result.gases.find(({ gas, year }) => gas === 'HFC-134a' && year === '2025')?.leakage).toBe('1.35')
  })
})
