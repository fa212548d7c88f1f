import { expect, it } from 'vitest'
import { runProject, type TableData, verifyProject } from '../../src/accounts/project'
import { reportHtml } from '../../src/app/report'
import { methodOf } from '../../src/methods'

const tableOf = (file: string, text: string): TableData => {
  const [head = '', ...lines] = text.split('\n')
  return {
    file,
    columns: head.split(','),
    rows: lines.map((line, index) => ({ row: index + 2, cells: line.split(',') })),
  }
}

const project = {
  title: 'Composting',
  city: { name: 'Exampleville', country: 'ID' },
  measure: 'measures.composting-programme',
  gwp: 'AR5',
  period: { from: 2024, to: 2025 },
  scenario: { baseline: 'Landfill.', project: 'Compost.', leakage: 'None.' },
  inputs: {
    composted: {
      file: 'composted.csv',
      column: 'tonnes',
      unit: 't waste (wet)/d',
      times: 'days',
      over: { site: 'site', wasteType: 'type', year: 'year' },
      quality: 'quality',
    },
    residues: {
      file: 'residues.csv',
      column: 'kg',
      unitColumn: 'unit',
      into: 'years',
      over: { wasteType: 'type', year: 'quarter' },
    },
    climate: { value: 'tropical-moist-wet', note: 'annual mean above 20 °C' },
    landfill: { values: { 2024: 'unmanaged-deep', 2025: 'managed-anaerobic' }, note: 'covered in 2025' },
  },
}
const quarters = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4']
const tables = {
  'composted.csv': tableOf(
    'composted.csv',
    'site,type,year,tonnes,quality\nhouse-1,food,2024,1.94,weighed\nhouse-1,food,2025,+2.10,planned',
  ),
  'residues.csv': tableOf(
    'residues.csv',
    `type,quarter,kg,unit\n${quarters.map((quarter) => `food,${quarter},500,kg waste (wet)`).join('\n')}`,
  ),
}
const result = runProject(project, tables, { methodOf })
const origin = (name: string) => result.inputs?.find((each) => each.name === name)

it('a result says of each input where it stands, and each value as it is written there', () => {
  expect(origin('composted')).toEqual({
    name: 'composted',
    file: 'composted.csv',
    column: 'tonnes',
    times: 'days',
    values: [
      {
        labels: { site: 'house-1', wasteType: 'food', year: '2024' },
        row: 2,
        written: '1.94 t waste (wet)/d',
        quality: 'weighed',
      },
      {
        labels: { site: 'house-1', wasteType: 'food', year: '2025' },
        row: 3,
        written: '+2.10 t waste (wet)/d',
        quality: 'planned',
      },
    ],
  })
  expect(origin('residues')?.values).toHaveLength(8)
  expect(origin('residues')?.values[0]).toEqual({
    labels: { wasteType: 'food', year: '2024-Q1' },
    row: 2,
    written: '500 kg waste (wet)',
  })
  expect(origin('climate')).toEqual({
    name: 'climate',
    note: 'annual mean above 20 °C',
    values: [{ labels: {}, written: 'tropical-moist-wet' }],
  })
  expect(origin('landfill')).toMatchObject({
    note: 'covered in 2025',
    values: [{ labels: { year: '2024' }, written: 'unmanaged-deep' }, { written: 'managed-anaerobic' }],
  })
  expect(verifyProject(result)).toEqual({ ok: true, findings: [] })
})

it('so does the report', () => {
  const html = reportHtml(result)
  for (const text of [
    'In <code>composted.csv</code>, column <code>tonnes</code>',
    'Values per day, multiplied by the days of each period.',
    '1.94 t waste (wet)/d',
    '500 kg waste (wet)',
    'Brought to years.',
    'In the project file: tropical-moist-wet. annual mean above 20 °C',
    'covered in 2025',
  ])
    expect(html).toContain(text)
})

it('verify finds a written value from which the evaluation does not follow, of days and of quarters too', () => {
  const changed = (name: string, from: string, to: string) => {
    const inputs = JSON.parse(JSON.stringify(result.inputs)) as { name: string; values: { written: string }[] }[]
    const value = inputs.find((each) => each.name === name)?.values.find(({ written }) => written === from)
    if (!value) throw new Error(`${from} is not there`)
    value.written = to
    return verifyProject({ ...result, inputs } as unknown as typeof result).findings
  }
  // 366 days of 1.94 t and of 1.95 t
  expect(changed('composted', '1.94 t waste (wet)/d', '1.95 t waste (wet)/d')).toEqual([
    {
      kind: 'input',
      name: 'composted',
      labels: { site: 'house-1', wasteType: 'food', year: '2024' },
      stored: '710.04 t waste (wet)',
      expected: '713.7 t waste (wet)',
    },
  ])
  expect(changed('residues', '500 kg waste (wet)', '600 kg waste (wet)')).toMatchObject([
    { name: 'residues', labels: { year: '2024' }, stored: '2000 kg waste (wet)', expected: '2100 kg waste (wet)' },
  ])
  expect(changed('climate', 'tropical-moist-wet', 'tropical-dry')).toMatchObject([{ name: 'climate' }])
  expect(changed('composted', '1.94 t waste (wet)/d', 'much')[0]).toMatchObject({
    name: 'composted',
    expected: 'nothing',
  })
  const values = origin('composted')?.values.slice(1)
  const inputs = result.inputs?.map((each) => (each.name === 'composted' ? { ...each, values } : each))
  expect(verifyProject({ ...result, inputs } as unknown as typeof result).findings).toMatchObject([
    { expected: 'nothing' },
  ])
})

it('how an input is written plays no part in the digest, and a result of an earlier form has no origins', () => {
  const inputs = { ...project.inputs, climate: 'tropical-moist-wet' }
  expect(runProject({ ...project, inputs }, tables, { methodOf }).digest).toBe(result.digest)
  const { inputs: _, ...earlier } = result
  expect(verifyProject(earlier)).toEqual({ ok: true, findings: [] })
  expect(reportHtml(earlier)).toContain('Given as')
})
