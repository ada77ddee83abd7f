#!/usr/bin/env bash
# Measures what a campaign takes on threads of one JVM, in workers, and on Spark with the same number of cores.
#   mvn -f src/spark/pom.xml package && src/spark/throughput.sh
# Where others use the machine too, the time of cores tells more than that of the clock.
# Arguments are options of Maven. TRIES, CORES and PARTITIONS (a list) may be set.
set -euo pipefail
cd "$(dirname "$0")/../.."
src/spark/home.sh "$@"
target=$PWD/target/spark
tries=${TRIES:-100000}
cores=${CORES:-2}
classes=$(echo "$target"/gradcheck-spark-*.jar):$target/own/*

measured() {
    local name=$1 TIMEFORMAT='%R %U %S' took
    shift
    took=$({ time java -Xmx2g "$@" >"$target/throughput.log" 2>"$target/throughput.err"; } 2>&1) || true
    awk -v name="$name" -v tries="$tries" \
        '{ printf "%-22s %6.1f s  %6.0f cases/s  %6.1f s of cores   ", name, $1, tries / $1, $2 + $3 }' <<<"$took"
    echo "$(grep -h 'bytes of reports' "$target/throughput.log" || true)   $(uptime | sed 's/.*load/load/')"
}

fuzz=(io.gradcheck.cli.Main fuzz --tries "$tries" --seed 11 --threads "$cores")
measured "threads" -cp "$target/own/*" "${fuzz[@]}" --in-process
measured "workers" -cp "$target/own/*" "${fuzz[@]}"
for partitions in ${PARTITIONS:-2 8 32 128}; do
    measured "Spark, $partitions partitions" -cp "$classes:$target/home/jars/*" io.gradcheck.spark.Main \
        --master "local[$cores]" --tries "$tries" --seed 11 --partitions "$partitions"
done
