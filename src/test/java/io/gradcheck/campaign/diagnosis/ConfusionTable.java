package io.gradcheck.campaign.diagnosis;

import io.gradcheck.source.network.Networks;
import io.gradcheck.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** Planted mistakes against what is named, over random networks and custom layers. */
final class ConfusionTable {

    static final String NETWORKS = "Random networks";
    static final String LAYERS = "Custom layers";

    private static final long SEED = 77;

    private final String title;
    private final List<Confusion> rows = new ArrayList<>();

    private ConfusionTable(String title) {
        this.title = title;
    }

    static ConfusionTable ofNetworks(int subjects) {
        LongFunction<Subject> networks =
                index -> Networks.any().ordinary().at(SEED, index).subject();
        return new ConfusionTable(NETWORKS)
                .with(ArrayMistakes.all(), networks, subjects)
                .with(NetworkMistakes.all(), networks, subjects)
                .with(ContractMistakes.all(), networks, subjects);
    }

    static ConfusionTable ofLayers(int subjects) {
        return new ConfusionTable(LAYERS)
                .with(ArrayMistakes.all(), index -> CustomLayers.at(SEED, index), subjects)
                .with(ContractMistakes.all(), index -> CustomLayers.at(SEED, index), subjects)
                .with(List.of(ContractMistakes.upstreamIgnored()), index -> CustomLayers.at(SEED, index), subjects)
                .with(LayerMistakes.ofActivations(), index -> CustomLayers.activation(SEED, index), subjects)
                .with(LayerMistakes.ofBatches(), index -> LayerMistakes.batch(SEED, index), subjects)
                .with(LayerMistakes.ofPenalties(), index -> LayerMistakes.penalised(SEED, index), subjects)
                .with(TermMistakes.all(), index -> TermMistakes.subject(SEED, index), subjects)
                .with(LayerMistakes.ofNormalisations(), index -> LayerMistakes.normalised(SEED, index), subjects)
                .with(SphereMistakes.ofFree(), index -> SphereMistakes.subject(SEED, index, false), subjects)
                .with(SphereMistakes.ofScaled(), index -> SphereMistakes.subject(SEED, index, true), subjects)
                .with(LayerMistakes.ofConvolutions(), index -> CustomLayers.convolution(SEED, index), subjects);
    }

    private ConfusionTable with(List<PlantedMistake> mistakes, LongFunction<Subject> series, int subjects) {
        mistakes.forEach(mistake -> rows.add(Confusion.of(mistake, series, subjects, SEED)));
        return this;
    }

    String title() {
        return title;
    }

    List<Confusion> rows() {
        return rows;
    }

    /** Shares of wrong variables in percent: a kind named first, and in brackets named at all if that is more. */
    String markdown() {
        List<String> kinds = new ArrayList<>(List.of(Confusion.RIGHT, Confusion.NOTHING));
        rows.stream()
                .flatMap(row -> row.kinds().stream())
                .filter(kind -> !kinds.contains(kind))
                .distinct()
                .sorted()
                .forEach(kinds::add);
        StringBuilder text = new StringBuilder("## " + title + "\n\n| planted | variables | "
                + String.join(" | ", kinds) + " |\n|---|--:|" + "--:|".repeat(kinds.size()) + "\n");
        for (Confusion row : rows) {
            text.append("| ").append(row.name()).append(" | ").append(row.variables());
            for (String kind : kinds) {
                text.append(" | ").append(cell(row.first(kind), row.anywhere(kind)));
            }
            text.append(" |\n");
        }
        return text.toString();
    }

    private static String cell(double first, double anywhere) {
        if (anywhere == 0) {
            return "";
        }
        return first == anywhere ? percent(first) : percent(first) + " (" + percent(anywhere) + ")";
    }

    private static String percent(double share) {
        return share == 1 ? "100" : String.format(Locale.ROOT, "%.2f", 100 * share);
    }
}
