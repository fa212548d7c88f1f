import { Problems } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import { isDirichlet, isRemainder, isSpec, type Specs } from './spec'

type Named = Readonly<Record<string, Specs>>

/** Every specification at the end of its labels, with the way to it. */
const ends = (specs: Specs, path: readonly string[]): { at: string; specs: Specs }[] =>
  isSpec(specs) || isDirichlet(specs) || isRemainder(specs)
    ? [{ at: path.join(' '), specs }]
    : Object.entries(specs).flatMap(([label, inner]) => ends(inner as Specs, [...path, label]))

/** What the caller says of the uncertainty of inputs and factors, by name and label; knows what was asked for. */
export class Chosen {
  private readonly used = new Set<Specs>()

  constructor(private readonly named: Named) {}

  /** The specification of a name at some labels; undefined where there is none. */
  of(name: string, labels: readonly (string | undefined)[]): Specs | undefined {
    if (!Object.hasOwn(this.named, name)) return undefined
    let specs = this.named[name] as Specs
    const open = labels.filter((label) => label !== undefined)
    while (!(isSpec(specs) || isDirichlet(specs) || isRemainder(specs))) {
      const inner = specs as Named
      const label = open.find((each) => Object.hasOwn(inner, each))
      if (label === undefined) return undefined
      open.splice(open.indexOf(label), 1)
      specs = inner[label] as Specs
    }
    this.used.add(specs)
    return specs
  }

  /** Refuses what no input and no factor has asked for. */
  requireUsed(names: readonly string[]): void {
    const problems = new Problems()
    for (const [name, specs] of Object.entries(this.named)) {
      const unused = ends(specs, [name]).filter((end) => !this.used.has(end.specs))
      const known = names.includes(name)
      const hint = known ? undefined : didYouMean(name, names)
      for (const { at } of known ? unused : unused.slice(0, 1))
        problems.add('input.unknown', `Nothing that is used is called "${at}"`, {
          expected: names.join(', '),
          ...(hint ? { hint } : {}),
        })
    }
    problems.throwIfAny()
  }
}
