WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    sumState(toInt128(`distance`)) AS _a0,
    countStateIf((`distance` IS NOT NULL)) AS _a1
  FROM dataset_flights
  WHERE ((_at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})) OR (_at >= fromUnixTimestamp64Milli({from2_0:Int64}) AND _at < fromUnixTimestamp64Milli({to2_0:Int64})))
  GROUP BY _piece
),
runs0 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_0:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_0:Array(UInt16)}, {spans_0:Array(Int64)}, {firsts_0:Array(UInt32)}, {counts_0:Array(UInt32)})) AS _run)
),
scan0 AS (
  SELECT
    _period,
    sumMergeIf(_a0, _frame = 1) AS _s0,
    countMergeIf(_a1, _frame = 1) AS _s1
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period
)
SELECT
  _period AS period,
  if(isFinite(toFloat64(ifNull(_s0, 0))), toFloat64(ifNull(_s0, 0)), NULL) AS m0_value,
  _s1 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[983682000000,986101200000,986270400000],"from_0":983682000000,"to_0":986101200000,"from2_0":986270400000,"to2_0":988689600000,"frames_0":[1,1],"spans_0":[983422800000,986101200000],"firsts_0":[1,3],"counts_0":[1,1]}
