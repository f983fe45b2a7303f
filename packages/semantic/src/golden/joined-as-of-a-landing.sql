WITH
scan0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts:Array(Int64)}) AS _period,
    count() AS _s0
  FROM dataset_bags
  ANY LEFT JOIN (SELECT `number` AS _j0_k0, argMax(tuple(toNullable(`segment`)), (_sequence, _at)).1 AS _j0_c0 FROM dataset_members WHERE _sequence <= {sequence_members:UInt64} GROUP BY _j0_k0) AS _j0 ON `member` = _j0_k0
  WHERE _at >= fromUnixTimestamp64Milli({from:Int64}) AND _at < fromUnixTimestamp64Milli({to:Int64})
    AND _sequence <= {sequence_bags:UInt64}
    AND (_j0_c0 = {p0:String})
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(_s0) AS m0_value,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts":[983422800000,986101200000],"from":983422800000,"to":988689600000,"sequence_bags":9,"p0":"business","sequence_members":4}
