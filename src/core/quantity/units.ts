/**
 * The units, as data: symbol, what it measures, and how many of the canonical unit it is. `prefixes` are the SI
 * prefixes that the field's documents put before it. Definitions are exact (SI Brochure, 9th edition, 2019; NIST
 * Special Publication 811, 2008, appendix B) unless a comment says otherwise.
 */
export type UnitDefinition = readonly [symbols: string, measures: string, scale: string, prefixes?: string]

export const prefixes: Readonly<Record<string, string>> = {
  µ: '1e-6',
  m: '1e-3',
  c: '1e-2',
  k: '1e3',
  M: '1e6',
  G: '1e9',
  T: '1e12',
  P: '1e15',
  E: '1e18',
}

/** The unit in which each measure is counted inside, and shown when no text names another. */
export const canonical: Readonly<Record<string, string>> = {
  mass: 't',
  energy: 'TJ',
  volume: 'm3',
  length: 'km',
  area: 'm2',
  time: 's',
  year: 'yr',
  temperature: '°C',
}

export const unitDefinitions: readonly UnitDefinition[] = [
  // mass
  ['g', 'mass', '1e-6', 'µ m k M G T'],
  ['t tonne tonnes', 'mass', '1', 'k M G'],
  ['lb', 'mass', '0.00045359237'],
  ['short-ton', 'mass', '0.90718474'],
  // energy; calorie and Btu of the International Table, toe and tce of 10 and 7 Gcal as the IEA counts, therm of 1e5 Btu
  ['J', 'energy', '1e-12', 'k M G T P E'],
  ['Wh', 'energy', '3.6e-9', 'k M G T'],
  ['cal', 'energy', '4.1868e-12', 'k M G T'],
  ['toe', 'energy', '0.041868', 'k M'],
  ['tce', 'energy', '0.0293076'],
  ['Btu', 'energy', '1.05505585262e-9'],
  ['MMBtu', 'energy', '1.05505585262e-3'],
  ['therm', 'energy', '1.05505585262e-4'],
  // volume; Nm3 carries its state as a basis
  ['m3', 'volume', '1'],
  ['L l litre litres liter', 'volume', '1e-3', 'm k M'],
  ['US-gal', 'volume', '3.785411784e-3'],
  // length, area
  ['m', 'length', '1e-3', 'm c k'],
  ['mile miles', 'length', '1.609344'],
  ['ft', 'length', '3.048e-4'],
  ['m2', 'area', '1'],
  ['km2', 'area', '1e6'],
  ['ha', 'area', '1e4'],
  // time in the day, and calendar time: they never convert by themselves
  ['s', 'time', '1'],
  ['min', 'time', '60'],
  ['h hour hours', 'time', '3600'],
  ['d day days', 'time', '86400'],
  ['yr year years', 'year', '1'],
  ['month months', 'year', '1/12'],
  // differences of temperature
  ['°C K', 'temperature', '1'],
  // pure numbers
  ['1', '', '1'],
  ['%', '', '1e-2'],
  ['‰', '', '1e-3'],
  ['ppm', '', '1e-6'],
]

/** Composite units, written out in the others. */
export const compositeUnits: Readonly<Record<string, string>> = {
  W: '1e-12 TJ/s',
  kW: '1e-9 TJ/s',
  MW: '1e-6 TJ/s',
  GW: '1e-3 TJ/s',
}

/** What is counted by name. The first word is how it prints. */
export const countingUnits: readonly string[] = [
  'person persons people capita cap inhabitant inhabitants',
  'household households',
  'dwelling dwellings',
  'building buildings',
  'vehicle vehicles',
  'passenger passengers',
  'trip trips',
  'device devices',
  'connection connections',
  'site sites',
  'job jobs',
  'animal animals head',
  'unit units',
]

/** ISO 4217 codes of currencies that city projects are reported in. */
export const currencies: readonly string[] =
  'AED AUD BDT BND BRL BTN CAD CHF CNY EUR FJD GBP HKD IDR INR JPY KES KHR KRW KZT LAK LKR MAD MMK MNT MVR MXN MYR NGN NPR NZD PGK PHP PKR SAR SEK SGD THB TWD UAH USD UZS VND ZAR'.split(
    ' ',
  )

/** Distances that carry what is moved: `vehicle-km` is `km` of the substance `vehicle`. */
export const carriers: readonly string[] = ['vehicle', 'passenger', 'person', 'tonne', 't']
