#!/usr/bin/env bash
# Makes what spark-submit needs of what Maven has fetched: target/spark/home/jars, with Spark's jars and no other.
# And target/spark/own, with gradcheck and what it needs. Arguments: options of Maven, such as -Dmaven.repo.local=...
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/target/spark
rm -rf "$target/home" "$target/own"
mvn -B -ntp -q -f src/spark/pom.xml "$@" dependency:copy-dependencies -DincludeScope=test \
    -DexcludeGroupIds=io.gradcheck,org.junit.jupiter,org.junit.platform,org.assertj,org.apiguardian,net.bytebuddy,com.grack,org.opentest4j,org.jspecify \
    -DoutputDirectory="$target/home/jars" >&2
mvn -B -ntp -q -f src/spark/pom.xml "$@" dependency:copy-dependencies -DincludeScope=runtime \
    -DoutputDirectory="$target/own" >&2
