import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { MrvError } from '../../../src/core/errors'
import { Decimal } from '../../../src/core/quantity'
import { methodOf, methods } from '../../../src/methods'
import { stationaryCombustion } from '../../../src/sectors/energy'
import { composting, solidWasteDisposal } from '../../../src/sectors/waste'
import { Failure, problemsOf, type Values } from '../../../src/uses/evaluation'
import { evaluate } from '../../../src/uses/exact'
import { readWorkbook, toWorkbook, verifyWorkbook } from '../../../src/uses/workbook'
import { bookOf, makeBook } from '../../../src/uses/workbook/book'
import { cellAt } from '../../../src/uses/workbook/names'
import { readXlsx } from '../../../src/uses/workbook/xlsx/read'
import { addressOf, type SheetCell } from '../../../src/uses/workbook/xlsx/sheet'
import { branching, branchingInputs, branchingRows } from './branching'
import { type Case, cases } from './cases'

const context = { region: 'ID', gwp: 'AR5' }

/** The workbook with one part of it rewritten, as another program or a person might. */
const edited = (bytes: Uint8Array, file: string, from: string | RegExp, to: string): Uint8Array => {
  const files = unzipSync(bytes)
  const before = strFromU8(files[file] as Uint8Array)
  const after = before.replace(from, to)
  expect(after).not.toBe(before)
  return zipSync({ ...files, [file]: strToU8(after) })
}
const sheet = (number: number): string => `xl/worksheets/sheet${number}.xml`

const cell = async (bytes: Uint8Array, name: string, address: string) =>
  (await readXlsx(bytes)).sheets.get(name)?.get(address)

/** The first cases of each method, and some with everything in them. */
const chosen: readonly Case[] = [
  ...[...methods().keys()].flatMap((id) => cases.filter(({ method }) => method === id).slice(0, 2)),
  ...cases.filter(({ id }) =>
    /hospital-all-parts|own-factors-of-landfill|delay-by-type|two-blends|biomethane-by-own|mcf-by-type/.test(id),
  ),
]

describe('a workbook of every method', () => {
  test.each(chosen.map((each) => [each.id, each] as const))('%s', async (_, each) => {
    const method = methodOf(each.method)
    const exact = evaluate(method as never, each.inputs as never, each.context as never)
    const { draft, book } = makeBook(method, each.inputs as never, (each.context ?? {}) as never, {})
    const outputs = exact.outputs as Readonly<Record<string, Values>>
    // cached values are the exact outputs, digit by digit
    for (const [name, { tensor }] of Object.entries(outputs)) {
      const shown = draft.outputs.find(({ block }) => block.name === name)
      expect([name, shown?.block.cells.length]).toEqual([name, tensor.cells.length])
      for (const [position, value] of tensor.cells.entries()) {
        const written = book.sheets[0]?.cells.get(addressOf(...cellAt(shown?.area as never, position)))
        expect(written?.cached).toEqual({ type: 'number', text: String(value).replace('e', 'E') })
      }
    }
    for (const { block } of draft.outputs) {
      if (outputs[block.name]) continue
      expect([block.name, block.role]).toEqual([block.name, 'benefit'])
      expect(block.cells.map(draft.leaves.value).some((value) => value instanceof Failure)).toBe(true)
    }
    // every step is a formula that a spreadsheet program can hold
    const formulas = book.sheets.flatMap(({ cells }) => [...cells.values()].flatMap(({ formula }) => formula ?? []))
    expect(formulas.length).toBeGreaterThan(draft.steps.length)
    expect(Math.max(...formulas.map((formula) => formula.length))).toBeLessThan(8192)
    expect(Math.max(...formulas.map(nesting))).toBeLessThanOrEqual(64)

    const bytes = await toWorkbook(method, each.inputs as never, each.context as never)
    const data = await readWorkbook(bytes)
    const again = evaluate(method as never, data.inputs as never, data.context as never)
    expect(JSON.stringify(again.outputs)).toBe(JSON.stringify(exact.outputs))
    expect(await verifyWorkbook(bytes, method)).toEqual([])
  })
})

