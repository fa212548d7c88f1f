import { MrvError, type Place, type Problems } from '../../core/errors'
import type { AnyMethod } from '../../core/method'
import { isKnownRegion, regionHint } from '../../data/factors'
import { gwpSet } from '../../data/gases'
import { parsePeriod } from '../../data/periods'
import type { Context } from '../../uses/exact'
import type { Parsed } from './parse'
import { checkSort, periodsBetween } from './periods'
import type { Project } from './schema'
import type { Frame } from './table'

/** A place in the project file: the name of an input, or a path such as `period.monitoredTo`. */
export const inProject = (input: string): Place => ({ file: 'project', input })

/** Puts problems at a place of the project file, wherever inside a method they were found. */
const atProject = (input: string, problems: Problems, action: () => void): void => {
  try {
    action()
  } catch (error) {
    if (!(error instanceof MrvError)) throw error
    for (const problem of error.problems) problems.list.push({ ...problem, at: inProject(input) })
  }
}

/** The measure with its options; undefined where it or they are wrong. */
export const measureOf = (
  { project, lost }: Parsed,
  methodOf: (id: string) => AnyMethod,
  problems: Problems,
): AnyMethod | undefined => {
  if (lost.has('measure')) return undefined
  const { measure, options } = project
  let found: AnyMethod | undefined
  atProject('measure', problems, () => {
    const plain = methodOf(measure)
    if (!plain.graph().outputs.some(({ role }) => role)) {
      problems.add('project.invalid', `"${plain.id}" is not a measure`, {
        at: inProject('measure'),
        found: `"${plain.id}"`,
        expected: 'a method with baseline and project outputs; `citymrv methods` lists them',
      })
    } else found = plain
  })
  // without its options it is another measure
  if (lost.has('options')) return undefined
  const pairs = Object.entries(options)
  if (!found || pairs.length === 0) return found
  found = undefined
  const wrong = pairs.filter((pair) => pair.some((text) => /[?&=#]/.test(text)))
  for (const [name, value] of wrong)
    problems.add('project.invalid', 'This cannot be an option', {
      at: inProject(`options.${name}`),
      found: `"${name}: ${value}"`,
      expected: 'words without ?, &, = and #',
    })
  if (wrong.length > 0) return undefined
  atProject('options', problems, () => {
    const made = methodOf(`${measure}?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`)
    made.graph()
    found = made
  })
  return found
}

/** The years of the project; none where its period is wrong. */
export const checkPeriod = ({ project, lost }: Parsed, problems: Problems): Frame['years'] => {
  if (lost.has('period')) return []
  const { from, to, monitoredTo, fiscalStart } = project.period
  const calendar = fiscalStart ? { fiscalStart } : {}
  const years = problems.try(() => periodsBetween(from, to, calendar), inProject('period')) ?? []
  const [first] = years
  if (monitoredTo === undefined || !first) return years
  problems.try(() => {
    const last = checkSort(parsePeriod(monitoredTo, calendar), first.kind, { years, calendar })
    if (last.start < first.start)
      problems.add('period.invalid', 'Monitoring ends before the period of the project', {
        at: inProject('period.monitoredTo'),
        found: monitoredTo,
        expected: `${first.label} or later`,
      })
  }, inProject('period.monitoredTo'))
  return years
}

/** How years are counted. Where the start of fiscal years is missing, that is said once, and any month does to read on. */
export const calendarOf = ({ period }: Project, years: Frame['years']): Frame['calendar'] => {
  if (period.fiscalStart) return { fiscalStart: period.fiscalStart }
  return years.length === 0 && period.from.startsWith('FY') ? { fiscalStart: 1 } : {}
}

/** The surroundings of the evaluation, as far as they are right. */
export const checkContext = ({ project, lost }: Parsed, problems: Problems): Context => {
  const { gwp, period } = project
  const set = lost.has('gwp') ? undefined : problems.try(() => gwpSet(gwp) && gwp, inProject('gwp'))
  const region = project.region ?? project.city.country
  const known = isKnownRegion(region)
  if (!known && !lost.has('region') && !(lost.has('city') && project.region === undefined)) {
    const hint = regionHint(region)
    problems.add('context.invalid', 'The region is not known', {
      at: inProject(project.region === undefined ? 'city.country' : 'region'),
      found: `"${region}"`,
      expected: 'an ISO 3166 code such as "ID" or "ID-JI", or a UN region',
      ...(hint ? { hint } : {}),
    })
  }
  return {
    ...(set === undefined ? {} : { gwp: set }),
    ...(known ? { region } : {}),
    ...(period.fiscalStart ? { fiscalStart: period.fiscalStart } : {}),
  }
}
