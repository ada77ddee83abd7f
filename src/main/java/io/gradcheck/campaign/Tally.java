package io.gradcheck.campaign;

import io.gradcheck.argument.Argument;
import io.gradcheck.campaign.count.LogHistogram;
import io.gradcheck.check.GradientReport;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Law;
import io.gradcheck.finding.Verdict;
import io.gradcheck.source.cases.CaseFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up reports: how many variables had which verdict, how well they were seen, what that cost. */
public final class Tally {

    // A campaign in which all is wrong has to fit into memory.
    private static final int MOST_FAILURES = 20;

    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final Map<Law, Map<Verdict, Integer>> laws = new EnumMap<>(Law.class);
    private final List<GradientReport> failures = new ArrayList<>();
    private final LogHistogram limits = new LogHistogram();
    private int subjects;
    private int variables;
    private int vacuous;
    private long evaluations;

    /**
     * Adds a report.
     *
     * @param report the report of one subject
     */
    public void add(GradientReport report) {
        subjects++;
        evaluations += report.evaluations();
        for (Finding finding : report.findings()) {
            variables++;
            verdicts.merge(finding.verdict(), 1, Integer::sum);
            if (finding.vacuous()) {
                vacuous++;
            } else if (Double.isFinite(finding.relativeDetectionLimit())) {
                limits.add(finding.relativeDetectionLimit());
            }
        }
        report.laws().forEach(law -> add(law.law(), law.verdict(), 1));
        if (report.verdict() == Verdict.FAIL && failures.size() < MOST_FAILURES) {
            failures.add(report);
        }
    }

    private void add(Law law, Verdict verdict, int count) {
        laws.computeIfAbsent(law, any -> new EnumMap<>(Verdict.class)).merge(verdict, count, Integer::sum);
    }

    /**
     * Adds all that another tally has added up.
     *
     * @param other the other tally. Not modified.
     */
    public void add(Tally other) {
        subjects += other.subjects;
        variables += other.variables;
        vacuous += other.vacuous;
        evaluations += other.evaluations;
        other.verdicts.forEach((verdict, count) -> verdicts.merge(verdict, count, Integer::sum));
        other.laws.forEach((law, counts) -> counts.forEach((verdict, count) -> add(law, verdict, count)));
        other.failures.stream().limit(MOST_FAILURES - failures.size()).forEach(failures::add);
        limits.add(other.limits);
    }

    /** The counts as fields; without the reports of failures, which are too large. */
    Map<String, Object> written() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subjects", subjects);
        fields.put("variables", variables);
        fields.put("vacuous", vacuous);
        fields.put("evaluations", evaluations);
        fields.put("verdicts", written(verdicts));
        Map<String, Object> each = new LinkedHashMap<>();
        laws.forEach((law, counts) -> each.put(law.name(), written(counts)));
        fields.put("laws", each);
        fields.put("detectionLimits", limits.written());
        return fields;
    }

    private static Map<String, Object> written(Map<Verdict, Integer> verdicts) {
        Map<String, Object> counts = new LinkedHashMap<>();
        verdicts.forEach((verdict, count) -> counts.put(verdict.name(), count));
        return counts;
    }

    static Tally read(CaseFields fields) {
        Tally tally = new Tally();
        tally.subjects = fields.count("subjects");
        tally.variables = fields.count("variables");
        tally.vacuous = fields.count("vacuous");
        tally.evaluations = fields.whole("evaluations");
        tally.verdicts.putAll(readVerdicts(fields.fields("verdicts")));
        if (fields.data().containsKey("laws")) { // earlier releases did not count them
            CaseFields each = fields.fields("laws");
            for (Law law : Law.values()) {
                if (each.data().containsKey(law.name())) {
                    tally.laws.put(law, readVerdicts(each.fields(law.name())));
                }
            }
        }
        tally.limits.add(LogHistogram.read(fields.fields("detectionLimits")));
        return tally;
    }

    private static Map<Verdict, Integer> readVerdicts(CaseFields counts) {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (Verdict verdict : Verdict.values()) {
            if (counts.data().containsKey(verdict.name())) {
                verdicts.put(verdict, counts.count(verdict.name()));
            }
        }
        return verdicts;
    }

    /** {@return how many subjects were checked} */
    public int subjects() {
        return subjects;
    }

    /** {@return how many variables were checked} */
    public int variables() {
        return variables;
    }

    /**
     * How many variables had a verdict.
     *
     * @param verdict the verdict
     * @return the number, those of which nothing could be seen included
     */
    public int count(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0);
    }

    /**
     * How often a law had a verdict.
     *
     * @param law the law
     * @param verdict the verdict
     * @return the number of subjects; a law that could not be judged of a subject is not counted for it
     */
    public int count(Law law, Verdict verdict) {
        return laws.getOrDefault(law, Map.of()).getOrDefault(verdict, 0);
    }

    /** {@return of how many variables nothing could have been seen} */
    public int vacuous() {
        return vacuous;
    }

    /** {@return how often subjects were evaluated, gradients included} */
    public long evaluations() {
        return evaluations;
    }

    /** {@return evaluations per variable; NaN before the first report} */
    public double evaluationsPerVariable() {
        return (double) evaluations / variables;
    }

    /**
     * A quantile of the detection limits relative to each variable's largest gradient entry, vacuous variables left out;
     * rounded up to a twentieth of a decade.
     *
     * @param share the share of variables that were seen at least so well, from 0 to 1
     * @return the quantile; NaN if there is none
     * @throws IllegalArgumentException if the share is outside 0 to 1
     */
    public double relativeDetectionLimit(double share) {
        return limits.quantile(Argument.share("share", share));
    }

    /** {@return up to 20 of the reports whose verdict is FAIL; those of a report read from a file are not among them} */
    public List<GradientReport> failures() {
        return List.copyOf(failures);
    }
}