/** How many brackets stand inside each other, outside of texts. */
const nesting = (formula: string): number => {
  let [depth, most] = [0, 0]
  for (const letter of formula.replace(/"(?:[^"]|"")*"/g, '')) {
    if (letter === '(') most = Math.max(most, ++depth)
    if (letter === ')') depth -= 1
  }
  return most
}

describe('the formulas', () => {
  test('read as the equations do, with names', async () => {
    const bytes = await toWorkbook(composting, { treated: '1200 t' }, context)
    const { names, sheets } = await readXlsx(bytes)
    const at = (name: string) => {
      const [page = '', address = ''] = (names.get(name) ?? '').split('!')
      return sheets.get(page)?.get(address.replaceAll('$', ''))
    }
    // 1200 t at 4 g/kg is 4.8 t; GWP 28 and 265 (AR5), N2O 1200 t at 0.24 g/kg
    expect(at('n_CH4_generated')).toEqual({
      formula: 'in_treated*f_ch4Factor*0.001',
      value: { type: 'number', text: '4.8' },
    })
    expect(at('n_CH4_emissions')?.formula).toBe('n_CH4_generated-in_recovered')
    expect(at('n_CO2_equivalent')).toEqual({
      formula: 'n_CH4_emissions*f_gwp_CH4_biogenic+n_N2O_emissions*f_gwp_N2O',
      value: { type: 'number', text: '210.72' },
    })
    expect(at('f_ch4Factor')?.formula).toMatch(
      /^IF\(ISBLANK\(entry_ch4Factor\),row_ipcc_2006_v5_ef_ch4_composting_wet,/,
    )
    expect(at('entry_treated')).toEqual({ value: { type: 'number', text: '1200' } })
    expect(at('out_co2e')).toEqual({ formula: 'n_CO2_equivalent', value: { type: 'number', text: '210.72' } })
  })

  test('put time along columns and all else down rows', async () => {
    const deposited = { food: { 2024: 10, 2025: 20 }, paper: { 2024: 1, 2025: 2 } }
    const bytes = await toWorkbook(solidWasteDisposal, {
      deposited,
      climate: 'tropical-dry',
      site: 'unmanaged-deep',
    } as never)
    const { names, sheets } = await readXlsx(bytes)
    expect(names.get('entry_deposited')).toBe('Inputs!$H$8:$I$9')
    const inputs = sheets.get('Inputs')
    const text = (address: string) => {
      const value = inputs?.get(address)?.value
      return value && 'text' in value ? value.text : undefined
    }
    expect(['H7', 'I7', 'G8', 'G9', 'H8', 'I8', 'H9', 'I9'].map(text)).toEqual([
      '2024',
      '2025',
      'food',
      'paper',
      '10',
      '20',
      '1',
      '2',
    ])
  })

  test('look a factor up again when a choice is changed', async () => {
    const deposited = { food: { 2024: 100, 2025: 0 } }
    const given = { deposited, climate: 'tropical-dry', site: { 2024: 'unmanaged-deep', 2025: 'unmanaged-deep' } }
    const bytes = await toWorkbook(solidWasteDisposal, given as never)
    const changed = edited(bytes, sheet(2), 'tropical-dry</t>', 'boreal-temperate-dry</t>')
    const [entry] = (await verifyWorkbook(changed, solidWasteDisposal)).filter(({ kind }) => kind === 'input')
    expect(entry).toMatchObject({ found: 'boreal-temperate-dry', expected: 'tropical-dry' })
    const found = (await verifyWorkbook(changed, solidWasteDisposal)).filter(({ kind }) => kind === 'value')
    // Table 3.3: k of food waste 0.085 in a dry tropical climate, 0.06 in a dry boreal one
    expect(found.find((each) => each.found === '0.085')?.expected).toBe('0.06')
  })
})

describe('a workbook to be filled', () => {
  test('has empty cells, whose consequences are #N/A, and takes what is entered', async () => {
    const blank = await toWorkbook(composting, { treated: null as never }, context)
    expect((await cell(blank, 'Summary', 'E13'))?.value).toEqual({ type: 'error', text: '#N/A' })
    expect((await readWorkbook(blank)).inputs).toEqual({})
    const filled = edited(blank, sheet(2), /<c r="H7"( s="\d+")\/>/, '<c r="H7"$1><v>1200</v></c>')
    const { inputs, context: again, method } = await readWorkbook(filled)
    expect({ method, inputs, again }).toEqual({
      method: 'waste.composting',
      inputs: { treated: '1200 t waste (wet)' },
      again: context,
    })
    expect(evaluate(composting, inputs as never, again).co2e.value).toBe('210.72')
  })

  test('keeps the labels of what is required and empty, so that each missing value is named', async () => {
    const years = { 2024: null, 2025: null }
    const inputs = { deposited: { food: years }, climate: 'tropical-dry' } as never
    const read = await readWorkbook(await toWorkbook(solidWasteDisposal, inputs, context))
    expect(read.inputs).toEqual(inputs)
    const places = problemsOf(solidWasteDisposal, read.inputs as never, read.context).map(({ at }) => at)
    expect(places).toContainEqual(
      expect.objectContaining({ input: 'deposited', labels: { wasteType: 'food', year: '2025' } }),
    )
  })

  test('reads what Excel makes of a number, shared strings, and notation keys', async () => {
    const bytes = await toWorkbook(composting, { treated: '0.0561', recovered: 'NO' }, context)
    expect((await readWorkbook(bytes)).inputs).toEqual({ treated: '0.0561 t waste (wet)', recovered: 'NO' })
    const saved = edited(bytes, sheet(2), '<v>0.0561</v>', '<v>5.6099999999999997E-2</v>')
    expect((await readWorkbook(saved)).inputs.treated).toBe('0.0561 t waste (wet)')
    expect(await verifyWorkbook(saved, composting)).toEqual([])
    const other = edited(bytes, sheet(2), '<v>0.0561</v>', '<v>5.7099999999999998E-2</v>')
    expect((await readWorkbook(other)).inputs.treated).toBe('0.0571 t waste (wet)')
  })

  test('names every cell that holds no number', async () => {
    const bytes = await toWorkbook(composting, { treated: '1' }, context)
    const wrong = edited(bytes, sheet(2), /<c r="H7"( s="\d+")><v>1<\/v>/, '<c r="H7"$1 t="str"><v>about 5</v>')
    const error = await readWorkbook(wrong).catch((each: unknown) => each)
    expect(error).toBeInstanceOf(MrvError)
    expect((error as MrvError).problems).toMatchObject([
      { code: 'file.cell', at: { column: 'Inputs!H7', input: 'treated' }, found: 'the text "about 5"' },
    ])
  })

  test('of another method is refused', async () => {
    const bytes = await toWorkbook(composting, { treated: '1 t' }, context)
    expect((await readWorkbook(bytes, composting)).inputs.treated).toBe('1 t waste (wet)')
    await expect(readWorkbook(bytes, solidWasteDisposal)).rejects.toMatchObject({
      problems: [{ code: 'file.format', found: 'waste.composting', expected: 'waste.solid-waste-disposal' }],
    })
  })

  test('is refused where evaluate would refuse it, and where it is no such workbook', async () => {
    expect(() => toWorkbook(composting, { treated: '-1' })).toThrow('out of range')
    expect(() => toWorkbook(composting, { treatd: '1' })).toThrow('treated')
    await expect(readWorkbook(strToU8('a,b'))).rejects.toThrow('not an .xlsx workbook')
    await expect(readWorkbook(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }))).rejects.toThrow('citymrv wrote')
  })
})

