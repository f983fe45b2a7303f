WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    uniqExact(`origin`, `destination`) AS _s0,
    countIf((`origin` IS NOT NULL) AND (`destination` IS NOT NULL)) AS _s1
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(_s0) AS m0_value,
  _s1 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000}
