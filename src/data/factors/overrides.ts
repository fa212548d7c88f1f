import { fail, locate, Problems } from '../../core/errors'
import { parseDecimal, parseUnit } from '../../core/quantity'
import { type FactorRow, type FactorTable, type FlatFactorRow, plainColumns } from './row'

const statuses = ['read', 'secondary', 'memory', 'measured', 'project']

const parseOverride = (flat: FlatFactorRow, index: number): FactorRow => {
  const text = new Map<string, string>()
  for (const [column, value] of Object.entries(flat)) {
    if (value !== null && value !== undefined && String(value).trim() !== '') text.set(column, String(value).trim())
  }
  const need = (column: string): string =>
    text.get(column) ?? fail('factor.invalid', `The row has no "${column}"`, { expected: `a value in column "${column}"` })
  const value = need('value')
  const unit = text.get('unit')
  if (unit !== undefined) {
    parseUnit(unit)
    parseDecimal(value)
    for (const bound of ['lower', 'upper']) if (text.has(bound)) parseDecimal(text.get(bound) as string)
  }
  const status = text.get('status') ?? 'project'
  if (!statuses.includes(status)) fail('factor.invalid', `"${status}" is not a status`, { expected: statuses.join(', ') })
  const plain = plainColumns.filter((column) => text.has(column)).map((column) => [column, text.get(column)])
  const selectors = [...text].filter(([column]) => !(plainColumns as readonly string[]).includes(column))
  return {
    ...(Object.fromEntries(plain) as unknown as FactorRow),
    id: text.get('id') ?? `project-${index + 1}`,
    parameter: need('parameter'),
    value,
    source: text.get('source') ?? 'project',
    edition: text.get('edition') ?? 'project',
    status: status as FactorRow['status'],
    selectors: Object.fromEntries(selectors),
  }
}

/** A project's own rows, checked: they go before all published ones. All problems come together. */
export const projectTable = (rows: readonly FlatFactorRow[], place: { file?: string } = {}): FactorTable => {
  const problems = new Problems()
  const parsed = rows.map((row, index) => {
    const at = { ...place, row: place.file ? index + 2 : index + 1 }
    return problems.try(() => locate(at, () => parseOverride(row, index)))
  })
  problems.throwIfAny()
  const known = new Set<string>()
  for (const row of parsed as FactorRow[]) {
    if (known.has(row.id)) {
      fail('factor.invalid', `Two rows have the id "${row.id}"`, { at: place })
    }
    known.add(row.id)
  }
  return { source: { id: 'project', title: 'Rows of the project', edition: 'project' }, table: 'project', rows: parsed as FactorRow[] }
}
