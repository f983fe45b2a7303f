WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    countStateIf((`delay` < {p0:Int64})) AS _a0,
    countState() AS _a1
  FROM dataset_flights
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
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
    countMergeIf(_a0, _frame = 1) AS _s0,
    countMergeIf(_a1, _frame = 1) AS _s1
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period
)
SELECT
  _period AS period,
  if(isFinite(toFloat64(_s0) / nullIf(toFloat64(_s1), 0)), toFloat64(_s0) / nullIf(toFloat64(_s1), 0), NULL) AS m0_value,
  toFloat64(_s0) AS m0_numerator,
  toFloat64(_s1) AS m0_denominator,
  _s1 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[978325200000,986101200000],"from_0":978325200000,"to_0":988689600000,"p0":15,"frames_0":[1,1],"spans_0":[983422800000,986101200000],"firsts_0":[1,2],"counts_0":[1,1]}
