package io.gradcheck.spark;

import io.gradcheck.shaded.picocli.CommandLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the command line came to.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it said of wrong usage
 */
record Fuzz(int code, String out, String err) {

    /** Runs it on two cores of this machine. */
    static Fuzz local(Object... options) {
        return by(UnaryOperator.identity(), options);
    }

    /** The same with shards that do other things too. */
    static Fuzz by(UnaryOperator<Shards> shards, Object... options) {
        List<String> all = new ArrayList<>();
        List.of(options).forEach(option -> all.add(String.valueOf(option)));
        if (!all.contains("--master")) {
            all.addAll(List.of("--master", "local[2]"));
        }
        return run(new SparkFuzzCommand(shards), all);
    }

    private static Fuzz run(SparkFuzzCommand command, List<String> options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(options.toArray(String[]::new));
        return new Fuzz(code, out.toString(), err.toString());
    }
}
