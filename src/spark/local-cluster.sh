#!/usr/bin/env bash
# Runs a campaign by spark-submit on a cluster of two executors of this machine, kills one of them when it is at work, and
# compares the report with that of one machine. Takes a minute or two.
#   mvn -f src/spark/pom.xml package && src/spark/local-cluster.sh
# Arguments are options of Maven, such as -Dmaven.repo.local=... TRIES says how many cases are checked.
set -euo pipefail
cd "$(dirname "$0")/../.."
src/spark/home.sh "$@"
target=$PWD/target/spark
own=$(echo "$target"/own/gradcheck-[0-9]*.jar)
submit=$(echo "$target"/gradcheck-spark-*.jar)
out=$target/local-cluster
rm -rf "$out"
mkdir -p "$out"
jar --create --file "$out/tests.jar" -C "$target/test-classes" .

planted='io.gradcheck.spark.Planted$'
options=(--tries "${TRIES:-60000}" --seed 3
    --source "${planted}NoFactor" --source "${planted}Transposed" --source "${planted}MixedLeftOut" --source "${planted}Throws")

# As bin/spark-submit does, of which there is none among the jars.
export SPARK_HOME=$target/home SPARK_SCALA_VERSION=2.13
java -cp "$SPARK_HOME/jars/*" org.apache.spark.deploy.SparkSubmit \
    --master 'local-cluster[2,1,1024]' --conf spark.ui.enabled=false \
    --class io.gradcheck.spark.Main --jars "$own,$out/tests.jar" "$submit" \
    "${options[@]}" --partitions 24 --report "file://$out/cluster.txt" --results "file://$out/cluster.json" \
    >"$out/out.log" 2>"$out/err.log" &
driver=$!

# An executor is at work when it has a worker.
killed=
until [[ -n $killed ]]; do
    kill -0 "$driver" || { echo "The driver ended before an executor was at work:"; tail "$out/err.log"; exit 1; }
    for executor in $(pgrep -P "$driver" -f CoarseGrainedExecutorBackend || true); do
        if [[ -z $killed ]] && pgrep -P "$executor" >/dev/null; then
            sleep 3
            kill -9 "$executor"
            killed=$executor
        fi
    done
    sleep 0.2
done
echo "Killed executor $killed."
code=0
wait "$driver" || code=$?

grep -q 'Lost executor' "$out/err.log" || { echo "No executor was lost."; exit 1; }
grep -h 'of 24 shards' "$out/out.log"
java -cp "$target/own/*:$out/tests.jar" io.gradcheck.cli.Main fuzz "${options[@]}" --in-process --report "$out/one.txt" \
    >/dev/null 2>&1 || true
[[ $code == 1 ]] || { echo "Found exit code $code, wanted 1."; exit 1; }
cmp "$out/one.txt" "$out/cluster.txt"
echo "The report is that of one machine."
