import type { Problem } from '../../core/errors'
import { type Ratio, unity } from '../../core/quantity'
import { type Algebra, divisionByZero, exact, outside, unknownCase } from './algebra'
import { type Deed, Operation } from './operation'
import { type Cell, Decimal, Failure } from './tensor'

/** What makes a deed another one, beside its operands. */
const keyOf = (deed: Deed): string => {
  if (deed.kind === 'number' || deed.kind === 'truth') return String(deed.value)
  if (deed.kind === 'slot') return String(deed.slot)
  if (deed.kind === 'compare') return deed.operator
  if (deed.kind === 'is' || deed.kind === 'label') return deed.label
  return 'problem' in deed ? JSON.stringify(deed.problem) : ''
}

/** Operations instead of numbers: what is known is computed at once, exactly; the same operation is made once. */
export class Symbolic implements Algebra {
  readonly operations: Operation[] = []
  private readonly known = new Map<string, Operation>()

  make(deed: Deed, ...operands: readonly Operation[]): Operation {
    const key = `${deed.kind}|${operands.join()}|${keyOf(deed)}`
    const before = this.known.get(key)
    if (before) return before
    const operation = new Operation(this.operations.length, deed, operands)
    this.operations.push(operation)
    this.known.set(key, operation)
    return operation
  }

  /** A cell as an operation. */
  of(cell: Cell): Operation {
    if (cell instanceof Operation) return cell
    if (cell instanceof Failure) return this.make({ kind: 'fail', problem: cell.problem })
    if (cell instanceof Decimal) return this.make({ kind: 'number', value: cell })
    return typeof cell === 'boolean'
      ? this.make({ kind: 'truth', value: cell })
      : this.make({ kind: 'label', label: cell })
  }

  private binary(
    kind: 'add' | 'subtract' | 'multiply' | 'power' | 'min' | 'max',
    a: Cell,
    b: Cell,
    same?: (a: Cell, b: Cell) => Cell | undefined,
  ): Cell {
    if (!(a instanceof Operation || b instanceof Operation)) return exact[kind](a, b)
    return same?.(a, b) ?? this.make({ kind }, this.of(a), this.of(b))
  }

  number = (value: Decimal): Cell => value
  scale = (of: Cell, { above, below }: Ratio): Cell => {
    const product = this.multiply(of, above)
    return below.equals(unity) ? product : this.divide(product, below, () => ({}))
  }
  add = (a: Cell, b: Cell): Cell =>
    this.binary('add', a, b, (x, y) => (isNumber(x, 0) ? y : isNumber(y, 0) ? x : undefined))
  subtract = (a: Cell, b: Cell): Cell => this.binary('subtract', a, b, (x, y) => (isNumber(y, 0) ? x : undefined))
  multiply = (a: Cell, b: Cell): Cell =>
    this.binary('multiply', a, b, (x, y) => (isNumber(x, 1) ? y : isNumber(y, 1) ? x : undefined))
  power = (a: Cell, b: Cell): Cell => this.binary('power', a, b, (x, y) => (isNumber(y, 1) ? x : undefined))
  min = (a: Cell, b: Cell): Cell => this.binary('min', a, b)
  max = (a: Cell, b: Cell): Cell => this.binary('max', a, b)

  divide = (a: Cell, b: Cell, at: () => Problem['at']): Cell => {
    if (!(a instanceof Operation || b instanceof Operation)) return exact.divide(a, b, at)
    if (isNumber(b, 0)) return divisionByZero(at())
    return isNumber(b, 1) ? a : this.make({ kind: 'divide' }, this.of(a), this.of(b))
  }

  private unary(kind: 'exp' | 'ln' | 'abs' | 'not', of: Cell): Cell {
    return of instanceof Operation ? this.make({ kind }, of) : exact[kind](of)
  }
  exp = (of: Cell): Cell => this.unary('exp', of)
  ln = (of: Cell): Cell => this.unary('ln', of)
  abs = (of: Cell): Cell => this.unary('abs', of)
  not = (of: Cell): Cell => this.unary('not', of)

  compare: Algebra['compare'] = (operator, a, b) =>
    a instanceof Operation || b instanceof Operation
      ? this.make({ kind: 'compare', operator }, this.of(a), this.of(b))
      : exact.compare(operator, a, b)

  is = (category: Cell, label: string): Cell => {
    if (!(category instanceof Operation)) return exact.is(category, label)
    if (category.kind === 'slot') return this.make({ kind: 'is', label }, category)
    return this.overLabels(category, (each) => each === label)
  }

  and = (a: Cell, b: Cell): Cell => {
    if (!(a instanceof Operation)) return exact.and(a, b)
    return b === true ? a : this.make({ kind: 'and' }, a, this.of(b))
  }

  choose = (condition: Cell, then: Cell, otherwise: Cell): Cell =>
    condition instanceof Operation
      ? this.make({ kind: 'choose' }, condition, this.of(then), this.of(otherwise))
      : exact.choose(condition, then, otherwise)

  lookup = (category: Cell, cases: ReadonlyMap<string, Cell>): Cell =>
    category instanceof Operation
      ? this.overLabels(category, (label) => cases.get(label) ?? unknownCase(label))
      : exact.lookup(category, cases)

  /** What follows from each label that a category may have in a row. */
  overLabels(category: Operation, then: (label: string) => Cell): Cell {
    const { deed, operands } = category
    const inner = (of: Operation): Operation => this.of(this.overLabels(of, then))
    if (deed.kind === 'label') return then(deed.label)
    if (deed.kind === 'choose') {
      const [condition, a, b] = operands as [Operation, Operation, Operation]
      return this.choose(condition, inner(a), inner(b))
    }
    if (deed.kind === 'lookup') {
      const [of, ...cases] = operands as [Operation, ...Operation[]]
      return this.make(deed, of, ...cases.map(inner))
    }
    if (deed.kind !== 'slot') return category
    const labels = deed.labels ?? []
    return this.make({ kind: 'lookup', labels }, category, ...labels.map((label) => this.of(then(label))))
  }

  interpolate: Algebra['interpolate'] = (at, coordinates, values, dim) => {
    if (!(at instanceof Operation || values.some((value) => value instanceof Operation)))
      return exact.interpolate(at, coordinates, values, dim)
    const beyond = outside('the value', coordinates, dim)
    const first = coordinates[0]
    if (!first) return beyond
    const segment = (upper: number): Cell => {
      const [low, high] = [values[upper - 1] as Cell, values[upper] as Cell]
      if (low instanceof Failure) return low
      if (high instanceof Failure) return high
      const [x0, x1] = [coordinates[upper - 1] as Decimal, coordinates[upper] as Decimal]
      const share = this.divide(this.subtract(at, x0), x1.minus(x0), () => ({}))
      return this.add(low, this.multiply(this.subtract(high, low), share))
    }
    const upwards = coordinates
      .slice(1)
      .reduceRight<Cell>(
        (above, coordinate, index) => this.choose(this.compare('<=', at, coordinate), segment(index + 1), above),
        beyond,
      )
    const fromFirst = this.choose(this.compare('=', at, first), values[0] as Cell, upwards)
    return this.choose(this.compare('<', at, first), beyond, fromFirst)
  }

  check: Algebra['check'] = (condition, of, problem) => {
    if (!(condition instanceof Operation)) return exact.check(condition, of, problem)
    return of instanceof Failure ? of : this.make({ kind: 'check', problem }, condition, this.of(of))
  }
}

const isNumber = (cell: Cell, value: number): boolean => cell instanceof Decimal && cell.equals(value)
