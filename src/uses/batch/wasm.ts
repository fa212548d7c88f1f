import { fail } from '../../core/errors'
import { type Passes, plainPasses } from './kernels'
import { type Operators, poolSize } from './operators'

/**
 * The passes that are only arithmetic, as a WebAssembly module: two rows an instruction, four a turn, over one memory. Each does what the pass of its name in `kernels.ts` does, in the same order and without fused
 * multiply-add, so that results are the same to the last bit. The module is always the same 4 KB, written here operator
 * by operator (WebAssembly Core Specification 2.0, 5.4); nothing is made from a method.
 */

type Bytes = readonly number[]
/** Up to three operands or numbers; a pass has those that it states. */
type Some = readonly [Bytes, Bytes, Bytes, ...Bytes[]]

const i32 = 0x7f
const f64 = 0x7c
const v128 = 0x7b

/** An unsigned number in LEB128. */
const unsigned = (value: number): Bytes => (value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)])
const list = (items: readonly Bytes[]): Bytes => [...unsigned(items.length), ...items.flat()]
const sized = (bytes: Bytes): Bytes => [...unsigned(bytes.length), ...bytes]
const section = (id: number, bytes: Bytes): Bytes => [id, ...sized(bytes)]
const text = (name: string): Bytes => sized([...new TextEncoder().encode(name)])

const get = (local: number): Bytes => [0x20, ...unsigned(local)]
const set = (local: number): Bytes => [0x21, ...unsigned(local)]
const whole = (value: number): Bytes => [0x41, ...(value < 0x40 ? [value] : [(value & 0x7f) | 0x80, value >>> 7])]
const addWhole = 0x6a
const minusWhole = 0x6b
const shiftLeft = 0x74
const isLess = 0x48

const simd = (operator: number): Bytes => [0xfd, ...unsigned(operator)]
const binary =
  (operator: number) =>
  (a: Bytes, b: Bytes): Bytes => [...a, ...b, ...simd(operator)]
const unary =
  (operator: number) =>
  (a: Bytes): Bytes => [...a, ...simd(operator)]
const add = binary(0xf0)
const multiply = binary(0xf2)
const over = binary(0xf3)
/** The second where it is below the first. */
const lower = binary(0xf6)
const higher = binary(0xf7)
const equals = binary(0x47)
const below = binary(0x49)
const notAbove = binary(0x4b)
const both = binary(0x4e)
const any = binary(0x50)
/** Of four whole numbers each. */
const difference = binary(0xb1)
const size = unary(0xec)
const splat = unary(0x14)
const splatWhole = unary(0x11)
const anyTrue = unary(0x53)
const lane = (at: number, of: Bytes): Bytes => [...of, ...simd(0x21), at]
const either = (yes: Bytes, no: Bytes, where: Bytes): Bytes => [...yes, ...no, ...where, ...simd(0x52)]
/** Nothing in both rows, in fewer bytes than as a number. */
const none: Bytes = [...[0x41, 0], ...[0xfd, 0x11]]
const number = (value: number): Bytes => [...[0x44, ...new Uint8Array(new Float64Array([value]).buffer)], ...simd(0x14)]
const read = (address: number, offset: number): Bytes => [...get(address), ...simd(0x00), 3, offset]
const write = (address: number, value: Bytes, offset: number): Bytes => [
  ...get(address),
  ...value,
  ...simd(0x0b),
  3,
  offset,
]

interface Made {
  readonly parameters: Bytes
  readonly results: Bytes
  /** How many locals of two rows stand after the parameters; one whole number follows them. */
  readonly locals: number
  readonly code: Bytes
}

/** The number of rows becomes the address that ends the first operand. */
const end = (operands: readonly number[]): Bytes => [
  ...[...get(0), ...whole(3), shiftLeft, ...get(operands[0] as number), addWhole, ...set(0)],
]

/** Some rows a turn, at least one turn. */
const turns = (operands: readonly number[], rows: number, body: Bytes): Bytes => [
  ...[0x03, 0x40, ...body],
  ...operands.flatMap((local) => [...get(local), ...whole(8 * rows), addWhole, ...set(local)]),
  ...[...get(operands[0] as number), ...get(0), isLess, 0x0d, 0, 0x0b],
]

