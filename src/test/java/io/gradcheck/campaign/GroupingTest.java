package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.finding.Law;
import io.gradcheck.result.Look;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Cases that show one mistake are one finding, and those of two are two. */
class GroupingTest {

    private static final String FACTOR = "constant factor #";
    private static final String SIGN = "sign flipped";

    /** Cases that each show some mistakes; a signature for each, with the variables that look like it. */
    private static final class Cases {

        private final Map<String, Sighting> sightings = new TreeMap<>();
        private long next;

        /** Adds a number of equal cases. */
        Cases add(long count, Part... parts) {
            for (Part part : parts) {
                Votes votes = Votes.of(part, List.of(parts));
                Votes all = votes;
                for (long k = 1; k < count; k++) {
                    all = all.with(votes);
                }
                Example first = new Example(
                        next, "case " + next, List.of(), part.signature().replace("#", "3"), "", Map.of(), 0, 1);
                Sighting sighting = new Sighting("layer", part.signature(), all, count, first);
                sightings.merge(part.signature(), sighting, Sighting::with);
            }
            next += count;
            return this;
        }

        List<FindingGroup> groups() {
            return Grouping.of(List.copyOf(sightings.values()));
        }
    }

    private static Part of(String signature, String... variables) {
        return new Part(signature, Set.of(variables), Set.of(), Set.of(), Set.of());
    }

    private static Part undiagnosed(String... variables) {
        return of(Look.undiagnosed(new TreeSet<>(Arrays.asList(variables))), variables);
    }

    private static Part beside(Part part, String... others) {
        return new Part(part.signature(), part.variables(), part.others(), Set.of(others), part.laws());
    }

    private static Part breaking(Part part, String law) {
        return new Part(part.signature(), part.variables(), part.others(), part.beside(), Set.of(law));
    }

    @Test
    void what_a_few_small_cases_look_like_does_not_decide() {
        Cases cases = new Cases().add(10, of(FACTOR, "x")).add(90, undiagnosed("x"));

        assertThat(cases.groups()).singleElement().satisfies(group -> {
            assertThat(group.signature()).isEqualTo("undiagnosed in x");
            assertThat(group.isUndiagnosed()).isTrue();
            assertThat(group.count()).isEqualTo(100);
            assertThat(group.lookedLike()).isEqualTo(Map.of("constant factor 3 or the like", 10L));
            assertThat(group.first()).as("the first without a diagnosis").isEqualTo(10);
        });
    }

    @Test
    void whatever_is_wrong_with_an_object_that_threads_share_is_one_mistake() {
        String shared = "Scale: found one object in use by threads gradcheck-# and gradcheck-# at once";
        Cases cases = new Cases()
                .add(7, undiagnosed("x"))
                .add(5, of(Look.of(Law.SHAPES)))
                .add(2, of("throws IndexOutOfBoundsException at Scale.backward"));
        assertThat(cases.groups()).as("of an object that none shares").hasSize(3);

        assertThat(cases.add(3, of(shared)).groups()).singleElement().satisfies(group -> {
            assertThat(group.signature()).isEqualTo(shared);
            assertThat(group.variables()).isEmpty();
            assertThat(group.count()).isEqualTo(17);
            assertThat(group.lookedLike()).containsKeys("undiagnosed in x", Look.of(Law.SHAPES));
        });
    }

    @Test
    void a_diagnosis_that_most_cases_have_is_that_of_all() {
        Cases cases = new Cases().add(10, undiagnosed("x")).add(90, of(FACTOR, "x"));

        assertThat(cases.groups()).singleElement().satisfies(group -> {
            assertThat(group.signature()).isEqualTo(FACTOR);
            assertThat(group.variables()).containsExactly("x");
            assertThat(group.lookedLike()).isEqualTo(Map.of("undiagnosed in x", 10L));
        });
    }

