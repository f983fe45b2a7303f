WITH
pieces0 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_0:Array(Int64)}) AS _piece,
    `period_key` AS _e0,
    argMaxState(tuple(toNullable(toDecimal256(`value`, 10))), (_at, _sequence, cityHash64(tuple(`day`, `metric`, `period_key`, `value`, `author`, `evidence`, `note`, `entered_at`)))) AS _a0
  FROM dataset_manual_entries
  WHERE _at >= fromUnixTimestamp64Milli({from_0:Int64}) AND _at < fromUnixTimestamp64Milli({to_0:Int64})
    AND (`metric` = {p0:String})
  GROUP BY _piece, _e0
),
runs0 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_0:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_0:Array(UInt16)}, {spans_0:Array(Int64)}, {firsts_0:Array(UInt32)}, {counts_0:Array(UInt32)})) AS _run)
),
entities0 AS (
  SELECT
    _period,
    _e0,
    argMaxMergeIf(_a0, _frame = 1).1 AS _p0
  FROM pieces0 INNER JOIN runs0 USING (_piece)
  GROUP BY _period, _e0
),
scan0 AS (
  SELECT
    _period,
    countIf((_p0 IS NOT NULL)) AS _s0,
    sumIf(_p0, (_p0 IS NOT NULL)) AS _s1
  FROM entities0
  GROUP BY _period
)
SELECT
  _period AS period,
  toFloat64(if(_s0 < transform(_period, {p1:Array(Int64)}, {p2:Array(Int64)}, toInt64(1)), NULL, ifNull(_s1, 0))) AS m0_value,
  _s0 AS m0_sample
FROM scan0
ORDER BY period

-- {"starts_0":[978325200000,986101200000],"from_0":978325200000,"to_0":988689600000,"p0":"audits","frames_0":[1,1],"spans_0":[983422800000,986101200000],"firsts_0":[1,1],"counts_0":[1,2],"p1":[983422800000,986101200000],"p2":[3,4]}
