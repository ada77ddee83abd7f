package io.gradcheck.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;

/** What Spark was told that a campaign depends on. */
final class SparkSettings {

    private static final int STANDARD_ATTEMPTS = 4;
    private static final Pattern LOCAL = Pattern.compile("local(?:\\[[^,\\]]*(?:,\\s*(\\d+))?])?");

    private SparkSettings() {}

    /** How often a task is tried. */
    static int attempts(JavaSparkContext spark) {
        Matcher local = LOCAL.matcher(spark.master());
        if (local.matches()) {
            return local.group(1) == null ? 1 : Integer.parseInt(local.group(1));
        }
        return spark.getConf().getInt("spark.task.maxFailures", STANDARD_ATTEMPTS);
    }

    /** How many cores a task has. */
    static int cores(JavaSparkContext spark) {
        return spark.getConf().getInt("spark.task.cpus", 1);
    }

    /** How many tasks run at a time, as far as it is known when a job begins. */
    static int slots(JavaSparkContext spark) {
        return Math.max(1, spark.defaultParallelism() / cores(spark));
    }
}
