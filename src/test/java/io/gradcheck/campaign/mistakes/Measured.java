package io.gradcheck.campaign.mistakes;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.campaign.mistakes.Reading.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What campaigns with default settings say of one mistake.
 *
 * @param mistake the mistake
 * @param wrong the report of each campaign over cases with it
 * @param right the report of each over the same cases without it
 */
record Measured(PublicMistake mistake, List<CampaignReport> wrong, List<CampaignReport> right) {

    static Measured of(PublicMistake mistake, long tries, long... seeds) {
        List<CampaignReport> wrong = new ArrayList<>();
        List<CampaignReport> right = new ArrayList<>();
        for (long seed : seeds) {
            wrong.add(Campaign.of(mistake.wrong())
                    .tries(tries)
                    .threads(1)
                    .seed(seed)
                    .run());
            right.add(Campaign.of(mistake.right())
                    .tries(tries)
                    .threads(1)
                    .seed(seed)
                    .run());
        }
        return new Measured(mistake, wrong, right);
    }

    boolean isFoundAlways() {
        return wrong.stream().noneMatch(report -> report.findings().isEmpty());
    }

    /** What was found though nothing is wrong. */
    List<FindingGroup> falseAlarms() {
        return right.stream().flatMap(report -> report.findings().stream()).toList();
    }

    private List<Hit> hits() {
        return firsts().map(first -> reading(first).hit(mistake)).toList();
    }

    private Stream<FindingGroup> firsts() {
        return wrong.stream().flatMap(report -> report.findings().stream().limit(1));
    }

    private List<String> misleading() {
        return wrong.stream()
                .flatMap(report -> report.findings().stream())
                .flatMap(finding -> reading(finding).misleading(mistake).stream())
                .distinct()
                .toList();
    }

    private boolean isMisleading(FindingGroup finding) {
        return !reading(finding).misleading(mistake).isEmpty();
    }

    private long misleading(CampaignReport report) {
        return report.findings().stream().filter(this::isMisleading).count();
    }

    private static Reading reading(FindingGroup finding) {
        return Reading.of(finding.signature(), finding.text());
    }

    /** A table of mistakes, and the findings of the first seed below it. */
    static String markdown(List<Measured> all) {
        StringBuilder text = new StringBuilder("""
                # One mistake, one finding

                Mistakes of public reports, made anew; what campaigns with default settings say of each, one number for each seed.
                The first finding is right if it says what is wrong, a place if it names the variables that are and nothing else.

                | class | mistake | report | cases | findings | lines | first finding | it is | misleads |
                |---|---|---|--:|--:|--:|---|---|---|
                """);
        all.forEach(one -> text.append(one.row()));
        text.append(summary(all)).append("\n## Findings of the first seed\n");
        all.forEach(one -> text.append(one.details()));
        return text.toString();
    }

    private String row() {
        return "| "
                + String.join(
                        " | ",
                        mistake.group(),
                        mistake.name(),
                        mistake.report(),
                        each(report -> report.findings().stream()
                                .mapToLong(FindingGroup::count)
                                .sum()),
                        each(report -> report.findings().size()),
                        each(report -> report.toString().lines().count()),
                        firsts().map(FindingGroup::signature).distinct().collect(Collectors.joining("; ")),
                        hits().stream()
                                .distinct()
                                .map(hit -> hit.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")),
                        String.join("; ", misleading()))
                + " |\n";
    }

    private String each(Function<CampaignReport, Number> count) {
        return wrong.stream().map(report -> count.apply(report).toString()).collect(Collectors.joining(" "));
    }

    private static String summary(List<Measured> all) {
        double campaigns = sum(all, (one, report) -> 1);
        double findings = sum(all, (one, report) -> report.findings().size());
        return String.format(
                Locale.ROOT,
                "| all | %d mistakes | %.0f campaigns | | %.2f on average; one only in %.1f%% | %.0f on average | "
                        + "right or place in %.1f%% | right %.1f%%, place %.1f%%, wrong %.1f%% | "
                        + "in %.1f%% of campaigns, %.1f%% of findings |%n",
                all.size(),
                campaigns,
                findings / campaigns,
                100 * sum(all, (one, report) -> report.findings().size() == 1 ? 1 : 0) / campaigns,
                sum(all, (one, report) -> report.toString().lines().count()) / campaigns,
                100 * (count(all, Hit.RIGHT) + count(all, Hit.PLACE)) / campaigns,
                100 * count(all, Hit.RIGHT) / campaigns,
                100 * count(all, Hit.PLACE) / campaigns,
                100 * count(all, Hit.WRONG) / campaigns,
                100 * sum(all, (one, report) -> one.misleading(report) > 0 ? 1 : 0) / campaigns,
                100 * sum(all, Measured::misleading) / findings);
    }

    private static double sum(List<Measured> all, ToLongBiFunction<Measured, CampaignReport> count) {
        return all.stream()
                .mapToLong(one -> one.wrong.stream()
                        .mapToLong(report -> count.applyAsLong(one, report))
                        .sum())
                .sum();
    }

    private static double count(List<Measured> all, Hit hit) {
        return all.stream()
                .flatMap(one -> one.hits().stream())
                .filter(one -> one == hit)
                .count();
    }

    private String details() {
        StringBuilder text = new StringBuilder("\n### " + mistake.name() + "\n\n");
        text.append("Wrong: ")
                .append(String.join(", ", mistake.places().stream().sorted().toList()));
        text.append(mistake.diagnoses().isEmpty() ? "" : "; said as: " + String.join(", ", mistake.diagnoses()))
                .append(".\n\n```text\n");
        for (FindingGroup finding : wrong.get(0).findings()) {
            text.append(finding.signature())
                    .append(", in ")
                    .append(finding.count())
                    .append(" cases\n")
                    .append(finding.text().indent(2));
        }
        return text.append("```\n").toString();
    }
}
