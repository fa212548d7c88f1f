"""Computes the IPCC waste model workbook of 2006 or 2019, and writes its figures, all years and types, as cases.

    /usr/bin/python3 scripts/waste-model.py 2006 IPCC_Waste_Model.xls test/cases/waste-workbook-2006.json
    /usr/bin/python3 scripts/waste-model.py 2019 19R_V5_Waste_Model.xls test/cases/waste-workbook-2019.json

The first case is the workbook as distributed: its cached cells, not recalculated. For the others named cells are changed
and all is recalculated by LibreOffice, which must first give back the cached figures. Needs LibreOffice and its Python.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from decimal import Decimal

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

TYPES = ["food", "garden", "paper", "wood", "textiles", "nappies", "sludge", "bulk", "industrial"]
DEPOSITS = dict(zip(TYPES, "CDEFGHIJL"))  # Amnt_Deposited
GENERATED = dict(zip(TYPES, "CDEFGHIJK"))  # Results
COMPOSITION = ["food", "garden", "paper", "wood", "textiles", "nappies", "sludge", "industrial"]
BULK = ["sludge", "bulk", "industrial"]
CLIMATES = {
    1: "boreal-temperate-dry",
    2: "boreal-temperate-wet",
    3: "tropical-dry",
    4: "tropical-moist-wet",
}
FIRST, YEARS = 1950, 81


def series(column, first, values):
    """Cells of a column, one a year, with their values."""
    return {f"{column}{first + i}": value for i, value in enumerate(values)}


def each_year(of):
    return [of(i) for i in range(YEARS)]


def deposits(**by_type):
    cells = {}
    for kind in COMPOSITION:
        of = by_type.get(kind, lambda i: 0)
        cells |= series(DEPOSITS[kind], 11, each_year(of))
    return cells


# Where the workbooks differ: cells of the delay, the option and the climate; the sites of the sheet MCF with their
# columns, and its means for municipal and industrial waste; the methods that the figures are for.
BOOKS = {
    "2006": {
        "file": "IPCC_Waste_Model.xls",
        "document": "annex to the 2006 IPCC Guidelines, Vol 5 Ch 3",
        "edition": "2006",
        "delay": "E37",
        "option": "O20",
        "climate": "G17",
        "sites": {
            "unmanaged-shallow": "C",
            "unmanaged-deep": "D",
            "managed-anaerobic": "E",
            "managed-semi-aerobic": "F",
            "uncategorised": "G",
        },
        "mean": "RS",
        "landfill": "waste.solid-waste-disposal.workbook-2006",
        "stored": "waste.carbon-stored",
        "weighted": "waste.weighted-mcf",
        "notes": {},
    },
    "2019": {
        "file": "19R_V5_Waste_Model.xls",
        "document": "annex to the 2019 Refinement, Vol 5 Ch 3",
        "edition": "2019 Refinement",
        "delay": "E40",
        "option": "O21",
        "climate": "G18",
        "sites": {
            "unmanaged-shallow": "C",
            "unmanaged-deep": "D",
            "managed-anaerobic": "E",
            "managed-well-semi-aerobic": "F",
            "managed-poorly-semi-aerobic": "G",
            "managed-well-active-aeration": "H",
            "managed-poorly-active-aeration": "I",
            "uncategorised": "J",
        },
        "mean": "XY",
        "landfill": "waste.solid-waste-disposal.workbook-2019",
        "stored": "waste.carbon-stored.workbook-2019",
        "weighted": "waste.weighted-mcf.workbook-2019",
        "notes": {
            "landfill": " DOCf is not given: the mode takes it as the sheets do.",
            "stored": " The sheet takes 1 - 0.7 for every type of waste.",
            "weighted": " The sum leaves out poorly managed semi-aerobic and actively aerated sites.",
        },
    },
}


def managed_shares(book, i):
    """Shares of the sites: half shallow, half deep to 1979, then 1 percent a year of each to all other types but the last."""
    moved = min(max(i - 29, 0), 40) / 100
    others = len(book["sites"]) - 3
    weights = [2 if at == 0 else 1 for at in range(others)]
    shares = [round(2 * moved * weight / sum(weights), 6) for weight in weights]
    shares[0] = round(2 * moved - sum(shares[1:]), 6)
    return [round(0.5 - moved, 4), round(0.5 - moved, 4), *shares, 0]


def site_cells(book):
    cells = {}
    for i in range(YEARS):
        for column, share in zip(book["sites"].values(), managed_shares(book, i)):
            cells[f"{column}{18 + i}"] = share
    return cells


def scenarios(book):
    last = [*book["sites"].values()][-1]
    delay, option, climate = book["delay"], book["option"], book["climate"]
    return [
        {"name": "as-distributed", "types": COMPOSITION, "climate": 2, "delay": 6, "change": {}},
        {
            "name": "bulk-option-tropical",
            "types": BULK,
            "climate": 4,
            "delay": 6,
            "change": {
                "Defaults": {option: 2, climate: 4},
                "Activity": series("C", 12, each_year(lambda i: round(2 + 0.075 * i, 3)))
                | series("R", 12, each_year(lambda i: 40 + 2.5 * i))
                | series("S", 12, each_year(lambda i: 0.4)),
                "Amnt_Deposited": series("I", 11, each_year(lambda i: 12.5 if i < 40 else 20)),
                "Recovery_OX": series("C", 12, each_year(lambda i: 0)),
            },
            "says": f"changed: Defaults!{option} = 2 (bulk), {climate} = 4 (moist and wet tropical); Activity!C12:C92 (population 2 + 0.075·i"
            " million), R12:R92 (GDP 40 + 2.5·i), S12:S92 = 0.4; Amnt_Deposited!I11:I91 (sludge 12.5, from 1990 20 Gg);"
            " Recovery_OX!C12:C92 = 0",
        },
        {
            "name": "delay-three-changing-sites",
            "types": COMPOSITION,
            "climate": 4,
            "delay": 3,
            "change": {
                "Parameters": {delay: 3},
                "Defaults": {climate: 4},
                "MCF": site_cells(book),
                "Recovery_OX": series("C", 12, each_year(lambda i: 0)),
            },
            "says": f"changed: Parameters!{delay} = 3 (delay); Defaults!{climate} = 4 (moist and wet tropical); MCF!C18:{last}98 (half"
            " shallow, half deep to 1979, then 1 % a year of each to the other types but uncategorised);"
            " Recovery_OX!C12:C92 = 0",
        },
        {
            "name": "recovery-and-oxidation-all-types",
            "types": COMPOSITION,
            "climate": 1,
            "delay": 6,
            "change": {
                "Defaults": {climate: 1},
                "Amnt_Deposited": deposits(
                    food=lambda i: 180 + 2 * i,
                    garden=lambda i: 60 + i,
                    paper=lambda i: 150 + 2.5 * i,
                    wood=lambda i: 40 + 0.5 * i,
                    textiles=lambda i: 25 + 0.25 * i,
                    nappies=lambda i: 5 + 0.75 * i,
                    sludge=lambda i: 30 - 0.25 * i,
                    industrial=lambda i: 90 + 1.5 * i,
                ),
                "Recovery_OX": series("C", 12, each_year(lambda i: 0 if i < 38 else min(18, 1.5 + 0.5 * (i - 38))))
                | series("F", 12, each_year(lambda i: 0 if i < 52 else 0.1)),
            },
            "says": f"changed: Defaults!{climate} = 1 (dry temperate); Amnt_Deposited!C11:I91, L11:L91 typed in; Recovery_OX!C12:C92 (from"
            " 1988 1.5 + 0.5 a year, at most 18 Gg), F12:F92 (0.1 from 2002)",
        },
        {
            "name": "closed-site-delay-zero-recovery-above-generation",
            "types": COMPOSITION,
            "climate": 3,
            "delay": 0,
            "change": {
                "Parameters": {delay: 0},
                "Defaults": {climate: 3},
                "Amnt_Deposited": deposits(
                    **{
                        kind: (lambda amount: lambda i: amount if 10 <= i < 30 else 0)(amount)
                        for kind, amount in dict(food=100, garden=20, paper=60, wood=15, textiles=8, nappies=2).items()
                    }
                ),
                "Recovery_OX": series("C", 12, each_year(lambda i: 0 if i < 35 else 1.25))
                | series("F", 12, each_year(lambda i: 0 if i < 35 else 0.1)),
            },
            "says": f"changed: Parameters!{delay} = 0 (delay); Defaults!{climate} = 3 (dry tropical); Amnt_Deposited!C11:I91, L11:L91 (1960-1979"
            " food 100, garden 20, paper 60, wood 15, textiles 8, nappies 2 Gg, else 0); Recovery_OX!C12:C92 (1.25 Gg from 1985),"
            " F12:F92 (0.1 from 1985)",
        },
    ]


def text(value):
    return format(Decimal(repr(value)).normalize(), "f")


def tonnes(gigagrams):
    return text_of(Decimal(repr(float(gigagrams or 0))) * 1000)


def text_of(decimal):
    return format(decimal.normalize() if decimal else Decimal(0), "f")


class Book:
    def __init__(self, document):
        self.document = document

    def cell(self, sheet, address):
        return self.document.Sheets.getByName(sheet).getCellRangeByName(address)

    def column(self, sheet, column, first):
        area = self.cell(sheet, f"{column}{first}:{column}{first + YEARS - 1}")
        return [value if isinstance(value, float) else 0.0 for (value,) in area.DataArray]

    def change(self, cells):
        for sheet, values in cells.items():
            for address, value in values.items():
                self.cell(sheet, address).Value = value
        self.document.calculateAll()

    def results(self):
        return [self.column("Results", column, 15) for column in [*GENERATED.values(), "O"]]


def cases(layout, book, scenario, version, digest):
    municipal, industrial = layout["mean"]
    last = [*layout["sites"].values()][-1]
    recalculated = bool(scenario["change"])
    how = (
        f"Computed by {version}, not by this project: the workbook as distributed (SHA-256 {digest}) with the named cells"
        " changed and everything recalculated. Without changes the same route gives back the cached figures."
        if recalculated
        else f"The cached cell values of the workbook as distributed (SHA-256 {digest}), read without recalculation."
    )
    units = " Cells in Gg stand here in t (decimal point moved by three places)."
    source = lambda cells: {
        "document": f"{layout['file']}, {layout['document']}"
        + (f", with changed inputs, recalculated in {version}" if recalculated else ""),
        "edition": layout["edition"],
        "locator": (f"{scenario['says']} (i = year - 1950); " if recalculated else "") + cells,
        "status": "read",
    }
    kind = "peer-computed" if recalculated else "published"
    types = scenario["types"]
    years = [str(FIRST + i) for i in range(YEARS)]
    over_years = lambda values: {"from": FIRST, "values": values}
    mcf = {kind: book.column("MCF", industrial if kind == "industrial" else municipal, 18) for kind in types}
    deposited = {kind: over_years([tonnes(v) for v in book.column("Amnt_Deposited", DEPOSITS[kind], 11)]) for kind in types}
    bulk_doc = {"sludge": text(book.cell("Parameters", "M19").Value), "bulk": text(book.cell("Parameters", "M20").Value),
                "industrial": text(book.cell("Parameters", "M21").Value)}
    shared = {
        "deposited": deposited,
        **({"doc": bulk_doc} if "bulk" in types else {}),
        "mcf": {kind: over_years([text(round(v, 12)) for v in mcf[kind]]) for kind in types},
    }
    generated = {kind: book.column("Results", GENERATED[kind], 15) for kind in types}
    emitted = book.column("Results", "O", 15)
    landfill = {
        "id": f"{layout['landfill']}/all-years-{scenario['name']}",
        "method": layout["landfill"],
        "kind": kind,
        "source": source(
            f"deposits: Amnt_Deposited!C11:L91; MCF: MCF!{municipal}18:{industrial}98; recovery and OX: Recovery_OX!C12:C92, F12:F92; generation"
            " Results!C15:K95, emission Results!O15:O95"
        ),
        "inputs": {
            **shared,
            "climate": CLIMATES[scenario["climate"]],
            "delay": {kind: str(scenario["delay"]) for kind in types},
            "recovered": over_years([tonnes(v) for v in book.column("Recovery_OX", "C", 12)]),
            "oxidised": over_years([text(v) for v in book.column("Recovery_OX", "F", 12)]),
        },
        "context": {},
        "expected": [
            {"output": "ch4", "at": {"year": year}, "value": tonnes(emitted[i]), "unit": "t CH4 (biogenic)"}
            for i, year in enumerate(years)
        ]
        + [
            {
                "step": "CH4 generated",
                "at": {"wasteType": kind, "year": year},
                "value": tonnes(generated[kind][i]),
                "unit": "t CH4 (biogenic)",
            }
            for kind in types
            for i, year in enumerate(years)
        ],
        "notes": f"{how}{units}{layout['notes'].get('landfill', '')}",
    }
    stored = {
        "id": f"{layout['stored']}/all-years-{scenario['name']}",
        "method": layout["stored"],
        "kind": kind,
        "source": source(f"deposits: Amnt_Deposited!C11:L91; MCF: MCF!{municipal}18:{industrial}98; stored: Stored_C!N16:N96"),
        "inputs": shared,
        "context": {},
        "expected": [
            {"output": "stored", "at": {"year": year}, "value": tonnes(value), "unit": "t C"}
            for year, value in zip(years, book.column("Stored_C", "N", 16))
        ],
        "notes": f"{how}{units}{layout['notes'].get('stored', '')}",
    }
    share = {
        site: over_years([text(v) for v in book.column("MCF", column, 18)]) for site, column in layout["sites"].items()
    }
    weighted = {
        "id": f"{layout['weighted']}/all-years-{scenario['name']}",
        "method": layout["weighted"],
        "kind": kind,
        "source": source(f"shares: MCF!C18:{last}98; mean: MCF!{municipal}18:{municipal}98"),
        "inputs": {"share": share},
        "context": {},
        "expected": [
            {"output": "mcf", "at": {"year": year}, "value": text(value), "unit": "1"}
            for year, value in zip(years, book.column("MCF", municipal, 18))
        ],
        "notes": f"{how}{layout['notes'].get('weighted', '')}",
    }
    return [landfill, stored, weighted]


def office(folder):
    pipe = f"waste-model-{os.getpid()}"
    profile = uno.systemPathToFileUrl(os.path.join(folder, "profile"))
    program = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return program, there
        except NoConnectException:
            time.sleep(0.1)
    raise RuntimeError("soffice did not start")


def version_of(context):
    provider = context.ServiceManager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider", context)
    path = PropertyValue(Name="nodepath", Value="/org.openoffice.Setup/Product")
    product = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (path,))
    return f"{product.ooName} Calc {product.ooSetupVersionAboutBox}"


def main(edition, workbook, target):
    layout = BOOKS[edition]
    with open(workbook, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    found = []
    with tempfile.TemporaryDirectory() as folder:
        program, context = office(folder)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        try:
            version = version_of(context)
            for scenario in scenarios(layout):
                url = uno.systemPathToFileUrl(os.path.abspath(workbook))
                document = desktop.loadComponentFromURL(url, "_blank", 0, (PropertyValue(Name="Hidden", Value=True),))
                book = Book(document)
                cached = book.results()
                if scenario["change"]:
                    document.calculateAll()
                    for old, new in zip(cached, book.results()):
                        if any(abs(a - b) > 1e-14 * max(abs(a), abs(b)) for a, b in zip(old, new)):
                            raise SystemExit("recalculated without changes, the workbook gives other figures than it holds")
                    book.change(scenario["change"])
                    if book.results() == cached:
                        raise SystemExit(f"{scenario['name']}: the changes change nothing")
                found += cases(layout, book, scenario, version, digest)
                document.close(True)
        finally:
            desktop.terminate()
            program.wait(30)
    with open(target, "w") as file:
        lines = [json.dumps(case, ensure_ascii=False, separators=(",", ":")) for case in found]
        file.write("[\n" + ",\n".join(lines) + "\n]\n")
    figures = sum(len(case["expected"]) for case in found)
    print(f"{len(found)} cases, {figures} figures")


if __name__ == "__main__":
    main(*sys.argv[1:])