/** A pass (rows, to, operands, numbers): what it writes follows from operands and numbers. */
const pass = (
  operands: number,
  numbers: number,
  value: (operands: Some, numbers: Some) => Bytes,
  rowsATurn: 2 | 4 = 2,
): Made => {
  const places = Array.from({ length: operands + 1 }, (_, at) => 1 + at)
  const first = operands + 2
  const given = Array.from({ length: numbers }, (_, at) => first + at)
  const twoRows = (offset: number): Bytes =>
    write(
      1,
      value(
        places.slice(1).map((local) => read(local, offset)) as unknown as Some,
        given.map((local) => get(local + numbers)) as unknown as Some,
      ),
      offset,
    )
  return {
    parameters: [i32, ...places.map(() => i32), ...given.map(() => f64)],
    results: [],
    locals: numbers,
    code: [
      ...end(places),
      ...given.flatMap((local) => [...splat(get(local)), ...set(local + numbers)]),
      ...turns(places, rowsATurn, rowsATurn === 4 ? [...twoRows(0), ...twoRows(16)] : twoRows(0)),
    ],
  }
}

/** x·0 + y·0: nothing, or NaN where one failed. */
const failed = (...of: readonly Bytes[]): Bytes => of.map((each) => multiply(each, none)).reduce(add)

const product = (factors: readonly Bytes[]): Bytes => factors.reduce(multiply)
const weighted = (of: readonly Bytes[], [constant, ...by]: readonly Bytes[]): Bytes =>
  of.reduce((sum, each, at) => add(sum, multiply(by[at] as Bytes, each)), constant as Bytes)
const truth = (condition: Bytes): Bytes => both(condition, number(1))

/** c + u·a·b (+ v·d·e) (+ w·f): pairs of operands, then the one that is left. */
const squares = (of: readonly Bytes[], [constant, ...by]: readonly Bytes[]): Bytes =>
  by.reduce((total, weight, at) => add(total, product([weight, ...of.slice(2 * at, 2 * at + 2)])), constant as Bytes)

/** The upper halves of two numbers; no bits of the lower ones. */
const upperHalves: Bytes = [
  ...simd(0x0c),
  ...[0, -1, 0, -1].flatMap((half) => [half, half, half, half].map((byte) => byte & 0xff)),
]

/** The address of a row, from the place of the first. */
const toRow = (place: number, from: number): Bytes => [
  ...[...get(from), ...whole(3), shiftLeft, ...get(place), addWhole, ...set(place)],
]

/** (rows, place, from, first, width): 1 if the upper half of a number differs from `first` in more than lower bits. */
const doubtful: Made = {
  parameters: [i32, i32, i32, i32, i32],
  results: [i32],
  locals: 2,
  code: [
    ...toRow(1, 2),
    ...end([1]),
    ...[...splatWhole(get(3)), ...set(5)],
    ...turns(
      [1],
      4,
      [0, 16].flatMap((at) => [...any(get(6), difference(read(1, at), get(5))), ...set(6)]),
    ),
    ...anyTrue(both(both(get(6), upperHalves), splatWhole([...whole(0), ...get(4), minusWhole]))),
  ],
}

/** (rows, place, from): the sum of the rows from one on in four lanes. */
const sum: Made = {
  parameters: [i32, i32, i32],
  results: [f64],
  locals: 2,
  code: [
    ...toRow(1, 2),
    ...end([1]),
    ...turns([1], 4, [...add(get(3), read(1, 0)), ...set(3), ...add(get(4), read(1, 16)), ...set(4)]),
    ...[...lane(0, get(3)), ...lane(1, get(3)), 0xa0, ...lane(0, get(4)), ...lane(1, get(4)), 0xa0, 0xa0],
  ],
}

const passes = (): Readonly<Record<string, Made>> => ({
  product1: pass(1, 1, (of, [u]) => product([u, ...of]), 4),
  product2: pass(2, 1, (of, [u]) => product([u, ...of]), 4),
  product3: pass(3, 1, (of, [u]) => product([u, ...of]), 4),
  product4: pass(4, 1, (of, [u]) => product([u, ...of]), 4),
  sum1: pass(1, 2, weighted, 4),
  sum2: pass(2, 3, weighted, 4),
  sum3: pass(3, 4, weighted, 4),
  sum4: pass(4, 5, weighted, 4),
  products1: pass(2, 2, squares, 4),
  productsAnd1: pass(3, 3, squares, 4),
  products2: pass(4, 3, squares, 4),
  productsAnd2: pass(5, 4, squares, 4),
  divide: pass(2, 0, ([x, y]) => add(over(x, y), failed(y))),
  least: pass(2, 0, ([x, y]) => add(lower(x, y), failed(x, y))),
  most: pass(2, 0, ([x, y]) => add(higher(x, y), failed(x, y))),
  absolute: pass(1, 0, ([x]) => size(x)),
  less: pass(2, 0, ([x, y]) => add(truth(below(x, y)), failed(x, y))),
  atMost: pass(2, 0, ([x, y]) => add(truth(notAbove(x, y)), failed(x, y))),
  equal: pass(2, 0, ([x, y]) => add(truth(equals(x, y)), failed(x, y))),
  choose: pass(3, 0, ([x, y, z]) => either(y, either(z, number(Number.NaN), equals(x, none)), equals(x, number(1)))),
  is: pass(1, 1, ([x], [label]) => add(truth(equals(x, label)), failed(x))),
  doubtful,
  sum,
})