describe('verifying', () => {
  const written = toWorkbook(composting, { treated: '1200 t' }, context)

  test('finds a changed formula, a formula that became a number, and the values', async () => {
    const bytes = await written
    const changed = edited(bytes, sheet(3), 'in_treated*f_ch4Factor*0.001', 'in_treated*f_ch4Factor*0.002')
    expect(await verifyWorkbook(changed, composting)).toEqual([
      {
        kind: 'formula',
        sheet: 'Calculation',
        cell: expect.stringMatching(/^G\d+$/),
        found: '=in_treated*f_ch4Factor*0.002',
        expected: '=in_treated*f_ch4Factor*0.001',
      },
    ])
    const fixed = edited(bytes, sheet(3), '<f>in_treated*f_ch4Factor*0.001</f>', '')
    expect(await verifyWorkbook(fixed, composting)).toMatchObject([{ kind: 'formula', found: '4.8' }])
    const stale = edited(bytes, sheet(3), /(<f>in_treated\*f_ch4Factor\*0.001<\/f>)<v>4.8</, '$1<v>4.9<')
    expect(await verifyWorkbook(stale, composting)).toMatchObject([{ kind: 'value', found: '4.9', expected: '4.8' }])
  })

  test('finds the input alone where a label was mistyped since', async () => {
    const bytes = await toWorkbook(
      stationaryCombustion,
      { sector: 'residential', consumption: { 'natural-gas': '1 TJ' } },
      context,
    )
    const mistyped = edited(bytes, sheet(2), /(<c r="H7"[^>]*>.*?)residential/, '$1residental')
    const changes = await verifyWorkbook(mistyped, stationaryCombustion)
    expect(changes.filter(({ kind }) => kind !== 'value').map(({ kind, cell }) => [kind, cell])).toEqual([
      ['input', 'H7'],
    ])
  })

  test('finds a changed factor, text, name and input', async () => {
    const bytes = await written
    const factor = await verifyWorkbook(edited(bytes, sheet(4), '<v>0.24</v>', '<v>0.25</v>'), composting)
    expect(factor).toMatchObject([{ kind: 'factor', sheet: 'Factors', found: '0.25', expected: '0.24' }])
    const text = await verifyWorkbook(edited(bytes, sheet(4), '>world<', '>ID<'), composting)
    expect(text).toMatchObject([{ kind: 'text', found: 'ID', expected: 'world' }])
    const name = edited(bytes, 'xl/workbook.xml', /(name="n_N2O_emissions">)[^<]*/, '$1Inputs!$H$7')
    expect(await verifyWorkbook(name, composting)).toMatchObject([{ kind: 'name', cell: 'n_N2O_emissions' }])
    const input = await verifyWorkbook(edited(bytes, sheet(2), '<v>1200</v>', '<v>1300</v>'), composting)
    expect(input.find(({ kind }) => kind === 'input')).toMatchObject({ cell: 'H7', found: '1300', expected: '1200' })
    expect(input.find(({ kind }) => kind === 'value')).toBeDefined()
    await expect(verifyWorkbook(bytes, solidWasteDisposal)).rejects.toThrow('another method')
  })
})

