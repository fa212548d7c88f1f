/** The files of the example project that `citymrv init` writes. The figures are invented and say so. */
export const exampleFiles: Readonly<Record<string, string>> = {
  'project.yaml': `# A project of citymrv. Run it with: citymrv run .
# All figures here are invented, to show the form: put yours in their place.
title: Composting of market waste (example)
description: Market waste is composted instead of going to the landfill.
city: { name: Exampleville, country: ID }
measure: measures.composting-programme    # citymrv methods measures.composting-programme shows what it needs
options: { money: IDR (nominal) }
gwp: AR5
period: { from: 2024, to: 2028, monitoredTo: 2025 }

scenario:
  baseline: The waste goes to the landfill and gives methane there by first-order decay.
  project: The waste is composted in one compost house.
  leakage: None is known.

inputs:
  composted:
    file: waste.csv
    column: composted_t
    unit: t waste (wet)
    over: { site: site, wasteType: waste_type, year: year }
    quality: quality
  climate: { value: tropical-moist-wet, note: annual mean above 20 °C and rainfall above 1000 mm }
  landfill: { value: managed-anaerobic, note: weighed and covered }
  tippingFee: { value: 150000 IDR (nominal)/t waste (wet), note: invented }

assumptions:
  - text: All figures of this example are invented.
`,
  'waste.csv': `site,waste_type,year,composted_t,quality
house-1,food,2024,310.5,measured
house-1,food,2025,365.2,measured
house-1,food,2026,380,planned
house-1,food,2027,380,planned
house-1,food,2028,380,planned
house-1,garden,2024,120,measured
house-1,garden,2025,131.8,measured
house-1,garden,2026,135,planned
house-1,garden,2027,135,planned
house-1,garden,2028,135,planned
`,
}
