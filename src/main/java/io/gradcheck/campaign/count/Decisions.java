package io.gradcheck.campaign.count;

import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.result.Look;
import io.gradcheck.source.cases.CaseFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * In how many cases each variable was decided, of those in which something of it could be seen: where it hardly ever was, no case
 * has shown that its gradient is right. Variables are told apart by their source and their name without numbers.
 */
public final class Decisions {

    /** More variables of one source than these are not told apart: they have names of single cases. */
    private static final int MOST_VARIABLES = 100;

    private static final String NOT_AROUND = "the function is not finite around the point";
    private static final String ON_SURFACE =
            "; where it is defined on a surface alone, such as unit vectors, draw and move it there: Values.on(manifold)";

    private final Map<String, Map<String, Counts>> bySource = new TreeMap<>();

    private static final class Counts {
        private long decided;
        private long undecided;
        private String reason = "";

        private void add(Counts other) {
            decided += other.decided;
            undecided += other.undecided;
            reason = reason.isEmpty() || (!other.reason.isEmpty() && other.reason.compareTo(reason) < 0)
                    ? other.reason
                    : reason;
        }
    }

    /** Makes counts of nothing. */
    public Decisions() {}

    /**
     * Adds one case.
     *
     * @param source the name of its source
     * @param findings the findings on its variables
     */
    public void add(String source, List<Finding> findings) {
        for (Finding finding : findings) {
            if (!finding.vacuous()) {
                Counts one = new Counts();
                boolean undecided = finding.verdict() == Verdict.INCONCLUSIVE;
                one.undecided = undecided ? 1 : 0;
                one.decided = undecided ? 0 : 1;
                one.reason = undecided ? Look.withoutNumbers(finding.reason()) : "";
                add(source, Look.withoutNumbers(finding.name()), one);
            }
        }
    }

    private void add(String source, String variable, Counts some) {
        Map<String, Counts> ofSource = bySource.computeIfAbsent(source, any -> new TreeMap<>());
        if (ofSource.containsKey(variable) || ofSource.size() < MOST_VARIABLES) {
            ofSource.computeIfAbsent(variable, any -> new Counts()).add(some);
        }
    }

    /**
     * Adds all that another has counted.
     *
     * @param other the other. Not modified.
     */
    public void add(Decisions other) {
        other.bySource.forEach(
                (source, variables) -> variables.forEach((variable, counts) -> add(source, variable, counts)));
    }

    /**
     * The variables of which too little could be decided.
     *
     * @param leastShare the share of cases that must have been, of those in which something could be seen
     * @return for each what was found, what was wanted, and a reason
     */
    public List<String> tooFew(double leastShare) {
        List<String> texts = new ArrayList<>();
        bySource.forEach((source, variables) -> variables.forEach((variable, counts) -> {
            long all = counts.decided + counts.undecided;
            if (counts.decided < leastShare * all) {
                texts.add(String.format(
                        Locale.ROOT,
                        "%s: the gradient of %s could be decided in only %d of %d cases, wanted %.0f%% or more (%s%s); see leastSeen",
                        source,
                        variable,
                        counts.decided,
                        all,
                        100 * leastShare,
                        counts.reason,
                        counts.reason.startsWith(NOT_AROUND) ? ON_SURFACE : ""));
            }
        }));
        return texts;
    }

    /** {@return the counts as fields} */
    public Map<String, Object> written() {
        Map<String, Object> sources = new LinkedHashMap<>();
        bySource.forEach((source, variables) -> {
            Map<String, Object> all = new LinkedHashMap<>();
            variables.forEach((variable, counts) -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                fields.put("decided", counts.decided);
                fields.put("undecided", counts.undecided);
                fields.put("reason", counts.reason);
                all.put(variable, fields);
            });
            sources.put(source, all);
        });
        return sources;
    }

    /**
     * Counts that were written.
     *
     * @param sources what {@link #written} returned, read from JSON
     * @return the counts
     */
    public static Decisions read(CaseFields sources) {
        Decisions read = new Decisions();
        for (String source : sources.data().keySet()) {
            CaseFields variables = sources.fields(source);
            for (String variable : variables.data().keySet()) {
                CaseFields fields = variables.fields(variable);
                Counts counts = new Counts();
                counts.decided = fields.whole("decided");
                counts.undecided = fields.whole("undecided");
                counts.reason = fields.text("reason");
                read.add(source, variable, counts);
            }
        }
        return read;
    }
}