describe('text from users', () => {
  const hostile = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '=HYPERLINK("http://x","y")',
    '<f>1</f>',
    '"&A1&"',
    '_x0041_',
    '\u{1f600}',
  ]

  test('is never a formula, a name or a sheet, and comes back as it was', async () => {
    const deposited = Object.fromEntries(hostile.map((label) => [label, { 2024: '1', 2025: '2' }]))
    const own = Object.fromEntries(hostile.map((label) => [label, '0.1']))
    const options = { title: '=1+1', sources: { deposited: '@weighbridge' } }
    const given = { deposited, doc: own, k: own, climate: 'tropical-dry', mcf: '1', delay: '6 month' }
    const bytes = await toWorkbook(solidWasteDisposal, given as never, {}, options)
    const { sheets, names } = await readXlsx(bytes)
    expect([...names.keys()].every((name) => /^(in|f|n|entry|row|out)_[A-Za-z0-9_]+$/.test(name))).toBe(true)
    expect([...sheets.keys()]).toEqual(['Summary', 'Inputs', 'Calculation', 'Factors', 'Checks', 'citymrv'])
    for (const cells of sheets.values())
      for (const { formula } of cells.values())
        for (const text of hostile) if (text.length > 2) expect(formula ?? '').not.toContain(text)
    // texts are kept as texts even when somebody edits the cell
    const files = unzipSync(bytes)
    const styles = [...strFromU8(files['xl/styles.xml'] as Uint8Array).matchAll(/<xf [^>]*>/g)]
      .map(([xf]) => xf)
      .slice(1)
    for (const file of [1, 2, 3, 4, 5]) {
      const xml = strFromU8(files[sheet(file)] as Uint8Array)
      for (const [, style, text] of xml.matchAll(/s="(\d+)" t="inlineStr"><is><t[^>]*>([^<]*)/g))
        if (/^[=+\-@]/.test(text as string)) expect(styles[Number(style)]).toContain('quotePrefix="1"')
    }
    const { inputs } = await readWorkbook(bytes)
    expect(Object.keys(inputs.deposited as object).sort()).toEqual([...hostile].sort())
    expect(await verifyWorkbook(bytes, solidWasteDisposal)).toEqual([])
  })
})

