"""Types rows of figures into a workbook that is open in LibreOffice Calc, and reads what the formulas give.

The arguments are the program and a folder for its profile. Reads one JSON a line: {"file", "entries": [[sheet, cell,
"number" or "text"]], "rows": [[text]], "ranges": [[sheet, range]], "save": file, if it is to be saved}; writes for each a
line with the cells of each range, row by row of the task, or the error. An error in a cell is {"error": code}.
"""

import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

soffice, folder = sys.argv[1:]
pipe = f"citymrv-{os.getpid()}"
office = subprocess.Popen(
    [
        soffice,
        f"-env:UserInstallation={uno.systemPathToFileUrl(os.path.join(folder, 'profile'))}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ],
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
)


def connect():
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
        except NoConnectException:
            if office.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("soffice did not start")


def setting(name, value):
    return PropertyValue(Name=name, Value=value)


def cells(area):
    """What a range shows; an empty text stands for a number that is an error too, so that it is asked for its error."""
    data = [list(row) for row in area.getDataArray()]
    for y, row in enumerate(data):
        for x, value in enumerate(row):
            if not isinstance(value, float):
                error = area.getCellByPosition(x, y).getError()
                if error:
                    row[x] = {"error": error}
    return data


def answer(desktop, task):
    url = uno.systemPathToFileUrl(task["file"])
    book = desktop.loadComponentFromURL(url, "_blank", 0, (setting("Hidden", True),))
    try:
        sheets = book.getSheets()
        at = lambda sheet, address: sheets.getByName(sheet).getCellRangeByName(address)
        entries = [(at(sheet, cell).getCellByPosition(0, 0), kind) for sheet, cell, kind in task["entries"]]
        ranges = [at(sheet, area) for sheet, area in task["ranges"]]
        book.enableAutomaticCalculation(False)
        before = [None] * len(entries)
        found = []
        for row in task["rows"]:
            for (cell, kind), text, old in zip(entries, row, before):
                if text == old:
                    continue
                if kind == "number":
                    cell.setValue(float(text))
                else:
                    cell.setString(text)
            before = row
            book.calculate()
            found.append([cells(area) for area in ranges])
        if task.get("save"):
            to = uno.systemPathToFileUrl(task["save"])
            book.storeToURL(to, (setting("FilterName", "Calc MS Excel 2007 XML"),))
        return found
    finally:
        book.close(True)


try:
    desktop = connect()
    for line in sys.stdin:
        try:
            result = {"rows": answer(desktop, json.loads(line))}
        except Exception as error:  # told to who asked
            result = {"error": str(error)[:4000]}
        print(json.dumps(result), flush=True)
    try:
        desktop.terminate()
    except Exception:
        pass
    office.wait(30)
finally:
    office.kill()
