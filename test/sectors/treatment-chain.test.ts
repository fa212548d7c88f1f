import { describe, expect, test } from 'vitest'
import { evaluate } from '../../src'
import { treatmentChain, waterQuality } from '../../src/sectors/wastewater'

const plant = {
  population: { plant: '100000' },
  nPerPerson: '12',
  pPerPerson: '2',
  treatment: { plant: 'secondary' },
  nitrogenTreatment: { plant: 'secondary' },
  codRemoval: { plant: '0.8' },
  pRemoval: { plant: '0.3' },
  place: { cake: 'sludge', basins: 'air' },
  organicsTo: { plant: { cake: '0.4', basins: '0.6' } },
  nitrogenTo: { plant: { cake: '0.3', basins: '0.7' } },
} as const

describe('a treatment chain', () => {
  test('accounts for all that enters', () => {
    const { outputs } = evaluate(treatmentChain, plant, { region: 'ID' })
    // 100000 · 40 g · 365 and 12 g, 2 g
    expect(outputs.bodInfluent.value).toBe('1460000')
    for (const [entered, found] of [
      [outputs.bodInfluent, outputs.bodAccounted],
      [outputs.codInfluent, outputs.codAccounted],
      [outputs.nInfluent, outputs.nAccounted],
      [outputs.pInfluent, outputs.pAccounted],
    ] as const)
      expect(found.value).toBe(entered.value)
    expect(outputs.nInfluent.value).toBe('438000')
    expect(outputs.pSludge.value).toBe('21900')
  })

  test('refuses shares that leave something out, and says how much there is', () => {
    const open = { ...plant, nitrogenTo: { plant: { cake: '0.3', basins: '0.65' } } }
    expect(() => evaluate(treatmentChain, open, { region: 'ID' })).toThrow(/nitrogenTo.*0\.95/s)
  })

  test('refuses a place of which it is not said what it is', () => {
    const lost = { ...plant, organicsTo: { plant: { cake: '0.4', basins: '0.5', elsewhere: '0.1' } } }
    expect(() => evaluate(treatmentChain, lost, { region: 'ID' })).toThrow('elsewhere')
  })

  test('refuses to take nitrogen for phosphorus, and more removed than there is', () => {
    expect(() => evaluate(treatmentChain, { ...plant, pPerPerson: '2 g N/person/d' }, { region: 'ID' })).toThrow(
      'pPerPerson',
    )
    expect(() => evaluate(treatmentChain, { ...plant, pRemoval: { plant: '1.1' } }, { region: 'ID' })).toThrow(
      'pRemoval',
    )
  })
})

describe('what a project keeps out of waters', () => {
  const project = {
    population: '10000',
    bod: '146000',
    nitrogen: '43800',
    without: { river: '1', plant: '0' },
    with: { river: '0.4', plant: '0.6' },
    treatment: { river: 'untreated', plant: 'secondary' },
    nitrogenTreatment: { river: 'untreated', plant: 'secondary' },
    service: { river: 'other', plant: 'safely-managed' },
  } as const

  test('is load times the change of what is removed', () => {
    const { outputs } = evaluate(waterQuality, project)
    expect(outputs.bodKept.value).toBe('74460') // 146000 · 0.6 · 0.85
    expect(outputs.nitrogenKept.value).toBe('10512') // 43800 · 0.6 · 0.40
    expect(outputs.peopleServed.value).toBe('6000')
    expect(outputs.phosphorusKept.value).toBe('0')
  })

  test('asks for the fraction of phosphorus once there is a load, and guesses none', () => {
    expect(() => evaluate(waterQuality, { ...project, phosphorus: '7300' })).toThrow('pRemoval')
  })

  test('refuses more people than there are', () => {
    expect(() => evaluate(waterQuality, { ...project, with: { river: '0.5', plant: '0.6' } })).toThrow(/with.*1\.1/s)
  })
})
