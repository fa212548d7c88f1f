import { fail, locate } from '../../core/errors'
import { Decimal } from '../../core/quantity'
import { type Cell, type Declared, type Entry, Operation, type Symbolic } from '../evaluation'
import type { Chosen } from './chosen'
import { betaOf } from './distributions'
import { type DirichletSpec, isDirichlet, isRemainder, isSpec, type RemainderSpec, type Spec } from './spec'
import { nameOf, type Variable } from './variable'

/** Shares that are drawn together; the last one has no variable of its own, it takes what is left. */
export interface Vector {
  readonly name: string
  readonly total: number
  readonly alphas: readonly number[]
  readonly members: readonly Variable[]
}

/** What a vector asks of the collection of variables. */
export interface ShareMaker {
  readonly algebra: Symbolic
  readonly chosen: Chosen
  /** The variable of one share, and the operation that stands for it. */
  variable(
    name: string,
    entry: Entry,
    how: { spec: Spec } | { vector: ReturnType<typeof betaOf>; rule: string },
    limits: readonly [number, number],
  ): { variable: Variable; cell: Operation }
  addVector(vector: Vector): void
}

const isShare = (entry: Entry): entry is Entry & { readonly value: Decimal } => entry.value instanceof Decimal

/** The members of a `sumsTo` as one vector for each of the other labels. */
export const shareEntries = (
  name: string,
  declared: Declared,
  entries: readonly Entry[],
  maker: ShareMaker,
): readonly Entry[] => {
  const { total, over } = declared.sumsTo as NonNullable<Declared['sumsTo']>
  const at = declared.over.findIndex((dim) => dim.name === over)
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = JSON.stringify(entry.labels.map((label, index) => (index === at ? null : (label ?? null))))
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members as [Entry]
    const others = first.labels.filter((_, index) => index !== at)
    const whole = maker.chosen.of(name, others)
    const single = members.find(({ labels }) => {
      const found = maker.chosen.of(name, labels)
      return found !== undefined && isSpec(found)
    })
    const here = { input: name }
    if (single || (whole && isSpec(whole))) {
      fail('uncertainty.invalid', `The shares over ${over} add up to ${total}: one cannot vary alone`, {
        at: here,
        expected: "{ dirichlet: concentration } or { remainder: 'label', members: { … } }",
      })
    }
    if (!whole || !members.every(isShare)) return members
    if (isDirichlet(whole)) return locate(here, () => dirichlet(name, others, members, at, total, whole, maker))
    if (isRemainder(whole)) return locate(here, () => remainder(name, declared, members, at, total, whole, maker))
    return members
  })
}

type ShareEntry = Entry & { readonly value: Decimal }

/** total − Σ of the cells. */
const rest = (total: string, cells: readonly Cell[], algebra: Symbolic): Cell =>
  cells.reduce<Cell>((left, cell) => algebra.subtract(left, cell), new Decimal(total))

/** Drawn together around the given shares (Dirichlet); the last share above 0 is what the others leave. */
const dirichlet = (
  name: string,
  others: readonly (string | undefined)[],
  members: readonly ShareEntry[],
  at: number,
  total: string,
  { dirichlet: concentration }: DirichletSpec,
  maker: ShareMaker,
): readonly Entry[] => {
  const varying = members.filter(({ value }) => value.gt(0))
  const whole = Number(total)
  const alphas = varying.map(({ value }) => (concentration * value.toNumber()) / whole)
  // below, the gammas that a share is made of are too small for doubles
  if (!alphas.every((alpha) => alpha >= 0.01 && Number.isFinite(alpha)))
    fail('uncertainty.invalid', 'The concentration of a Dirichlet', {
      found: String(concentration),
      expected: 'at least 0.01 for each share times it',
    })
  if (varying.length < 2) return members
  const made = varying.slice(0, -1).map((entry, index) => {
    const alpha = alphas[index] as number
    const vector = betaOf(alpha, concentration - alpha, 0, whole)
    const rule = `dirichlet(${concentration})`
    return maker.variable(nameOf(name, entry.labels), entry, { vector, rule }, [0, whole])
  })
  maker.addVector({
    name: nameOf(name, others),
    total: whole,
    alphas,
    members: made.map(({ variable }) => variable),
  })
  const cells = new Map<Entry, Operation>(
    varying.slice(0, -1).map((entry, index) => [entry, (made[index] as { cell: Operation }).cell]),
  )
  const last = varying[varying.length - 1] as ShareEntry
  const left = maker.algebra.of(rest(total, [...cells.values()], maker.algebra))
  return members.map((entry) => {
    const cell = entry === last ? left : cells.get(entry)
    return cell && at >= 0 ? { ...entry, value: cell } : entry
  })
}

/** Each as specified; the named one is what they leave, and must not fall below 0. */
const remainder = (
  name: string,
  declared: Declared,
  members: readonly ShareEntry[],
  at: number,
  total: string,
  { remainder: label, members: specs }: RemainderSpec,
  maker: ShareMaker,
): readonly Entry[] => {
  const labels = members.map((entry) => entry.labels[at] as string)
  for (const each of [label, ...Object.keys(specs)]) {
    if (!labels.includes(each)) fail('label.unknown', `There is no share of "${each}"`, { expected: labels.join(', ') })
  }
  if (Object.hasOwn(specs, label))
    fail('uncertainty.invalid', `"${label}" is what the others leave, and has no spread of its own`)
  const { algebra } = maker
  const cells = members.map((entry, index): Cell => {
    const spec = specs[labels[index] as string]
    if (!spec || labels[index] === label) return entry.value
    return maker.variable(nameOf(name, entry.labels), entry, { spec }, [0, Number(total)]).cell
  })
  const mine = labels.indexOf(label)
  const left = rest(
    total,
    cells.filter((_, index) => index !== mine),
    algebra,
  )
  const enough = algebra.compare('>=', left, new Decimal(0))
  const kept = algebra.check(enough, left, {
    code: 'input.range',
    message: `The other shares leave less than nothing for "${label}"`,
    at: { input: name },
    expected:
      `shares that add up to at most ${total} ${declared.unit?.text === '1' ? '' : (declared.unit?.text ?? '')}`.trim(),
  })
  return members.map((entry, index) => {
    const cell = index === mine ? kept : cells[index]
    return cell instanceof Operation ? { ...entry, value: cell } : entry
  })
}
