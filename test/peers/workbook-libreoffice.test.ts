import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { methodOf, methods } from '../../src/methods'
import { verifyWorkbook } from '../../src/uses/workbook'
import { makeBook } from '../../src/uses/workbook/book'
import { readXlsx } from '../../src/uses/workbook/xlsx/read'
import { Sheet, type SheetCell, type Workbook } from '../../src/uses/workbook/xlsx/sheet'
import { writeXlsx } from '../../src/uses/workbook/xlsx/write'
import { type Case, cases } from '../uses/workbook/cases'
import { randomCases } from '../uses/workbook/random'

const hasOffice = spawnSync('soffice', ['--version']).status === 0
if (!hasOffice) {
  process.stderr.write('LibreOffice is not there (apt-get install libreoffice-calc): workbooks are not recalculated.\n')
}

const folder = mkdtempSync(join(tmpdir(), 'citymrv-workbook-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** LibreOffice trusts the values of an .xlsx file unless its profile says that it computes all anew. */
const profile = join(folder, 'profile')
mkdirSync(join(profile, 'user'), { recursive: true })
writeFileSync(
  join(profile, 'user', 'registrymodifications.xcu'),
  `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`,
)

/** Opens workbooks in LibreOffice, which computes every formula, and saves them. */
const recalculate = (files: ReadonlyMap<string, Uint8Array>, name: string): Map<string, Uint8Array> => {
  const [from, to] = [join(folder, name), join(folder, `${name}-saved`)]
  mkdirSync(from)
  for (const [file, bytes] of files) writeFileSync(join(from, `${file}.xlsx`), bytes)
  const paths = [...files.keys()].map((file) => join(from, `${file}.xlsx`))
  const flags = [
    `-env:UserInstallation=${pathToFileURL(profile).href}`,
    '--headless',
    '--convert-to',
    'xlsx:Calc MS Excel 2007 XML',
  ]
  execFileSync('soffice', [...flags, '--outdir', to, ...paths], { stdio: 'ignore', timeout: 20 * 60_000 })
  return new Map([...files.keys()].map((file) => [file, readFileSync(join(to, `${file}.xlsx`))]))
}

/** The workbook with a wrong value beside every formula. */
const spoilt = ({ sheets, names }: Workbook): Workbook => ({
  names,
  sheets: sheets.map((sheet) => {
    const copy = Object.assign(new Sheet(sheet.name), sheet)
    const wrong = ([address, cell]: [string, SheetCell]): [string, SheetCell] =>
      cell.formula === undefined ? [address, cell] : [address, { ...cell, cached: { type: 'number', text: '1' } }]
    return Object.assign(copy, { cells: new Map([...sheet.cells].map(wrong)) })
  }),
})

const bookOf = ({ method, inputs, context }: Case): Workbook =>
  makeBook(methodOf(method), inputs as never, (context ?? {}) as never, {}).book

describe.runIf(hasOffice)('LibreOffice', () => {
  test.each([...methods().keys()])('computes what the exact evaluation gives: %s', async (id) => {
    const own = cases.filter(({ method }) => method === id)
    const { drawn, rejected } = randomCases(id, 20, 20261124)
    const all = new Map([...own, ...drawn].map((each, index) => [`book-${index}`, each]))
    const written = new Map<string, Uint8Array>()
    for (const [file, each] of all) written.set(file, await writeXlsx(spoilt(bookOf(each))))
    const saved = recalculate(written, id)
    let cells = 0
    for (const [file, each] of all) {
      const bytes = saved.get(file) as Uint8Array
      // every formula, name, text and value of the saved workbook against the method, values at 1e-9
      expect({ id: each.id, changes: await verifyWorkbook(bytes, methodOf(id)) }).toEqual({ id: each.id, changes: [] })
      for (const sheet of (await readXlsx(bytes)).sheets.values())
        for (const { formula } of sheet.values()) cells += formula === undefined ? 0 : 1
    }
    process.stdout.write(
      `${id}: ${own.length} published and ${drawn.length} random cases (${rejected} draws refused), ${cells} formulas\n`,
    )
  })

  test('would be found out by a value that it did not compute', async () => {
    const [one] = cases.filter(({ id }) => id === 'waste.composting/co2e-ar5') as [Case]
    const bytes = await writeXlsx(spoilt(bookOf(one)))
    const before = await verifyWorkbook(bytes, methodOf(one.method))
    expect(before.filter(({ kind }) => kind === 'value').length).toBeGreaterThan(10)
    const saved = recalculate(new Map([['spoilt', bytes]]), 'spoilt').get('spoilt') as Uint8Array
    const value = (await readXlsx(saved)).sheets.get('Summary')?.get('E12')?.value
    expect(value).toEqual({ type: 'number', text: '4354.88' })
  })
})
