import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../../scripts/entries.mjs'
import { peer } from '../../scripts/peers.mjs'
import { Sheet, type SheetCell, type Workbook } from '../../src/uses/workbook/xlsx/sheet'
import { writeXlsx } from '../../src/uses/workbook/xlsx/write'

/** What a cell shows: a number, a text, or an error. */
export type Shown = number | string | { readonly error: number }

/** A workbook, what is typed into which of its cells row by row, and the ranges that are read after each row. */
export interface Typing {
  readonly book: Workbook
  readonly entries: readonly (readonly [sheet: string, cell: string, kind: 'number' | 'text'])[]
  readonly rows: readonly (readonly string[])[]
  readonly ranges: readonly (readonly [sheet: string, cells: string])[]
}

/** LibreOffice, running. */
export interface LibreOffice {
  /** The cells of each range for each row. */
  type(typing: Typing): Promise<readonly (readonly (readonly Shown[][])[])[]>
  /** The workbook as LibreOffice saves it. */
  save(book: Workbook): Promise<Uint8Array>
  stop(): void
}

/** LibreOffice trusts the values of an .xlsx file unless its profile says that it computes all anew. */
const profile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`

/** The workbook with a wrong value beside every formula, so that what was not computed is found. */
export const spoilt = ({ sheets, names }: Workbook): Workbook => ({
  names,
  sheets: sheets.map((sheet) => {
    const copy = Object.assign(new Sheet(sheet.name), sheet)
    const wrong = ([address, cell]: [string, SheetCell]): [string, SheetCell] =>
      cell.formula === undefined ? [address, cell] : [address, { ...cell, cached: { type: 'number', text: '1' } }]
    return Object.assign(copy, { cells: new Map([...sheet.cells].map(wrong)) })
  }),
})

/** Starts LibreOffice. Throws where it is not there. */
export const startLibreOffice = (): LibreOffice => {
  const soffice = peer('libreoffice')
  const folder = mkdtempSync(join(tmpdir(), 'citymrv-workbook-'))
  mkdirSync(join(folder, 'profile', 'user'), { recursive: true })
  writeFileSync(join(folder, 'profile', 'user', 'registrymodifications.xcu'), profile)
  const server: ChildProcessWithoutNullStreams = spawn('/usr/bin/python3', [
    join(root, 'test/peers/libreoffice.py'),
    soffice,
    folder,
  ])
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
  let errors = ''
  server.stderr.on('data', (data) => {
    errors = (errors + String(data)).slice(-4000)
  })
  server.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const ask = async (book: Workbook, task: Readonly<Record<string, unknown>>) => {
    const file = join(folder, 'book.xlsx')
    writeFileSync(file, await writeXlsx(spoilt(book)))
    server.stdin.write(`${JSON.stringify({ ...task, file })}\n`)
    const { value } = await lines.next()
    if (value === undefined) throw new Error(`LibreOffice ended: ${errors}`)
    const { error, rows } = JSON.parse(value)
    if (error) throw new Error(`LibreOffice: ${error}`)
    return rows
  }
  return {
    type: ({ book, ...task }) => ask(book, task),
    async save(book) {
      const save = join(folder, 'saved.xlsx')
      await ask(book, { entries: [], rows: [], ranges: [], save })
      return readFileSync(save)
    },
    stop: () => void server.stdin.end(),
  }
}