    @Test
    void a_diagnosis_that_is_offered_as_another_one_counts_too() {
        Part both = new Part(FACTOR, Set.of("x"), Set.of("transposed"), Set.of(), Set.of());
        Cases cases = new Cases().add(40, both).add(60, of("transposed", "x"));

        assertThat(cases.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.signature()).isEqualTo("transposed"));
    }

    @Test
    void one_diagnosis_of_two_variables_is_one_mistake_and_two_are_two() {
        assertThat(new Cases().add(50, of(FACTOR, "W", "b")).groups())
                .singleElement()
                .satisfies(group -> assertThat(group.variables()).containsExactly("W", "b"));

        List<FindingGroup> two = new Cases()
                .add(50, beside(of(FACTOR, "W"), "b"), beside(of(SIGN, "b"), "W"))
                .groups();
        assertThat(two).extracting(FindingGroup::signature).containsExactly(FACTOR, SIGN);
        assertThat(two).extracting(FindingGroup::variables).containsExactly(List.of("W"), List.of("b"));
        assertThat(two).extracting(FindingGroup::count).containsOnly(50L);
    }

    @Test
    void a_sure_diagnosis_stays_apart_from_a_variable_without_one_and_a_weak_one_does_not() {
        Part weights = beside(of(FACTOR, "W"), "x");
        Part input = beside(undiagnosed("x"), "W");

        assertThat(new Cases().add(50, weights, input).groups())
                .extracting(FindingGroup::signature)
                .containsExactlyInAnyOrder(FACTOR, "undiagnosed in x");
        assertThat(new Cases()
                        .add(60, weights, input)
                        .add(40, undiagnosed("W", "x"))
                        .groups())
                .singleElement()
                .satisfies(group -> {
                    assertThat(group.variables()).containsExactly("W", "x");
                    assertThat(group.count()).as("each case once").isEqualTo(100);
                });
    }

    @Test
    void variables_without_a_diagnosis_are_one_mistake_if_they_are_wrong_together() {
        assertThat(new Cases()
                        .add(50, undiagnosed("W", "b"))
                        .add(9, undiagnosed("b"))
                        .groups())
                .hasSize(1);
        assertThat(new Cases()
                        .add(50, undiagnosed("W"))
                        .add(9, undiagnosed("b"))
                        .groups())
                .extracting(FindingGroup::signature)
                .containsExactly("undiagnosed in W", "undiagnosed in b");
    }

    @Test
    void a_law_that_the_wrong_cases_break_is_no_mistake_of_its_own() {
        Part law = Part.of("law BATCH_IS_SUM");
        Part wrong = undiagnosed("x");

        assertThat(new Cases()
                        .add(50, breaking(wrong, law.signature()))
                        .add(20, law)
                        .groups())
                .singleElement()
                .satisfies(group -> assertThat(group.lookedLike()).isEqualTo(Map.of(law.signature(), 70L)));
        assertThat(new Cases().add(50, wrong).add(20, law).groups())
                .extracting(FindingGroup::signature)
                .containsExactly("undiagnosed in x", "law BATCH_IS_SUM");
    }

    @Test
    void a_gradient_that_is_right_at_one_point_by_chance_is_not_said_to_be_stored() {
        Part stored = Part.of("law GRADIENT_ALONE");

        assertThat(new Cases().add(50, undiagnosed("x")).add(2, stored).groups())
                .hasSize(1);
        assertThat(new Cases().add(2, stored).groups())
                .extracting(FindingGroup::signature)
                .containsExactly("law GRADIENT_ALONE");
    }

    @Test
    void mistakes_of_most_cases_come_first() {
        assertThat(new Cases()
                        .add(3, Part.of("throws A"))
                        .add(50, undiagnosed("x"))
                        .groups())
                .extracting(FindingGroup::signature)
                .containsExactly("undiagnosed in x", "throws A");
    }

    @Test
    void of_a_mistake_that_looks_different_in_many_cases_the_smallest_few_are_worth_shrinking() {
        Cases many = new Cases();
        for (String variable : List.of("a", "b", "c", "d", "e", "f")) {
            many.add(5, undiagnosed(variable, "x"));
        }
        Set<Sighting> shown = Grouping.shown(List.copyOf(many.sightings.values()));

        assertThat(shown).extracting(sighting -> sighting.example().index()).containsExactlyInAnyOrder(0L, 5L, 10L);
        assertThat(many.groups()).singleElement().satisfies(group -> {
            assertThat(group.count()).as("the others are counted").isEqualTo(30);
            assertThat(group.first()).isZero();
        });
    }

    @Test
    void of_each_of_several_mistakes_some_are_worth_shrinking() {
        Cases cases = new Cases().add(50, of(FACTOR, "x")).add(50, of(SIGN, "w"));

        assertThat(Grouping.shown(List.copyOf(cases.sightings.values()))).hasSize(2);
    }

    @Test
    void a_headline_has_the_numbers_of_its_own_case() {
        String thrown = "gradient returned shape [#], wanted [#]";

        assertThat(new Cases().add(2, Part.of(thrown)).groups())
                .extracting(FindingGroup::headline)
                .containsExactly("layer: gradient returned shape [3], wanted [3], in 2 cases");
        assertThat(new Cases().add(2, Part.of("throws A at B.c")).groups())
                .extracting(FindingGroup::headline)
                .containsExactly("layer: throws A at B.c, in 2 cases");
    }

    @Test
    void the_brief_text_says_what_and_how_often_and_what_else() {
        FindingGroup group = new Cases()
                .add(10, of(FACTOR, "x"))
                .add(90, undiagnosed("x"))
                .groups()
                .get(0);

        assertThat(group.brief()).isEqualTo("""
                layer: gradient of x is WRONG, in 100 cases
                  seen too: constant factor 3 or the like in 10""");
    }
}
