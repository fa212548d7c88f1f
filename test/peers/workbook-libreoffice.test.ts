import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { methodOf, methods } from '../../src/methods'
import { verifyWorkbook } from '../../src/uses/workbook'
import { makeBook } from '../../src/uses/workbook/book'
import { readXlsx } from '../../src/uses/workbook/xlsx/read'
import { addressOf, type Workbook } from '../../src/uses/workbook/xlsx/sheet'
import { writeXlsx } from '../../src/uses/workbook/xlsx/write'
import { branching, branchingInputs, branchingRows } from '../uses/workbook/branching'
import { type Case, cases } from '../uses/workbook/cases'
import { type LibreOffice, spoilt, startLibreOffice } from './libreoffice'

let office: LibreOffice
beforeAll(() => {
  office = startLibreOffice()
})
afterAll(() => office?.stop())

const bookOf = ({ method, inputs, context }: Case): Workbook =>
  makeBook(methodOf(method), inputs as never, (context ?? {}) as never, {}).book

/** The first case of each method, and the largest. */
const chosen = [...methods().keys()].flatMap((id) => {
  const own = cases.filter(({ method }) => method === id)
  const [largest] = [...own].sort((a, b) => JSON.stringify(b.inputs).length - JSON.stringify(a.inputs).length)
  return [...new Set([own[0], largest])].flatMap((each) => (each ? [[each.id, each] as const] : []))
})

describe('a workbook that LibreOffice computed and saved', () => {
  // every formula, name, text and value of the saved workbook against the method
  test.each(chosen)('is verified as unchanged: %s', async (_, each) => {
    expect(await verifyWorkbook(await office.save(bookOf(each)), methodOf(each.method))).toEqual([])
  })

  test('would be found out by a value that LibreOffice did not compute', async () => {
    const [one] = cases.filter(({ id }) => id === 'waste.composting/co2e-ar5') as [Case]
    const before = await verifyWorkbook(await writeXlsx(spoilt(bookOf(one))), methodOf(one.method))
    expect(before.filter(({ kind }) => kind === 'value').length).toBeGreaterThan(10)
    const value = (await readXlsx(await office.save(bookOf(one)))).sheets.get('Summary')?.get('E12')?.value
    expect(value).toEqual({ type: 'number', text: '4354.88' })
  })
})

test('LibreOffice asks for a condition of the method only where its branch is taken', async () => {
  const { book, draft } = makeBook(branching, branchingInputs, {}, {})
  const lines = [...(book.sheets.find(({ name }) => name === 'Checks')?.cells ?? [])].flatMap(([address, { text }]) =>
    /^A\d+$/.test(address) && text === 'method' ? [address.slice(1)] : [],
  )
  const [first, last] = [lines[0], lines.at(-1)]
  const found = await office.type({
    book,
    entries: draft.open.map(({ area }, at) => ['Inputs', addressOf(...area.first), at === 0 ? 'number' : 'text']),
    rows: branchingRows.map(([entered]) => entered),
    ranges: [['Checks', `D${first}:E${last}`]],
  })
  expect(found.map(([cells]) => Object.fromEntries(cells as never))).toEqual(branchingRows.map(([, status]) => status))
})
