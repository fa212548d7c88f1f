// waste.incineration, its 2019 edition, and waste.melting-plant.2019-refinement.
// 2006 IPCC Guidelines V5 Ch 5: Eq 5.2 (p 5.7), Eq 5.4 (p 5.12), Eq 5.5 (p 5.14); oxidation factor 100 % (Table 5.2, p 5.18);
// CH4 in kg/Gg wet (Table 5.3, p 5.20); N2O in g/t wet: 50 continuous and semi-continuous, 60 batch (Table 5.6, p 5.22).
// 2019 Refinement V5 Ch 5: Table 5.2 (p 5.12) and Table 5.3 (p 5.13) print the same figures for incineration; Table 5.3a (p 5.14)
// and Table 5.4a (p 5.16): CH4 and N2O of melting plants in g/t. Contents: Table 2.4 of 2006. kg/Gg is g/t.
// CH4 of fossil and of biogenic carbon: shared out as the carbon burnt is. Masses and shares: freely chosen.

import { contentsOf, expectedOf, gases } from './_burning-waste.mjs'
import { dec, report } from './_exact-waste.mjs'

const CH4 = {
  'continuous-stoker': '0.2',
  'continuous-fluidised-bed': '0',
  'semi-continuous-stoker': '6',
  'semi-continuous-fluidised-bed': '188',
  'batch-stoker': '60',
  'batch-fluidised-bed': '237',
}
const N2O = { continuous: '50', 'semi-continuous': '50', batch: '60' }
const operation = (technology) => technology.replace(/-(stoker|fluidised-bed)$/, '')
const MELTING = { shaft: ['5.81', '17.4'], 'fluidised-bed': ['9.70', '5.80'], 'rotary-kiln': ['5.40', '8.38'] }

function plant({ id, burnt, share, technology, ch4, n2o, own, of = '100', given = {}, gwp }) {
  console.log(`\n=== ${id}`)
  const gas = gases({ burnt, contents: contentsOf(share, own), of, ch4, n2o, n2oMass: dec(burnt) })
  report(id, { burnt, share, technology, ...given }, expectedOf(gas, gwp))
}
const incineration =
  (edition) =>
  ({ name, technology, ...rest }) =>
    plant({
      id: `waste.incineration${edition}/${name}`,
      technology,
      ch4: CH4[technology],
      n2o: N2O[operation(technology)],
      ...rest,
    })
const of2006 = incineration('')
const of2019 = incineration('.2019-refinement')
const melting = ({ name, technology, ...rest }) =>
  plant({
    id: `waste.melting-plant.2019-refinement/${name}`,
    technology,
    ch4: MELTING[technology][0],
    n2o: MELTING[technology][1],
    ...rest,
  })

const tropical = {
  food: '0.45',
  garden: '0.08',
  paper: '0.12',
  wood: '0.05',
  textiles: '0.03',
  plastics: '0.15',
  glass: '0.04',
  metal: '0.03',
  other: '0.05',
}
const temperate = {
  food: '0.28',
  paper: '0.26',
  plastics: '0.17',
  textiles: '0.06',
  nappies: '0.05',
  'rubber-leather': '0.02',
  garden: '0.07',
  wood: '0.04',
  other: '0.05',
}
const plasticsOnly = { plastics: '1' }
const foodOnly = { food: '1' }

of2006({
  name: 'tropical-continuous-stoker',
  burnt: '182500',
  share: tropical,
  technology: 'continuous-stoker',
  gwp: 'AR5',
})
of2006({
  name: 'temperate-semi-continuous-stoker',
  burnt: '96000.5',
  share: temperate,
  technology: 'semi-continuous-stoker',
  gwp: 'AR6',
})
of2006({ name: 'batch-stoker', burnt: '4150', share: tropical, technology: 'batch-stoker' })
of2006({ name: 'batch-fluidised-bed', burnt: '3000', share: temperate, technology: 'batch-fluidised-bed' })
of2006({
  name: 'continuous-fluidised-bed-no-methane',
  burnt: '250000',
  share: temperate,
  technology: 'continuous-fluidised-bed',
})
of2006({
  name: 'semi-continuous-fluidised-bed',
  burnt: '61000',
  share: tropical,
  technology: 'semi-continuous-fluidised-bed',
})
of2006({
  name: 'plastics-only-is-all-fossil',
  burnt: '1000',
  share: plasticsOnly,
  technology: 'batch-stoker',
  gwp: 'AR6',
})
of2006({ name: 'food-only-is-all-biogenic', burnt: '1000', share: foodOnly, technology: 'batch-stoker', gwp: 'AR6' })
of2006({
  name: 'measured-contents-and-factors',
  burnt: '74250',
  share: { food: '0.6', plastics: '0.4' },
  technology: 'batch-stoker',
  own: { food: [31, 42, 0], plastics: [88, 78, 97] },
  of: '98.5',
  ch4: '12.5',
  n2o: '33',
  given: {
    dryMatter: { food: '0.31', plastics: '0.88' },
    carbon: { food: '0.42', plastics: '0.78' },
    fossil: { food: '0', plastics: '0.97' },
    oxidised: '0.985',
    ch4Factor: '12.5',
    n2oBatch: '33',
  },
  gwp: 'AR5',
})

of2019({
  name: 'tropical-continuous-stoker',
  burnt: '182500',
  share: tropical,
  technology: 'continuous-stoker',
  gwp: 'AR5',
})
of2019({
  name: 'temperate-semi-continuous-stoker',
  burnt: '96000.5',
  share: temperate,
  technology: 'semi-continuous-stoker',
  gwp: 'AR6',
})
of2019({ name: 'batch-fluidised-bed', burnt: '3000', share: temperate, technology: 'batch-fluidised-bed' })
of2019({
  name: 'semi-continuous-fluidised-bed',
  burnt: '8800',
  share: tropical,
  technology: 'semi-continuous-fluidised-bed',
})
of2019({ name: 'batch-stoker', burnt: '540.25', share: plasticsOnly, technology: 'batch-stoker' })

melting({ name: 'shaft', burnt: '122000', share: temperate, technology: 'shaft', gwp: 'AR5' })
melting({ name: 'fluidised-bed', burnt: '58000', share: temperate, technology: 'fluidised-bed', gwp: 'AR6' })
melting({ name: 'rotary-kiln', burnt: '44300', share: tropical, technology: 'rotary-kiln' })
melting({ name: 'shaft-plastics', burnt: '1200', share: plasticsOnly, technology: 'shaft' })
melting({
  name: 'measured-factors',
  burnt: '90000',
  share: temperate,
  technology: 'shaft',
  ch4: '2.2',
  n2o: '11',
  given: { ch4Factor: '2.2', n2oFactor: '11' },
})
