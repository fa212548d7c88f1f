"""Runs the statements that plants.mjs writes, on a table of three plants; the last is refused."""

import json
import sys

from pyspark.sql import SparkSession

statements = json.load(sys.stdin)
spark = SparkSession.builder.master("local[2]").config("spark.sql.ansi.enabled", "true").getOrCreate()
plants = [("bratang", 1200.0), ("keputih", 2500.0), ("unknown", None)]
spark.createDataFrame(plants, "plant string, tonnes double").createOrReplaceTempView("plants")

for sql in statements["before"]:
    spark.sql(sql)
for table in statements["tables"]:
    spark.sql(table["sql"]).show(truncate=False)
for sql in statements["after"]:
    spark.sql(sql)