/** The module: one function a pass, by its name, over the memory `m.m`. */
export const moduleBytes = (): Uint8Array<ArrayBuffer> => {
  const made = Object.entries(passes())
  const types = made.map(([, { parameters, results }]) => [0x60, ...sized(parameters), ...sized(results)])
  const bodies = made.map(([, { locals, code }]) =>
    sized([
      ...list(
        locals === 0
          ? [[1, i32]]
          : [
              [locals, v128],
              [1, i32],
            ],
      ),
      ...code,
      0x0b,
    ]),
  )
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([[...text('m'), ...text('m'), 0x02, 0x00, 0x01]])),
    ...section(3, list(made.map((_, index) => unsigned(index)))),
    ...section(7, list(made.map(([name], index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(bodies)),
  ])
}

const pageBytes = 65536

/**
 * WebAssembly operators for `evaluateBatch` and `runProgram`: two rows an instruction. A page with a content-security policy
 * must allow them: script-src 'wasm-unsafe-eval'. Results are the same as without, to the last bit.
 *
 * Columns that `column(rows)` of them makes lie in their memory. If all columns of a call do, and there is room for those
 * of the result, nothing is copied.
 *
 * @param room how many numbers there is memory for in such columns; 0 where not stated. It is never given back.
 * @throws MrvError `call.invalid` where there is no WebAssembly, the page does not allow it, or there is not so much memory
 *
 * @example
 * const operators = await simdOperators().catch(() => undefined)
 * evaluateBatch(composting, { treated }, { gwp: 'AR5' }, operators ? { operators } : {})
 */
export const simdOperators = async (room = 0): Promise<Operators> => {
  if (typeof WebAssembly === 'undefined') return refuse('no WebAssembly')
  const pages = Math.ceil((8 * (poolSize + room)) / pageBytes)
  const memory = allowed(() => new WebAssembly.Memory({ initial: pages, maximum: pages }))
  const { instance } = await WebAssembly.instantiate(moduleBytes(), { m: { m: memory } }).catch((error) =>
    refuse(said(error)),
  )
  const { buffer } = memory
  let taken = 8 * poolSize
  const operators: Operators = {
    passes: { ...overAddresses(buffer), ...(instance.exports as object) } as Passes<unknown>,
    pool: new Float64Array(buffer, 0, poolSize),
    reach: (columns) => columns.every((column) => !(column instanceof Float64Array) || column.buffer === buffer),
    place: (numbers) => numbers.byteOffset,
    bits: (numbers) => numbers.byteOffset,
    get room() {
      return (buffer.byteLength - taken) / 8
    },
    column(rows) {
      if (rows > operators.room)
        fail('call.invalid', 'There is no room for this column', {
          found: `${rows} rows`,
          expected: `at most ${operators.room}`,
          hint: 'Ask for more with simdOperators(room).',
        })
      const column = new Float64Array(buffer, taken, rows)
      taken += 8 * rows
      return column
    },
  }
  return operators
}

/** The plain passes that the module has not, over addresses. */
const overAddresses = (buffer: ArrayBuffer): Partial<Passes<number>> => {
  const view = (address: number, n: number) => new Float64Array(buffer, address, n)
  const { power, exponential, logarithm, pick, table, fixed, codes8, codes16, codes32 } = plainPasses
  return {
    power: (n, o, i, j) => power(n, view(o, n), view(i, n), view(j, n)),
    exponential: (n, o, i) => exponential(n, view(o, n), view(i, n)),
    logarithm: (n, o, i) => logarithm(n, view(o, n), view(i, n)),
    pick: (n, o, i, j, label, first) => pick(n, view(o, n), view(i, n), view(j, n), label, first),
    table: (n, o, i, values) => table(n, view(o, n), view(i, n), values),
    fixed: (n, o, value) => fixed(n, view(o, n), value),
    codes8: (n, o, codes, from, to) => codes8(n, view(o, n), codes, from, to),
    codes16: (n, o, codes, from, to) => codes16(n, view(o, n), codes, from, to),
    codes32: (n, o, codes, from, to) => codes32(n, view(o, n), codes, from, to),
  }
}

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const allowed = <T>(make: () => T): T => {
  try {
    return make()
  } catch (error) {
    return refuse(said(error))
  }
}

const refuse = (found: string): never =>
  fail('call.invalid', 'The WebAssembly operators cannot be used here', {
    found,
    expected: "enough memory, and a page whose content-security policy has script-src 'wasm-unsafe-eval'",
    hint: 'Leave out operators; the results are the same.',
  })
