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
    argMaxMergeIf(_a0, _frame = 0).1 AS _p0
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
),
pieces1 AS (
  SELECT
    roundDown(toUnixTimestamp64Milli(_at), {starts_1:Array(Int64)}) AS _piece,
    `metric` AS _e0,
    argMaxState(tuple(toNullable(toDecimal256(`value`, 10))), (_at, _sequence, cityHash64(tuple(`day`, `metric`, `period_key`, `value`, `author`, `evidence`, `note`, `entered_at`)))) AS _a0
  FROM dataset_manual_entries
  WHERE _at >= fromUnixTimestamp64Milli({from_1:Int64}) AND _at < fromUnixTimestamp64Milli({to_1:Int64})
    AND (`metric` = {p1:String})
  GROUP BY _piece, _e0
),
runs1 AS (
  SELECT
    _run.1 AS _frame,
    _run.2 AS _period,
    arrayJoin(arraySlice({starts_1:Array(Int64)}, _run.3, _run.4)) AS _piece
  FROM (SELECT arrayJoin(arrayZip({frames_1:Array(UInt16)}, {spans_1:Array(Int64)}, {firsts_1:Array(UInt32)}, {counts_1:Array(UInt32)})) AS _run)
),
entities1 AS (
  SELECT
    _period,
    _e0,
    argMaxMergeIf(_a0, _frame = 0).1 AS _p1
  FROM pieces1 INNER JOIN runs1 USING (_piece)
  GROUP BY _period, _e0
),
scan1 AS (
  SELECT
    _period,
    countIf((_p1 IS NOT NULL)) AS _s2,
    sumIf(_p1, (_p1 IS NOT NULL)) AS _s3
  FROM entities1
  GROUP BY _period
),
joined AS (
  SELECT _period, any(_s0) AS _s0, any(_s1) AS _s1, any(_s2) AS _s2, any(_s3) AS _s3
  FROM (
    SELECT _period, _s0, _s1, NULL AS _s2, NULL AS _s3 FROM scan0
    UNION ALL
    SELECT _period, NULL AS _s0, NULL AS _s1, _s2, _s3 FROM scan1
  )
  GROUP BY _period
),
level0 AS (
  SELECT
    _period,
    toFloat64(if(ifNull(_s0, 0) < transform(_period, {p2:Array(Int64)}, {p3:Array(Int64)}, toInt64(1)), NULL, ifNull(_s1, 0))) AS m0_value,
    ifNull(_s0, 0) AS m0_sample,
    toFloat64(if(ifNull(_s2, 0) < transform(_period, {p2:Array(Int64)}, {p3:Array(Int64)}, toInt64(1)), NULL, ifNull(_s3, 0))) AS m1_value,
    ifNull(_s2, 0) AS m1_sample
  FROM joined
),
level1 AS (
  SELECT
    *,
    if(isFinite(toFloat64(m0_value) / nullIf(toFloat64(m1_value), 0)), toFloat64(m0_value) / nullIf(toFloat64(m1_value), 0), NULL) AS m2_value,
    least(m0_sample, m1_sample) AS m2_sample
  FROM level0
)
SELECT
  _period AS period,
  m2_value,
  m2_sample
FROM level1
ORDER BY period

-- {"starts_0":[983422800000,986101200000],"from_0":983422800000,"to_0":988689600000,"p0":"audits","frames_0":[0,0],"spans_0":[983422800000,986101200000],"firsts_0":[1,2],"counts_0":[1,1],"starts_1":[983422800000,986101200000],"from_1":983422800000,"to_1":988689600000,"p1":"offices","frames_1":[0,0],"spans_1":[983422800000,986101200000],"firsts_1":[1,2],"counts_1":[1,1],"p2":[983422800000,986101200000],"p3":[1,1]}