describe('the sheets', () => {
  test('lock formulas and factors, and leave inputs open', async () => {
    const files = unzipSync(await toWorkbook(composting, { treated: '1200 t' }, context))
    const xml = (name: string) => strFromU8(files[name] as Uint8Array)
    const styles = [...xml('xl/styles.xml').matchAll(/<xf [^>]*>.*?<\/xf>/g)].map(([xf]) => xf)
    const locked = (file: number, address: string) => {
      const [, style] = new RegExp(`<c r="${address}" s="(\\d+)"`).exec(xml(sheet(file))) ?? []
      return !styles[Number(style)]?.includes('locked="0"')
    }
    for (const file of [1, 2, 3, 4, 5, 6]) expect(xml(sheet(file))).toContain('<sheetProtection sheet="1"')
    expect([locked(2, 'H7'), locked(2, 'F7'), locked(2, 'C7')]).toEqual([false, false, true])
    expect([locked(3, 'G7'), locked(4, 'C5'), locked(4, 'F5'), locked(5, 'E5')]).toEqual([true, true, true, true])
  })

  test('say of each factor its source, page and how it was chosen', async () => {
    const { sheets } = await readXlsx(await toWorkbook(composting, { treated: '1200 t' }, context))
    const row = [...(sheets.get('Factors') ?? [])].flatMap(([address, { value }]) =>
      /^[A-Z]5$/.test(address) && value && value.type !== 'truth' ? [value.text] : [],
    )
    expect(row).toEqual(
      expect.arrayContaining([
        '4',
        'g CH4 (biogenic)/kg waste (wet)',
        'Ch 4, Table 4.1, p 4.6',
        'read',
        'range',
        'world',
      ]),
    )
  })

  test('check ranges, shares and what is missing', async () => {
    const status = async (bytes: Uint8Array) =>
      [...((await readXlsx(bytes)).sheets.get('Checks') ?? [])].flatMap(([address, { value }]) =>
        address.startsWith('E') && value?.type === 'text' ? [value.text] : [],
      )
    expect(await status(await toWorkbook(composting, { treated: '1200 t' }, context))).not.toContain('FAILED')
    const blank = await toWorkbook(composting, { treated: null as never }, context)
    expect((await status(blank)).filter((each) => each === 'FAILED').length).toBeGreaterThan(0)
    const [fleet] = cases.filter(({ method }) => method === 'transport.fleet') as [Case]
    const { sheets } = await readXlsx(
      await toWorkbook(methodOf(fleet.method), fleet.inputs as never, fleet.context as never),
    )
    const texts = [...(sheets.get('Checks') ?? new Map()).values()].map(({ value }) => value?.text)
    expect(texts).toContain('The ages must be 0, 1, 2 … without a gap, and the periods years.')
  })

  test('ask for a condition of the method only where its branch is taken', () => {
    const { draft: plan } = makeBook(branching, branchingInputs, {}, {})
    for (const [entered, status] of branchingRows) {
      for (const [at, { block }] of plan.open.entries()) {
        const text = entered[at] as string
        plan.leaves.enter(block, [at === 0 ? new Decimal(text) : text])
      }
      const page = bookOf(plan).sheets.find(({ name }) => name === 'Checks')
      const cells = page?.cells ?? new Map<string, SheetCell>()
      const found = [...cells].flatMap(([address, { text }]) => {
        const cached = cells.get(address.replace('A', 'E'))?.cached
        return /^A\d+$/.test(address) && text === 'method' && cached?.type === 'text'
          ? [[cells.get(address.replace('A', 'D'))?.text, cached.text]]
          : []
      })
      expect([entered, Object.fromEntries(found)]).toEqual([entered, status])
    }
  })
})
