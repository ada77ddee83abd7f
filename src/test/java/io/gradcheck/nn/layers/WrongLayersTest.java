package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.LayerCase;
import io.gradcheck.campaign.LayerKind;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.finding.Finding;
import io.gradcheck.finding.Verdict;
import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real mistakes in layers are found wherever they change a gradient, in just the variables that they change. */
class WrongLayersTest {

    private static final long SEED = 46;
    private static final int CASES = 200;
    private static final int ENOUGH = 12;

    /** A mistake must be found where it changes an entry by this share of the variable's largest one. */
    private static final double VISIBLE = 1e-6;

    /** What roundings change at most, of sums whose terms do not cancel by more than a thousandth. */
    private static final double ROUNDING = 1e-12;

    static List<Mistake> mistakes() {
        return Mistake.all();
    }

    @Test
    void every_layer_has_three_mistakes() {
        Map<LayerKind, Long> count =
                mistakes().stream().collect(Collectors.groupingBy(Mistake::kind, Collectors.counting()));
        assertThat(count).containsOnlyKeys(LayerKind.values());
        assertThat(count.values()).allMatch(mistakes -> mistakes >= 3);
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void is_found_in_the_variables_that_it_changes(Mistake mistake) {
        Set<String> everChanged = new TreeSet<>();
        int shown = 0;
        for (int index = 0; index < CASES && shown < ENOUGH; index++) {
            Set<String> changed = changed(mistake, index, VISIBLE);
            if (!changed.isEmpty()) {
                shown++;
                everChanged.addAll(changed);
                assertThat(failing(mistake, index))
                        .as("case %d of seed %d", index, SEED)
                        .containsAll(changed)
                        .isSubsetOf(changed(mistake, index, ROUNDING));
            }
        }
        assertThat(shown).as("cases that show it, seed %d", SEED).isGreaterThan(4);
        assertThat(everChanged).isEqualTo(new TreeSet<>(mistake.variables()));
    }

    /**
     * A limit: directions that keep ties do not move what is exactly zero, so a mistake at tied zeros alone, as rectifiers
     * before a pooling make them, is not told from the kink.
     */
    @Test
    void ties_of_zeros_alone_stay_a_kink() {
        Layer right = new MaxPooling2d(Window.of(1), new Window(2, 2, 0, 1));
        Mistake everyTie = mistakes().stream()
                .filter(mistake -> mistake.name().startsWith("every tied input"))
                .findFirst()
                .orElseThrow();
        Tensor zeros = Tensor.of(new int[] {1, 1, 1, 4}, 0, 0, 2, 1);
        Tensor ones = Tensor.of(new int[] {1, 1, 1, 4}, 1, 1, 2, 1);

        assertThat(verdict(everyTie.wrong().apply(right), zeros)).isEqualTo(Verdict.KINK);
        assertThat(verdict(everyTie.wrong().apply(right), ones)).isEqualTo(Verdict.FAIL);
        assertThat(verdict(right, ones)).isEqualTo(Verdict.KINK);
    }

    private static Verdict verdict(Layer layer, Tensor input) {
        return GradientChecker.standard()
                .check(new LayerCase(layer, input).subject())
                .verdict();
    }

    private static Set<String> failing(Mistake mistake, int index) {
        LayerCase at = mistake.at(SEED, index);
        Layer wrong = mistake.wrong().apply(at.layer());
        return GradientChecker.standard().seed(index).check(at.with(wrong)).findings().stream()
                .filter(finding -> finding.verdict() == Verdict.FAIL)
                .map(Finding::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The variables whose gradients a mistake changes in one case by more than a share of their largest entry. */
    private static Set<String> changed(Mistake mistake, int index, double share) {
        Subject right = mistake.at(SEED, index).subject();
        LayerCase at = mistake.at(SEED, index);
        Subject wrong = at.with(mistake.wrong().apply(at.layer()));
        Tensor upstream = upstream(right, index);
        Map<String, Tensor> wanted = right.gradient(right.point(), upstream);
        Map<String, Tensor> found = wrong.gradient(wrong.point(), upstream);
        return wanted.keySet().stream()
                .filter(variable -> differs(found.get(variable), wanted.get(variable), share))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Tensor upstream(Subject subject, int index) {
        SplittableRandom random = new SplittableRandom(index);
        Tensor output = subject.evaluate(subject.point());
        return Mistake.entries(output, i -> random.nextGaussian());
    }

    private static boolean differs(Tensor found, Tensor wanted, double share) {
        double largest = Math.max(largest(found), largest(wanted));
        for (int i = 0; i < wanted.size(); i++) {
            if (Math.abs(found.values()[i] - wanted.values()[i]) > share * largest) {
                return true;
            }
        }
        return false;
    }

    private static double largest(Tensor tensor) {
        return Arrays.stream(tensor.values()).map(Math::abs).max().orElse(0);
    }
}
