import { type ProjectResult, runProject, type TableData } from '../../src/accounts/project'
import { methodOf } from '../../src/methods'

const years = Array.from({ length: 10 }, (_, index) => 2016 + index)

const tableOf = (file: string, columns: readonly string[], rows: readonly (readonly string[])[]): TableData => ({
  file,
  columns,
  rows: rows.map((cells, index) => ({ row: index + 2, cells })),
})

const composted = tableOf(
  'composted.csv',
  ['site', 'waste_type', 'year', 'tonnes', 'quality'],
  years.flatMap((year, index) => [
    ['compost-houses', 'food', String(year), String(9000 + 910 * index), index < 7 ? 'weighed' : 'planned'],
    ['compost-houses', 'garden', String(year), (2000 + 150.5 * index).toFixed(1), 'estimated'],
    ['households', 'food', String(year), (1500 + 210.25 * index).toFixed(2), 'estimated'],
    ['households', 'garden', String(year), '0', 'estimated'],
  ]),
)

const landfill = tableOf(
  'landfill.csv',
  ['year', 'site_type', 'captured', 'delivered_t', 'fee', 'diesel'],
  years.map((year, index) => [
    String(year),
    index < 3 ? 'unmanaged-deep' : 'managed-anaerobic',
    index < 4 ? '0' : '0.2',
    String(560_000 + 4_250 * index),
    String(145_597 + 9_000 * index),
    '2.4',
  ]),
)

const residues = tableOf(
  'residues.csv',
  ['waste_type', 'year', 'tonnes'],
  years.flatMap((year, index) => [
    ['food', String(year), String(700 + 60 * index)],
    ['garden', String(year), String(155 + index)],
  ]),
)

const column = (file: string, name: string, over: Record<string, string>, unit?: string) => ({
  file,
  column: name,
  over,
  ...(unit ? { unit } : {}),
})

/** A made-up city with figures of a likely size: ten years, the last three projected, the first below zero. */
export const project = {
  title: 'Composting with households and compost houses',
  description:
    'Organic waste of markets, parks and households is composted in neighbourhood compost houses and household baskets instead of going to the landfill. The city and its figures are made up for the tests.',
  city: { name: 'Tepi Laut', country: 'ID', partner: 'Hama-Kita, Japan (浜北市)' },
  measure: 'measures.composting-programme',
  options: { money: 'IDR (nominal)' },
  gwp: 'AR5',
  period: { from: '2016', to: '2025', monitoredTo: '2022' },
  scenario: {
    baseline: 'The composted waste would have gone to the landfill, where it gives methane over decades.',
    project: 'CH4 and N2O of composting in compost houses and baskets.',
    leakage: 'Residues that are sorted out and landfilled after all.',
  },
  inputs: {
    composted: {
      ...column('composted.csv', 'tonnes', { site: 'site', wasteType: 'waste_type', year: 'year' }, 't waste (wet)'),
      quality: 'quality',
    },
    residues: column('residues.csv', 'tonnes', { wasteType: 'waste_type', year: 'year' }, 't waste (wet)'),
    climate: 'tropical-moist-wet',
    landfill: column('landfill.csv', 'site_type', { year: 'year' }),
    captured: column('landfill.csv', 'captured', { year: 'year' }, '1'),
    delivered: column('landfill.csv', 'delivered_t', { year: 'year' }, 't waste (wet)'),
    tippingFee: column('landfill.csv', 'fee', { year: 'year' }, 'IDR (nominal)/t waste (wet)'),
    haulageFuel: column('landfill.csv', 'diesel', { year: 'year' }, 'L diesel/t waste (wet)'),
    density: { value: '0.85', note: 'assumed' },
  },
  compare: [
    {
      title: 'Organic waste received by the compost houses',
      published: '42.7',
      unit: 't waste (wet)/d',
      source: 'city-2021',
      figure: 'benefit.wasteDiverted',
      at: { year: '2019' },
      perDay: true,
      note: 'The city counts waste at the gate; the run counts what is diverted, less residues.',
    },
    {
      title: 'Waste delivered to the landfill',
      published: '570000',
      unit: 't waste (wet)',
      source: 'city-2021',
      figure: 'input.delivered',
      at: { year: '2018' },
      note: 'Printed to the nearest 10,000 t.',
    },
    {
      title: 'Waste reduced since the programme began',
      published: '20',
      unit: '%',
      source: 'partner-2019',
      note: 'A claim for all measures together; only shown.',
    },
  ],
  assumptions: [
    {
      text: 'Half a kilogram of kitchen waste per basket and day, 60 % of the baskets in use.',
      source: 'partner-2019',
    },
    { text: 'The site is unmanaged and deep up to 2018, managed and anaerobic from 2019.' },
    { text: 'Years after 2022 follow the plan of the environment department.', source: 'city-2021' },
  ],
  sources: [
    {
      id: 'city-2021',
      text: 'Environment department of Tepi Laut: Waste in figures 2021 (made up)',
      url: 'https://example.org/waste-2021',
      status: 'read',
    },
    { id: 'partner-2019', text: 'Hama-Kita: Report on the basket programme, 2019 (made up)', status: 'secondary' },
  ],
}

export const tables = { 'composted.csv': composted, 'landfill.csv': landfill, 'residues.csv': residues }

export const run = (changes: Record<string, unknown> = {}): ProjectResult =>
  runProject({ ...project, ...changes }, tables, { methodOf })
