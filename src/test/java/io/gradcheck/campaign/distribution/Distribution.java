package io.gradcheck.campaign.distribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What is drawn how often: the table of the distribution.
 *
 * @param edges kinds of sizes, values and settings
 * @param mistakes real mistakes
 */
record Distribution(List<Counted> edges, List<Found> mistakes) {

    /**
     * How often a kind was drawn.
     *
     * @param edge the kind
     * @param cases in how many of the cases
     */
    record Counted(EdgeClass edge, long cases) {}

    /**
     * How often a mistake changed the gradient.
     *
     * @param mistake the mistake
     * @param cases in how many of the cases
     * @param first the first case whose check failed
     */
    record Found(RealMistake mistake, long cases, OptionalLong first) {}

    static List<EdgeClass> edgeClasses() {
        List<EdgeClass> all = new ArrayList<>(NetworkEdges.all());
        all.addAll(LayerEdges.all());
        return all;
    }

    static List<RealMistake> realMistakes() {
        return Stream.concat(NetworkClasses.all().stream(), LayerClasses.all().stream())
                .sorted(Comparator.comparing(RealMistake::group))
                .toList();
    }

    static Distribution measured() {
        return new Distribution(
                edgeClasses().stream()
                        .map(edge -> new Counted(edge, edge.count()))
                        .toList(),
                realMistakes().stream()
                        .map(mistake -> new Found(mistake, mistake.count(), mistake.firstFailure()))
                        .toList());
    }

    String markdown() {
        StringBuilder text = new StringBuilder("""
                # What is drawn, in %,d cases of seed %d

                ## Sizes, values and settings

                | kind | of | where | cases |
                | --- | --- | --- | --: |
                """.formatted(EdgeClass.CASES, EdgeClass.SEED));
        edges.forEach(row -> text.append(
                "| %s | %s | %s | %d |\n".formatted(row.edge.name(), row.edge.group(), row.edge.where(), row.cases)));
        text.append("""

                ## Real mistakes

                | class | mistake | where | shown by | cases | first found in case |
                | --- | --- | --- | --- | --: | --: |
                """);
        mistakes.forEach(row -> text.append("| %s | %s | %s | %s | %d | %s |\n"
                .formatted(
                        row.mistake.group(),
                        row.mistake.name(),
                        row.mistake.where(),
                        row.mistake.shownBy(),
                        row.cases,
                        row.first.isPresent() ? String.valueOf(row.first.getAsLong()) : "none")));
        return text.toString();
    }
}
