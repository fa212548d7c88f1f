// Beside ECAM: runs ECAM's own equations on twenty plants and more, and prints what the cases named after it hold.
//
//   node scripts/ecam.mjs PATH           the cases as JSON, by id
//   node scripts/ecam.mjs PATH --check   compares them with test/cases/wastewater.json; exit code 1 if one differs
//   node scripts/ecam.mjs PATH --list    every equation of ECAM by class
//   node scripts/ecam.mjs PATH --differences   ECAM's figures where docs/guide/ecam.md says that they differ
//
// PATH is a checkout of github.com/icra/ecam at the commit below. Its code is loaded from there and is no part of this
// project; only the figures that it gives are kept. GWP of CH4 and N2O are set to 1, so that ECAM gives kilograms of gas.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'

const commit = '3b6aab18fdfe487b71d0f5e414c4806dd11dc647'
const [path, mode] = process.argv.slice(2)
if (!path) throw new Error('node scripts/ecam.mjs PATH [--check | --list | --differences]')
const found = execFileSync('git', ['-C', path, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
if (found !== commit) throw new Error(`${path} is at ${found}; the cases are those of ${commit}`)

// ECAM's scripts share one scope, as in its page
const scope = createContext({ console })
for (const name of ['constants', 'tables', 'questions', 'global', 'structure', 'estimations'])
  runInContext(readFileSync(join(path, 'backend', `${name}.js`), 'utf8'), scope, { filename: `backend/${name}.js` })
const ecam = (expression) => runInContext(expression, scope)
const [Cts, Tables, Estimations] = ['Cts', 'Tables', 'Estimations'].map(ecam)
Cts.ct_ch4_eq.value = 1
Cts.ct_n2o_eq.value = 1
const made = (className, values) => Object.assign(new (ecam(className))(), values)
const row = (table, start) => {
  const rows = Tables[table].filter(({ name }) => name.startsWith(start))
  if (rows.length !== 1) throw new Error(`${rows.length} rows of "${table}" start with "${start}"`)
  return rows[0]
}

// ---- the plants: figures freely chosen, spread so that every branch is met
const plants = Array.from({ length: 20 }, (_, index) => {
  const n = index + 1
  const turn = (values, step = 1) => values[(index * step) % values.length]
  return {
    name: `plant-${String(n).padStart(2, '0')}`,
    flow: turn([0.12, 0.035, 0.5, 0.008, 0.27]),
    head: turn([18, 42.5, 7.2, 95, 30.1, 12]),
    volts: turn([400, 380, 690]),
    amps: turn([62, 118.5, 240, 33, 410, 85, 19.4]),
    powerFactor: turn([0.9, 0.86, 0.93]),
    pumpEnergy: 21000 + 13717 * n,
    pumped: 180000 + 96500 * n,
    newEfficiency: turn([72, 78.5, 81]),
    staticHead: turn([11, 30, 4.4, 71, 22.5, 9]),
    mainLength: 800 + 425 * n,
    energy: 90000 + 45310 * n,
    treated: 300000 + 155000 * n,
    capacity: 420000 + 170000 * n,
    bodIn: 60000 + 31250 * n,
    bodOut: 4000 + 3125 * n,
    samples: 52 + n,
    compliant: 40 + n,
    sludge: 30000 + 20450 * n,
    biogasElectricity: n % 4 === 0 ? 0 : 11000 + 7420 * n,
    served: 2500 + 1750 * n,
    biogas: 40000 + 26400 * n,
    measured: n % 3 !== 0,
    methane: turn([59, 62.5, 65, 57]),
    used: turn([60, 0, 82, 40]),
    sold: turn([10, 0, 0, 25]),
    leaked: turn([2, 2, 3.5, 5]),
    engine: turn([43, 38, 35.5]),
  }
})
const fives = [0, 4, 8, 12, 16].map((from) => plants.slice(from, from + 4))
const grid = ['0.456', '0.71', '0.0532', '0.93', '0.385'] // kg CO2/kWh, freely chosen

const cases = {}
const add = (id, equations, inputs, expected, notes, context = {}) => {
  cases[id] = {
    id,
    method: id.split('/')[0],
    kind: 'peer-computed',
    source: {
      document: `ECAM 3.0.1 (icra/ecam), its own JavaScript, commit ${commit}`,
      edition: '3.0.1',
      locator: `backend/global.js: ${equations}`,
      status: 'secondary',
    },
    inputs,
    context,
    expected: expected.map(({ value, ...rest }) => ({ ...rest, value: plain(value) })),
    notes,
  }
}
/** A number as decimal text without an exponent, all its digits. */
const plain = (value) => {
  const text = String(value)
  const [digits, power] = text.split('e')
  if (power === undefined) return text
  return Number(power) < 0
    ? value.toFixed(Math.min(100, 20 - Number(power))).replace(/0+$/, '')
    : BigInt(value).toString() || digits
}
const by = (group, of) => Object.fromEntries(group.map((each) => [each.name, plain(of(each))]))
const span = (group) => `${group[0].name}-to-${group.at(-1).name.slice(-2)}`
const sum = (values) => values.reduce((a, b) => a + b, 0)

// ---- pumps
for (const [at, group] of fives.entries()) {
  const pumps = group.map((p) =>
    made('Waste_Treatment', {
      wwt_pmp_flow: p.flow,
      wwt_pmp_head: p.head,
      wwt_pmp_volt: p.volts,
      wwt_pmp_amps: p.amps,
      wwt_pmp_pf: p.powerFactor,
      wwt_nrg_pump: p.pumpEnergy,
      wwt_nrg_cons: p.pumpEnergy,
      wwt_vol_pump: p.pumped,
      wwt_pmp_exff: p.newEfficiency,
      wwt_sta_head: p.staticHead,
      wwt_coll_len: p.mainLength,
      wwt_conv_kwh: Number(grid[at]),
    }),
  )
  const each = (of) => group.map((p, i) => ({ at: { pump: p.name }, ...of(pumps[i]) }))
  add(
    `wastewater.pumping/ecam-${span(group)}`,
    'wwt_pmp_pw, wwt_KPI_nrg_elec_eff, _std_nrg_cons, _std_nrg_newp, _nrg_cons_new, _nrg_estm_sav, _un_head_loss, _GHG_elec, _ghg_estm_red',
    {
      flow: by(group, (p) => p.flow),
      head: by(group, (p) => p.head),
      power: by(group, (p) => (p.volts * p.amps * Math.sqrt(3) * p.powerFactor) / 1000),
      electricity: by(group, (p) => p.pumpEnergy),
      volume: by(group, (p) => p.pumped),
      newEfficiency: by(group, (p) => p.newEfficiency / 100),
      staticHead: by(group, (p) => p.staticHead),
      length: by(group, (p) => p.mainLength / 1000),
      gridFactor: grid[at],
    },
    [
      ...each((e) => ({ step: 'Hydraulic power', value: e.wwt_pmp_pw(), unit: 'kW electricity' })),
      ...each((e) => ({ output: 'benefit.efficiency', value: e.wwt_KPI_nrg_elec_eff() / 100, unit: '1' })),
      ...each((e) => ({
        output: 'benefit.standardised',
        value: e.wwt_KPI_std_nrg_cons(),
        unit: 'kWh electricity/m3 water',
      })),
      ...each((e) => ({
        output: 'benefit.standardisedAfter',
        value: e.wwt_KPI_std_nrg_newp(),
        unit: 'kWh electricity/m3 water',
      })),
      ...each((e) => ({
        step: 'Electricity of better pumps',
        value: e.wwt_KPI_nrg_cons_new(),
        unit: 'kWh electricity/yr',
      })),
      ...each((e) => ({
        output: 'benefit.electricitySaved',
        value: e.wwt_KPI_nrg_estm_sav(),
        unit: 'kWh electricity/yr',
      })),
      ...each((e) => ({ output: 'benefit.headLoss', value: e.wwt_KPI_un_head_loss(), unit: 'm/km' })),
      { output: 'baseline.co2', value: sum(pumps.map((e) => e.wwt_KPI_GHG_elec().co2)), unit: 'kg CO2/yr' },
      {
        output: 'project.co2',
        value: sum(pumps.map((e) => e.wwt_KPI_GHG_elec().co2 - e.wwt_KPI_ghg_estm_red())),
        unit: 'kg CO2/yr',
      },
    ],
    "Four of twenty pumps, freely chosen. Power is three-phase, from ECAM's volts, amperes and power factor. ECAM takes the saving off the electricity of the whole stage; here the stage has this pump alone, so that both are the same.",
  )
}

// ---- distribution networks
for (const [at, [p]] of fives.entries()) {
  const v = {
    electricity: p.energy * 2,
    distributed: p.treated * 3,
    authorised: p.treated * [2.4, 2.1, 2.75, 3.1, 1.9][at],
    billed: p.treated * [2.2, 1.8, 2.6, 2.9, 1.5][at],
    mains: 42000 + 9100 * at,
    pressure: [20, 15, 25, 18, 30][at],
    highest: [95, 61.5, 120, 44, 300][at],
    average: [60, 40, 75.5, 30, 210][at],
    lowest: [20, 31, 50, 12, 150][at],
    source: [80, 35, 130, 10, 260][at],
  }
  const e = made('Water_Distribution', {
    wsd_nrg_cons: v.electricity,
    wsd_vol_dist: v.distributed,
    wsd_auth_con: v.authorised,
    wsd_bill_con: v.billed,
    wsd_main_len: v.mains,
    wsd_min_pres: v.pressure,
    wsd_hi_no_el: v.highest,
    wsd_av_no_el: v.average,
    wsd_lo_no_el: v.lowest,
    wsd_wt_el_no: v.source,
  })
  const energy = { unit: 'kWh electricity/yr' }
  add(
    `wastewater.water-distribution/ecam-network-${at + 1}`,
    'wsd_nrg_mini, _natu, _topo, _supp, wsd_KPI_nrg_efficien, _nrg_topgraph, _nrg_per_m3, _nrg_per_vd, _water_losses, wsd_SL_nr_water, _water_loss',
    { ...Object.fromEntries(Object.entries(v).map(([k, x]) => [k, plain(x)])), mains: plain(v.mains / 1000) },
    [
      { output: 'minimum', value: e.wsd_nrg_mini(), ...energy },
      { output: 'natural', value: e.wsd_nrg_natu(), ...energy },
      { output: 'topographic', value: e.wsd_nrg_topo(), ...energy },
      { output: 'supplied', value: e.wsd_nrg_supp(), ...energy },
      { output: 'efficiency', value: e.wsd_KPI_nrg_efficien() / 100, unit: '1' },
      { output: 'topographicShare', value: e.wsd_KPI_nrg_topgraph() / 100, unit: '1' },
      { output: 'perAuthorised', value: e.wsd_KPI_nrg_per_m3(), unit: 'kWh electricity/m3 water' },
      { output: 'perDistributed', value: e.wsd_KPI_nrg_per_vd(), unit: 'kWh electricity/m3 water' },
      { output: 'lossShare', value: e.wsd_SL_water_loss() / 100, unit: '1' },
      { output: 'nonRevenueShare', value: e.wsd_SL_nr_water() / 100, unit: '1' },
      { output: 'lossPerLength', value: e.wsd_KPI_water_losses(), unit: 'm3 water/yr/km' },
    ],
    'A network of freely chosen figures. The fourth has more authorised consumption than water: losses are 0 per length and negative as a share, in ECAM as here.',
  )
}

// ---- indicators of plants
for (const [at, group] of fives.entries()) {
  const all = group.map((p) =>
    made('Waste_Treatment', {
      wwt_nrg_cons: p.energy,
      wwt_vol_trea: p.treated,
      wwt_bod_infl: p.bodIn,
      wwt_bod_effl: p.bodOut,
      wwt_trea_cap: p.capacity,
      wwt_tst_cond: p.samples,
      wwt_tst_cmpl: p.compliant,
      wwt_mass_slu: p.sludge,
      wwt_nrg_biog: p.biogasElectricity,
      wwt_serv_pop: p.served,
    }),
  )
  const residents = 90000 + 12000 * at
  const stages = made('Waste_stages', { ww_resi_pop: residents, Treatment: ecam('Array').from(all) })
  const each = (of) => group.map((p, i) => ({ at: { pathway: p.name }, ...of(all[i]) }))
  add(
    `wastewater.plant-indicators/ecam-${span(group)}`,
    'wwt_bod_rmvd, wwt_KPI_nrg_per_m3, _nrg_per_kg, _capac_util, _sludg_prod, _nrg_biogas, wwt_SL_qual_com, ww_SL_serv_pop',
    {
      electricity: by(group, (p) => p.energy),
      treated: by(group, (p) => p.treated),
      bodInfluent: by(group, (p) => p.bodIn),
      bodEffluent: by(group, (p) => p.bodOut),
      capacity: by(group, (p) => p.capacity),
      samples: by(group, (p) => p.samples),
      compliant: by(group, (p) => p.compliant),
      sludge: by(group, (p) => p.sludge),
      biogasElectricity: by(group, (p) => p.biogasElectricity),
      served: by(group, (p) => p.served),
      residents: plain(residents),
    },
    [
      ...each((e) => ({ output: 'bodRemoved', value: e.wwt_bod_rmvd(), unit: 'kg BOD/yr' })),
      ...each((e) => ({ output: 'perVolume', value: e.wwt_KPI_nrg_per_m3(), unit: 'kWh electricity/m3 wastewater' })),
      ...each((e) => ({ output: 'perBod', value: e.wwt_KPI_nrg_per_kg(), unit: 'kWh electricity/kg BOD' })),
      ...each((e) => ({ output: 'capacityUse', value: e.wwt_KPI_capac_util() / 100, unit: '1' })),
      ...each((e) => ({ output: 'compliance', value: e.wwt_SL_qual_com() / 100, unit: '1' })),
      ...each((e) => ({
        output: 'sludgePerVolume',
        value: e.wwt_KPI_sludg_prod(),
        unit: 'kg sludge (dry)/m3 wastewater',
      })),
      ...each((e) => ({
        output: 'biogasPerVolume',
        value: e.wwt_KPI_nrg_biogas(),
        unit: 'kWh electricity/m3 wastewater',
      })),
      { output: 'servedShare', value: stages.ww_SL_serv_pop() / 100, unit: '1' },
    ],
    'Four of twenty plants, freely chosen.',
  )
}

// ---- biogas
for (const group of fives) {
  const all = group.map((p) => {
    const e = made('Waste_Treatment', { wwt_mass_slu: p.sludge })
    e.wwt_biog_pro = p.measured ? p.biogas : Estimations.wwt_biog_pro(e)
    Object.assign(e, {
      wwt_biog_val: p.used,
      wwt_biog_sold: p.sold,
      wwt_biog_lkd: p.leaked,
      wwt_ch4_biog: p.methane,
      wwt_nrg_biog_eff: p.engine,
    })
    e.wwt_biog_fla = Estimations.wwt_biog_fla(e)
    e.wwt_nrg_biog = Estimations.wwt_nrg_biog(e)
    if (e.wwt_biogas_usage() !== 100) throw new Error(`${p.name}: ${e.wwt_biogas_usage()} % of the gas`)
    return e
  })
  const each = (of) => group.map((p, i) => ({ at: { pathway: p.name }, ...of(all[i]) }))
  const molar = all[0].wwt_moles_biogas_produced() / all[0].wwt_biog_pro
  add(
    `wastewater.biogas/ecam-${span(group)}`,
    'wwt_moles_biogas_produced, wwt_KPI_GHG_biog_leaked, _flared, _valorized, wwt_biogas_usage, wwt_nrg_biog_val; backend/estimations.js: wwt_biog_pro, wwt_biog_fla, wwt_nrg_biog',
    {
      production: Object.fromEntries(group.map((p) => [p.name, p.measured ? 'measured' : 'from-sludge'])),
      volume: by(group, (p) => (p.measured ? p.biogas : 0)),
      sludge: by(group, (p) => p.sludge),
      volatile: by(group, () => 0.8),
      destroyed: by(group, () => 0.6),
      yield: by(group, () => 0.8),
      methane: by(group, (p) => p.methane / 100),
      density: plain((molar * 16) / 1000),
      goes: { engine: 'used', customers: 'sold', flare: 'flared', leaks: 'leaked' },
      share: Object.fromEntries(
        group.map((p) => [
          p.name,
          {
            engine: plain(p.used / 100),
            customers: plain(p.sold / 100),
            flare: plain((1000 - p.used * 10 - p.sold * 10 - p.leaked * 10) / 1000),
            leaks: plain(p.leaked / 100),
          },
        ]),
      ),
      heatingValue: '11',
      efficiency: by(group, (p) => p.engine / 100),
    },
    [
      ...each((e) => ({ step: 'Biogas produced', value: e.wwt_biog_pro, unit: 'm3 biogas/yr' })),
      { output: 'ch4', value: sum(all.map((e) => e.wwt_KPI_GHG_biog_leaked().ch4)), unit: 'kg CH4 (biogenic)/yr' },
      {
        output: 'co2Biogenic',
        value: sum(all.map((e) => e.wwt_KPI_GHG_biog_flared().co2 + e.wwt_KPI_GHG_biog_valorized().co2)),
        unit: 'kg CO2 (biogenic)/yr',
      },
      ...each((e) => ({ output: 'energy', value: e.wwt_nrg_biog_val(), unit: 'kWh/yr' })),
      ...each((e) => ({ output: 'electricity', value: e.wwt_nrg_biog, unit: 'kWh electricity/yr' })),
    ],
    "Four of twenty plants, freely chosen. The density is that of ECAM's gas law: 101300 Pa, 273.15 K, 16 g/mol. Its equations for flared and used gas are no longer in its totals; its flares and engines burn all.",
  )
}

// ---- reuse
for (const [at, [p]] of fives.entries()) {
  const v = {
    water: p.treated * [0.1, 0, 0.35, 1, 0.6][at],
    discharged: p.treated * 0.9,
    nitrogen: 3000 + 1234 * at,
    onSoil: [12000, 0, 450.5, 7300, 99][at],
    n: [900, 0, 2100, 355.5, 40][at],
    p: [310, 55, 0, 120, 10.25][at],
  }
  const water = row('N2O EF effluent (Table 6.8A)', at === 2 ? 'Nutrient' : 'Freshwater').n2o_efac
  const e = made('Waste_Treatment', {
    wwt_vol_nonp: v.water,
    wwt_vol_disc: v.discharged,
    wwt_tn_effl: v.nitrogen,
    wwt_n2o_efac_dis: water,
    wwt_wr_N_rec: v.n,
    wwt_wr_P_rec: v.p,
  })
  const urine = made('Waste_Onsite', { wwo_N_urine: v.onSoil })
  add(
    `wastewater.reuse/ecam-plant-${at + 1}`,
    'wwt_ghg_avoided_reuse_water, wwt_ghg_avoided_reuse_nutrient, wwo_KPI_GHG_urine',
    {
      water: plain(v.water),
      concentration: plain(v.nitrogen / v.discharged),
      receiving: at === 2 ? 'nutrient-impacted-water' : 'aquatic-environment',
      onSoil: plain(v.onSoil),
      soilFactor: plain(urine.wwo_N_urine_EF),
      nitrogen: plain(v.n),
      phosphorus: plain(v.p),
      perNitrogen: '4',
      perPhosphorus: '2',
    },
    [
      { output: 'baseline.n2o', value: e.wwt_ghg_avoided_reuse_water(), unit: 'kg N2O/yr' },
      { output: 'project.n2o', value: urine.wwo_KPI_GHG_urine().n2o, unit: 'kg N2O/yr' },
      { output: 'benefit.fertiliserNotMade', value: e.wwt_ghg_avoided_reuse_nutrient(), unit: 'kg CO2e/yr' },
    ],
    "Figures freely chosen. The factor of soils is that of ECAM for urine; 4 and 2 kg CO2e/kg are ECAM's, whose source was not seen.",
  )
}

// ---- sludge by BEAM
for (const [index, p] of plants.entries()) {
  const turn = (values, step = 1) => values[Math.floor(index / step) % values.length]
  const kind = turn(['Non-digested', 'Digested'])
  const nitrogen = turn([3, 4, 0.9, 5.5, 1.285]) // C:N of 43.6, and of 30.5, among others
  const soil = turn(['Fine', 'Coarse'], 2)
  const v = {
    composted: 5000 + 811 * index,
    landfilled: 9000 + 377 * index,
    burnt: 12000 + 991 * index,
    spread: 3000 + 463 * index,
    compostSolids: turn([45, 60, 55, 20]),
    spreadSolids: turn([22, 85, 80], 2),
    temperature: turn([1023, 1100, 990, 1160, 1152.25]),
    covered: turn(['no', 'no', 'yes']),
    urea: turn(['no', 'yes'], 3),
  }
  const type = row('Type of sludge disposed', kind)
  const e = made('Waste_Treatment', {
    wwt_mass_slu_comp: v.composted,
    wwt_slu_comp_emis_treated_or_piles_covered: v.covered === 'yes' ? 1 : 0,
    wwt_slu_comp_solids_content: v.compostSolids,
    wwt_slu_comp_TVS: type.TVS,
    wwt_slu_comp_N_cont: nitrogen,
    wwt_mass_slu_land: v.landfilled,
    wwt_slu_lf_TVS: type.TVS,
    wwt_slu_lf_N_cont: nitrogen,
    wwt_mass_slu_inc: v.burnt,
    wwt_temp_inc: v.temperature,
    wwt_slu_inc_N_cont: nitrogen,
    wwt_slu_inc_SNCR: v.urea === 'yes' ? 1 : 0,
    wwt_mass_slu_app: v.spread,
    wwt_slu_la_solids_content: v.spreadSolids,
    wwt_slu_la_TVS: type.TVS,
    wwt_slu_la_N_cont: nitrogen,
    wwt_slu_la_EF: row('Soil type', soil).f_la,
  })
  const [ch4, n2o] = [{ unit: 'kg CH4 (biogenic)/yr' }, { unit: 'kg N2O/yr' }]
  const routes = [e.wwt_KPI_GHG_slu_composting(), e.wwt_KPI_GHG_slu_landfilling(), e.wwt_KPI_GHG_slu_incineration()]
  const [pile, landfill, fire] = routes
  const land = e.wwt_KPI_GHG_slu_land_application()
  add(
    `wastewater.sludge-beam/ecam-${p.name}`,
    'wwt_KPI_GHG_slu_composting, _landfilling, _incineration, _land_application, wwt_ghg_avoided_sequestration_landfil',
    {
      kind: kind === 'Digested' ? 'digested' : 'undigested',
      nitrogen: plain(nitrogen / 100),
      composted: plain(v.composted),
      covered: v.covered,
      compostSolids: plain(v.compostSolids / 100),
      landfilled: plain(v.landfilled),
      burnt: plain(v.burnt),
      temperature: plain(v.temperature),
      urea: v.urea,
      spread: plain(v.spread),
      spreadSolids: plain(v.spreadSolids / 100),
      soil: soil === 'Fine' ? 'fine-textured' : 'coarse-textured',
    },
    [
      { step: 'CH4 of composting', value: pile.ch4, ...ch4 },
      { step: 'N2O of composting', value: pile.n2o, ...n2o },
      { step: 'CH4 of landfilling', value: landfill.ch4, ...ch4 },
      { step: 'N2O of landfilling', value: landfill.n2o, ...n2o },
      { step: 'CH4 of burning', value: fire.ch4, ...ch4 },
      { step: 'N2O of burning', value: fire.n2o, ...n2o },
      { step: 'N2O of soils', value: land.n2o, ...n2o },
      { output: 'ch4', value: pile.ch4 + landfill.ch4 + fire.ch4, ...ch4 },
      { output: 'n2o', value: pile.n2o + landfill.n2o + fire.n2o + land.n2o, ...n2o },
      {
        output: 'carbonStored',
        value: (e.wwt_ghg_avoided_sequestration_landfil() * 12) / 44,
        unit: 'kg C/yr',
      },
    ],
    'One of twenty plants, freely chosen. Factors by default: those of BEAM, which ECAM has too.',
  )
}

// ---- loads to gases: the twenty plants whose inputs stand in the cases
const committed = JSON.parse(readFileSync(new URL('../test/cases/wastewater.json', import.meta.url), 'utf8'))
const systems = {
  'centralised-aerobic': ['Centralised, aerobic', 'Centralised, aerobic'],
  'anaerobic-reactor': ['Anaerobic Reactor - CH4 recovery not', 'Anaerobic reactor'],
  'anaerobic-shallow-lagoon': ['Anaerobic shallow', 'Anaerobic lagoons'],
  'anaerobic-deep-lagoon': ['Anaerobic deep', 'Anaerobic lagoons'],
  'anaerobic-lagoon': [undefined, 'Anaerobic lagoons'],
}
const waters = {
  'aquatic-environment': ['Discharge to aquatic environments (Tier 1)', 'Freshwater'],
  'aquatic-environment-other': ['Discharge to aquatic environments other', undefined],
  'reservoir-lake-estuary': ['Discharge to reservoirs', undefined],
  'nutrient-impacted-water': [undefined, 'Nutrient-impacted'],
}
const treatments = {
  primary: 'Primary (mechanical',
  secondary: 'Primary + Secondary (bio',
  tertiary: 'Primary + Secondary + Tertiary',
}
const removal = (treatment) =>
  row('WW treatment organics removal fractions (centralised) (Table 6.6B and 6.10C)', treatments[treatment])
const krem = {
  mechanical: 'Mechanical',
  'aerobic-primary': 'Aerobic treatment plants with primary treatment (mixed',
  'aerobic-primary-anaerobic-digestion': 'Aerobic treatment plants with primary treatment and',
  'aerobic-no-primary': 'Aerobic wastewater treatment plants without',
}
for (const gas of ['ch4', 'n2o']) {
  const given = committed.find(({ id }) => id === `wastewater.domestic-${gas}-2019/ecam-twenty-plants`)
  const { inputs: v } = given
  const expected = []
  let [ofPlants, ofWaters] = [0, 0]
  for (const [name, share] of Object.entries(v.pathwayShare.all)) {
    const left = removal(v.treatment[name])
    if (gas === 'ch4') {
      const load = Number(v.received[name])
      const e = made('Waste_Treatment', {
        wwt_bod_infl: load,
        wwt_bod_slud: sum(
          Object.entries(v.sludgeMass[name]).map(
            ([kind, mass]) => Number(mass) * 1000 * row('type_of_treatment_KREM', krem[kind]).K_rem,
          ),
        ),
        wwt_ch4_efac_tre: row('type_of_treatment', systems[v.system[name]][0]).ch4_efac,
        wwt_bod_effl: load * left.bod_effl,
        wwt_ch4_efac_dis: row('type_of_water_body', waters[v.water[name]][0]).ch4_efac,
      })
      const at = { pathway: name }
      const unit = 'kg CH4 (biogenic)/yr'
      expected.push({ step: 'CH4 of systems', at, value: e.wwt_KPI_GHG_tre().ch4, unit })
      expected.push({ step: 'CH4 of effluents', at, value: e.wwt_KPI_GHG_disc().ch4, unit })
    } else {
      const load = Number(v.population) * Number(v.protein) * Cts.ct_F_NPR.value * Number(share)
      const e = made('Waste_Treatment', {
        wwt_tn_infl: load,
        wwt_n2o_efac_tre: row('N2O EF plants (Table 6.8A)', systems[v.system[name]][1]).n2o_efac,
        wwt_tn_effl: load * left.N_effl,
        wwt_n2o_efac_dis: row('N2O EF effluent (Table 6.8A)', waters[v.water[name]][1]).n2o_efac,
      })
      expected.push({ step: 'N effluent', at: { pathway: name }, value: e.wwt_tn_effl, unit: 'kg N/yr' })
      ofPlants += e.wwt_KPI_GHG_tre().n2o
      ofWaters += e.wwt_KPI_GHG_disc().n2o
    }
  }
  if (gas === 'n2o') {
    expected.push({ step: 'N2O plants', value: ofPlants, unit: 'kg N2O/yr' })
    expected.push({ step: 'N2O effluent', value: ofWaters, unit: 'kg N2O/yr' })
  }
  const same = ({ step, at }) => JSON.stringify([step, at])
  const all = new Map(expected.map((each) => [same(each), each.value]))
  cases[given.id] = {
    ...given,
    expected: given.expected.map((each) => ({ ...each, value: plain(all.get(same(each)) ?? Number.NaN) })),
  }
}

const classes = [
  'Ecam',
  'Water_stages',
  'Water_Abstraction',
  'Water_Treatment',
  'Water_Distribution',
  'Waste_stages',
  'Waste_Collection',
  'Waste_Treatment',
  'Waste_Onsite',
]
const equations = new Map([
  ...classes.map((name) => [
    name,
    ecam(`Object.getOwnPropertyNames(${name}.prototype)`).filter((each) => each !== 'constructor'),
  ]),
  ['Estimations', Object.keys(Estimations)],
])

if (mode === '--list') {
  for (const [name, names] of equations) console.log(`${name}: ${names.join(' ')}`)
} else if (mode === '--differences') {
  const pump = {
    wwt_pmp_flow: 0.12,
    wwt_pmp_head: 18,
    wwt_pmp_volt: 400,
    wwt_pmp_amps: 62,
    wwt_nrg_pump: 281000,
    wwt_vol_pump: 3000000,
    wwt_nrg_cons: 900000,
    wwt_pmp_exff: 72,
  }
  const plant = made('Waste_Treatment', pump)
  console.log(
    `1. saving of a pump: ${plant.wwt_KPI_nrg_estm_sav()} kWh; of its own: ${281000 - plant.wwt_KPI_nrg_cons_new()} kWh`,
  )
  const gas = made('Waste_Treatment', { wwt_vol_fuel: 1, wwt_fuel_typ: 2 })
  console.log(`2. 1 m3 of natural gas: ${gas.wwt_KPI_GHG_fuel().co2} kg CO2`)
  Cts.ct_ch4_eq.value = 34
  const stock = made('Waste_Treatment', { wwt_mass_slu_stock: 1000, wwt_slu_sp_lifespan: 4.5 })
  const { total, co2 } = stock.wwt_KPI_GHG_slu_stockpilling()
  console.log(`4. 1 t in a stockpile for 4.5 years: ${total} kg CO2e, of them ${co2} CO2`)
  const sewer = { wwc_bod: 1000, wwc_vol_coll: 0, wwc_ch4_efac_cso: 0.068 }
  const overflow = [0, 10].map((wwc_vol_coll_unt) => made('Waste_Collection', { ...sewer, wwc_vol_coll_unt }))
  console.log(`11. overflow without a volume: ${overflow.map((each) => each.wwc_KPI_GHG_cso().ch4).join(', ')} kg CO2e`)
} else if (mode === '--check') {
  let [figures, differing] = [0, 0]
  for (const each of Object.values(cases)) {
    const kept = committed.find(({ id }) => id === each.id)
    for (const [at, { value }] of each.expected.entries()) {
      figures += 1
      const [a, b] = [Number(value), Number(kept?.expected[at]?.value ?? Number.NaN)]
      if (Math.abs(a - b) <= 1e-12 * Math.abs(a)) continue
      differing += 1
      console.error(`${each.id}, figure ${at + 1}: ECAM gives ${value}, the case holds ${kept?.expected[at]?.value}`)
    }
  }
  // every equation is named on the page, with or without the prefix of its stage
  const page = readFileSync(new URL('../docs/guide/ecam.md', import.meta.url), 'utf8')
  const named = new Set([...page.matchAll(/`(\w+)`/g)].map(([, name]) => name))
  const missing = [...equations.values()]
    .flat()
    .filter((name) => !named.has(name) && !named.has(name.replace(/^w[sw][a-z]?_/, '')))
  for (const name of new Set(missing)) console.error(`docs/guide/ecam.md does not name ${name}`)
  differing += missing.length
  console.log(`${Object.keys(cases).length} cases, ${figures} figures, ${differing} differ or are missing`)
  process.exitCode = differing > 0 ? 1 : 0
} else console.log(JSON.stringify(cases, null, 2))
