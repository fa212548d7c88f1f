"""Runs statements on a local Spark with ANSI mode on.

Reads one JSON a line: {"tables": [{"name", "columns": [{"name", "type"}], "rows"}], "statements": ["…"], "before": [], "after": []}; writes for each
a line of JSON with the rows of each statement, or the error.
"""

# Small tables in large statements: code that is made for them would run once.

import json
import sys
import time

from pyspark.sql import SparkSession
from pyspark.sql.types import DoubleType, StringType, StructField, StructType

spark = (
    SparkSession.builder.master("local[2]")
    .config("spark.sql.ansi.enabled", "true")
    .config("spark.sql.shuffle.partitions", "1")
    .config("spark.default.parallelism", "1")
    .config("spark.sql.codegen.wholeStage", "false")
    .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
    .config("spark.sql.adaptive.enabled", "false")
    .config("spark.ui.enabled", "false")
    .config("spark.ui.showConsoleProgress", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.memory", "4g")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
types = {"number": DoubleType(), "text": StringType()}


def answer(task):
    for table in task["tables"]:
        schema = StructType([StructField(c["name"], types[c["type"]]) for c in table["columns"]])
        number = [c["type"] == "number" for c in table["columns"]]
        rows = [[float(v) if n and v is not None else v for v, n in zip(row, number)] for row in table["rows"]]
        spark.createDataFrame(rows, schema).createOrReplaceTempView("`" + table["name"].replace("`", "``") + "`")
    times = [time.time()]
    try:
        for sql in task["before"]:
            spark.sql(sql)
        times.append(time.time())
        return [[row.asDict() for row in spark.sql(sql).collect()] for sql in task["statements"]]
    finally:
        times.append(time.time())
        for sql in task["after"]:
            try:
                spark.sql(sql)
            except Exception as error:
                print(str(error)[:300], file=sys.stderr)
        times.append(time.time())
        print("before, statements, after:", [round(b - a, 1) for a, b in zip(times, times[1:])], file=sys.stderr)


for line in sys.stdin:
    try:
        result = {"ansi": spark.conf.get("spark.sql.ansi.enabled"), "version": spark.version, "records": answer(json.loads(line))}
    except Exception as error:  # told to the test
        result = {"error": str(error)[:4000]}
    print(json.dumps(result), flush=True)
