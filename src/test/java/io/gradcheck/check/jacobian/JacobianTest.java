package io.gradcheck.check.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.gradcheck.check.probe.AtPoint;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.finding.Diagnosis;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.gradcheck.subject.vector.VectorFunctions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What follows from cells of a Jacobian that were compared; here of three outputs by two entries, weighted by one. */
class JacobianTest {

    private static final double[][] CLAIMED = {{1, 2}, {3, 4}, {5, 6}};
    private static final double ALLOWED = 1e-9;

    // The second output has the wrong sign, so that the whole gradient is 3 and 4, and 9 and 12 are reported.
    private static final Cell FIRST = cell(1, 0, 3, -3);
    private static final Cell SECOND = cell(1, 1, 4, -4);
    private static final Cell RIGHT = cell(0, 0, 1, 1);
    private static final EntryProbe OF_FIRST = entry(0, 9, 3);
    private static final EntryProbe OF_SECOND = entry(1, 12, 4);

    private static Cell cell(int output, int offset, double analytic, double numeric) {
        return new Cell(output, offset, analytic, numeric, ALLOWED, analytic != numeric, true);
    }

    private static EntryProbe entry(int offset, double analytic, double numeric) {
        return new EntryProbe(offset, analytic, numeric, ALLOWED, analytic != numeric, true);
    }

    private static Claims claims(double[][] claimed) {
        Subject linear = VectorFunctions.jacobian(
                "linear",
                x -> Stream.of(claimed)
                        .mapToDouble(row -> IntStream.range(0, x.length)
                                .mapToDouble(i -> row[i] * x[i])
                                .sum())
                        .toArray(),
                x -> claimed,
                new double[claimed[0].length]);
        return new Claims(AtPoint.of(linear));
    }

    private static Jacobian jacobian(double[][] claimed, int asked, List<Cell> cells, EntryProbe... probed) {
        Rows rows = new Rows(claimed[0].length, List.of(probed));
        for (int output = 0; output < asked; output++) {
            rows.add(output, Tensor.vector(claimed[output]));
        }
        return new Jacobian(
                claims(claimed),
                new Indices(Tensor.zeros(claimed[0].length), List.of()),
                rows,
                cells,
                List.of(probed),
                5,
                () -> Tensor.zeros(claimed.length));
    }

    private static Jacobian jacobian(List<Cell> cells, EntryProbe... probed) {
        return jacobian(CLAIMED, CLAIMED.length, cells, probed);
    }

    private static boolean signOfSecondExplains(Jacobian jacobian) {
        return jacobian.isExplainedBy((output, offset) -> output == 1 ? -CLAIMED[1][offset] : CLAIMED[output][offset]);
    }

    // ---- What is told

    @Test
    void wrong_cells_are_told_worst_first_with_their_indices_and_all_are_counted() {
        WrongJacobian wrong = jacobian(List.of(FIRST, RIGHT, SECOND)).wrongJacobian();

        assertThat(wrong.worst()).hasSize(2);
        JacobianEntry worst = wrong.worst().get(0);
        assertThat(worst.output()).containsExactly(1);
        assertThat(worst.index()).containsExactly(1);
        assertThat(worst.analytic()).isEqualTo(4);
        assertThat(worst.numeric()).isEqualTo(-4);
        assertThat(worst.difference()).isEqualTo(8);
        assertThat(worst.allowed()).isEqualTo(ALLOWED);
        assertThat(wrong).isEqualTo(new WrongJacobian(wrong.worst(), 2, 3, 5));
    }

    @Test
    void ten_are_named_of_more() {
        List<Cell> twelve = Collections.nCopies(12, FIRST);

        WrongJacobian wrong = jacobian(twelve).wrongJacobian();

        assertThat(wrong.worst()).hasSize(10);
        assertThat(wrong).isEqualTo(new WrongJacobian(wrong.worst(), 12, 12, 5));
    }

    @Test
    void outputs_are_told_by_their_indices_ten_at_most() {
        Jacobian jacobian = jacobian(new double[12][1], 12, List.of());

        assertThat(jacobian.text(List.of(0, 11))).isEqualTo("out[0], out[11]");
        assertThat(jacobian.text(IntStream.range(0, 10).boxed().toList())).endsWith("out[8], out[9]");
        assertThat(jacobian.text(IntStream.range(0, 11).boxed().toList())).endsWith("out[8], out[9] and others");
        assertThat(jacobian.index(0)).isEqualTo("[0]");
    }

    @Test
    void where_nothing_was_compared_nothing_is_told() {
        assertThat(Jacobian.NONE.wrongJacobian()).isEqualTo(WrongJacobian.NONE);
        assertThat(Jacobian.NONE.outputs()).isZero();
        assertThat(JacobianPatterns.of(Jacobian.NONE)).isEmpty();
        assertThat(jacobian(List.of()).wrongJacobian()).isEqualTo(new WrongJacobian(List.of(), 0, 0, 5));
    }

    // ---- Outputs or entries

    @Test
    void what_is_wrong_in_several_rows_and_one_column_of_several_is_that_of_the_column() {
        assertThat(jacobian(List.of(FIRST, cell(0, 0, 1, 2))).mayBeOfOutputs()).isFalse();
        assertThat(jacobian(List.of(FIRST)).mayBeOfOutputs()).isTrue();
        assertThat(jacobian(List.of(FIRST, cell(0, 1, 2, 3))).mayBeOfOutputs()).isTrue();
        assertThat(jacobian(new double[][] {{1}, {2}}, 2, List.of(cell(0, 0, 1, 3), cell(1, 0, 2, 3)))
                        .mayBeOfOutputs())
                .as("there is one column only")
                .isTrue();
    }

    @Test
    void another_output_is_right_where_a_cell_of_it_was_seen_to_be_and_is_not_zero() {
        assertThat(jacobian(List.of(FIRST, RIGHT)).anotherOutputIsRight()).isTrue();
        assertThat(jacobian(List.of(FIRST)).anotherOutputIsRight()).isFalse();
        assertThat(jacobian(List.of(FIRST, cell(1, 1, 4, 4))).anotherOutputIsRight())
                .as("of the same output")
                .isFalse();
        assertThat(jacobian(List.of(FIRST, cell(0, 0, 9e-9, 9e-9))).anotherOutputIsRight())
                .as("too small to tell")
                .isFalse();
        assertThat(jacobian(List.of(FIRST, new Cell(0, 0, 1, 1, ALLOWED, false, false)))
                        .anotherOutputIsRight())
                .as("at a kink")
                .isFalse();
    }

    @Test
    void another_output_is_right_where_the_sum_of_all_is_and_it_takes_part() {
        double[][] withZeros = {{0, 2}, {3, 4}, {0, 6}};

        assertThat(jacobian(withZeros, 3, List.of(FIRST), entry(1, 12, 12)).anotherOutputIsRight())
                .isTrue();
        assertThat(jacobian(withZeros, 3, List.of(FIRST), entry(0, 3, 3)).anotherOutputIsRight())
                .as("the others are zero there")
                .isFalse();
        assertThat(jacobian(withZeros, 3, List.of(FIRST), entry(1, 12, 4)).anotherOutputIsRight())
                .as("the sum is wrong")
                .isFalse();
    }

    @Test
    void where_not_every_output_was_asked_one_may_well_be_right() {
        assertThat(jacobian(CLAIMED, 2, List.of(FIRST)).isComplete()).isFalse();
        assertThat(jacobian(CLAIMED, 2, List.of(FIRST)).anotherOutputIsRight()).isTrue();
        assertThat(jacobian(List.of(FIRST)).isComplete()).isTrue();
    }

    @Test
    void another_entry_is_right_where_it_was_probed_beside_the_wrong_columns_and_is_not_zero() {
        assertThat(jacobian(List.of(FIRST), entry(1, 12, 12)).anotherEntryIsRight())
                .isTrue();
        assertThat(jacobian(List.of(FIRST), entry(1, 12, 4)).anotherEntryIsRight())
                .isFalse();
        assertThat(jacobian(List.of(FIRST), entry(1, 0, 0)).anotherEntryIsRight())
                .isFalse();
        assertThat(jacobian(List.of(FIRST), entry(0, 9, 9)).anotherEntryIsRight())
                .isFalse();
        assertThat(jacobian(List.of(FIRST), new EntryProbe(1, 12, 12, ALLOWED, false, false))
                        .anotherEntryIsRight())
                .as("at a kink")
                .isFalse();
    }

    // ---- What explains it

    @Test
    void another_jacobian_explains_what_is_wrong_if_all_cells_and_sums_fit() {
        assertThat(signOfSecondExplains(jacobian(List.of(FIRST, SECOND, RIGHT), OF_FIRST, OF_SECOND)))
                .isTrue();
        assertThat(signOfSecondExplains(jacobian(List.of(FIRST, cell(1, 1, 4, -4.1), RIGHT), OF_FIRST)))
                .as("a wrong cell does not fit")
                .isFalse();
        assertThat(signOfSecondExplains(jacobian(List.of(FIRST, cell(1, 1, 4, 4)))))
                .as("a right cell does not fit")
                .isFalse();
        assertThat(signOfSecondExplains(jacobian(List.of(FIRST, SECOND), OF_FIRST, entry(1, 12, 4.1))))
                .as("a sum does not fit")
                .isFalse();
        assertThat(jacobian(List.of(FIRST, SECOND), OF_FIRST)
                        .isExplainedBy((output, offset) -> CLAIMED[output][offset]))
                .as("the claim itself")
                .isFalse();
    }

    @Test
    void a_cell_at_a_kink_needs_no_explanation() {
        Cell atKink = new Cell(2, 0, 5, 7, ALLOWED, false, false);

        assertThat(signOfSecondExplains(jacobian(List.of(FIRST, SECOND, atKink), OF_FIRST)))
                .isTrue();
    }

    @Test
    void what_would_fit_by_chance_once_in_less_than_a_thousand_times_explains_nothing() {
        // The difference is 6.
        assertThat(signOfSecondExplains(jacobian(List.of(new Cell(1, 0, 3, -3, 0.0059, true, true)))))
                .isTrue();
        assertThat(signOfSecondExplains(jacobian(List.of(new Cell(1, 0, 3, -3, 0.0061, true, true)))))
                .isFalse();
        assertThat(signOfSecondExplains(jacobian(
                        List.of(new Cell(1, 0, 3, -3, 0.0061, true, true), new Cell(1, 1, 4, -4, 0.5, true, true)))))
                .as("two together")
                .isTrue();
    }

    @Test
    void a_sum_fits_up_to_what_is_allowed_of_it_and_its_rounding() {
        double rounded = 3 + 4 * Math.ulp(3.0);

        assertThat(signOfSecondExplains(jacobian(List.of(FIRST), new EntryProbe(0, 9, rounded, 0, true, true))))
                .isTrue();
        assertThat(signOfSecondExplains(jacobian(List.of(FIRST), new EntryProbe(0, 9, 3 + 1e-12, 0, true, true))))
                .isFalse();
        assertThat(signOfSecondExplains(jacobian(List.of(FIRST), new EntryProbe(0, 9, 3.09, 0.1, true, true))))
                .isTrue();
    }

    @Test
    void parts_that_cancel_in_a_sum_leave_their_rounding_in_it() {
        double[][] cancelling = {{1e6, 2}, {3, 4}, {-1e6, 6}};

        assertThat(signOfSecondExplains(cancelling, new EntryProbe(0, 3, -3 + 3e-9, 0, true, true)))
                .isTrue();
        assertThat(signOfSecondExplains(cancelling, new EntryProbe(0, 3, -3 + 3e-8, 0, true, true)))
                .isFalse();
    }

    private static boolean signOfSecondExplains(double[][] claimed, EntryProbe sum) {
        return jacobian(claimed, 3, List.of(FIRST), sum)
                .isExplainedBy((output, offset) -> output == 1 ? -claimed[1][offset] : claimed[output][offset]);
    }

    @Test
    void wrong_cells_explain_a_sum_of_their_column_and_need_not_explain_another() {
        EntryProbe unexplained = entry(0, 9, 2);

        assertThat(jacobian(List.of(FIRST, RIGHT), OF_FIRST).isExplainedByWrongCells())
                .isTrue();
        assertThat(jacobian(List.of(FIRST, RIGHT), unexplained).isExplainedByWrongCells())
                .isFalse();
        assertThat(jacobian(List.of(FIRST, RIGHT), OF_FIRST, OF_SECOND).isExplainedByWrongCells())
                .as("the other column was not compared")
                .isTrue();
        assertThat(jacobian(List.of(FIRST, RIGHT, cell(0, 1, 2, 2)), OF_FIRST, OF_SECOND)
                        .isExplainedByWrongCells())
                .as("it was, and something else is wrong in it")
                .isFalse();
    }

    // ---- Outputs with the wrong sign or none

    @Test
    void a_wrong_sign_is_that_of_an_output_where_another_is_right() {
        List<Diagnosis> told = new OutputSign().test(jacobian(List.of(FIRST, SECOND, RIGHT), OF_FIRST, OF_SECOND));
        List<Diagnosis> alone = new OutputSign().test(jacobian(List.of(FIRST, SECOND), OF_FIRST, OF_SECOND));

        assertThat(told)
                .extracting(Diagnosis::mistake, Diagnosis::evidence)
                .containsExactly(tuple(
                        "sign of one output flipped",
                        "out[1]: every derivative fits with the other sign, and other outputs agree"));
        assertThat(alone).as("no other output was seen to be right").isEmpty();
    }

    @Test
    void a_row_of_zeros_is_an_ignored_output_where_another_is_right_and_nothing_else_is_wrong() {
        double[][] zeroRow = {{1, 2}, {0, 0}, {5, 6}};
        List<Cell> wrong = List.of(cell(1, 0, 0, 3), cell(1, 1, 0, 4));
        List<Cell> all = List.of(cell(1, 0, 0, 3), cell(1, 1, 0, 4), RIGHT);
        EntryProbe first = entry(0, 6, 9);
        EntryProbe second = entry(1, 8, 12);

        assertThat(new OutputIgnored().test(jacobian(zeroRow, 3, all, first, second)))
                .extracting(Diagnosis::mistake, Diagnosis::evidence)
                .containsExactly(tuple(
                        "one output ignored", "out[1]: every derivative is reported as 0, and other outputs agree"));
        assertThat(new OutputIgnored().test(jacobian(zeroRow, 3, wrong, first, second)))
                .as("no other output was seen to be right")
                .isEmpty();
        assertThat(new OutputIgnored().test(jacobian(zeroRow, 3, all, first, entry(1, 8, 13))))
                .as("the sum is wrong by more")
                .isEmpty();
    }

    // ---- Columns of zeros

    private static final double[][] ZERO_COLUMN = {{0, 2}, {0, 4}};
    private static final List<Cell> WRONG_COLUMN = List.of(cell(0, 0, 0, 2), cell(1, 0, 0, 3));
    private static final EntryProbe ITS_SUM = entry(0, 0, 5);
    private static final EntryProbe RIGHT_SUM = entry(1, 6, 6);

    private static List<Diagnosis> inputIgnored(double[][] claimed, int asked, List<Cell> cells, EntryProbe... probed) {
        return new InputIgnored().test(jacobian(claimed, asked, cells, probed));
    }

    @Test
    void columns_of_zeros_are_told_with_the_entries_they_are_of() {
        double[][] two = {{0, 2, 0}, {0, 4, 0}};
        List<Cell> cells = List.of(cell(0, 0, 0, 2), cell(1, 0, 0, 3), cell(0, 2, 0, 1), cell(1, 2, 0, 1));

        assertThat(inputIgnored(ZERO_COLUMN, 2, WRONG_COLUMN, ITS_SUM, RIGHT_SUM))
                .extracting(Diagnosis::mistake, Diagnosis::evidence)
                .containsExactly(tuple(
                        "one column zero",
                        "every output's derivative by [0] is reported as 0, and other columns agree"));
        assertThat(inputIgnored(two, 2, cells, ITS_SUM, RIGHT_SUM, entry(2, 0, 2)))
                .extracting(Diagnosis::mistake, Diagnosis::evidence)
                .containsExactly(tuple(
                        "some columns zero",
                        "every output's derivative by [0], [2] is reported as 0, and other columns agree"));
    }

    @Test
    void a_column_of_zeros_is_told_only_where_all_of_it_is_known_and_it_explains_what_is_wrong() {
        assertThat(inputIgnored(ZERO_COLUMN, 1, WRONG_COLUMN, ITS_SUM, RIGHT_SUM))
                .as("one output was not asked")
                .isEmpty();
        assertThat(inputIgnored(ZERO_COLUMN, 2, List.of(cell(0, 0, 0, 2), cell(1, 0, 0, 0)), entry(0, 0, 2), RIGHT_SUM))
                .as("one output only is wrong")
                .isEmpty();
        assertThat(inputIgnored(
                        new double[][] {{0, 2}, {1, 4}},
                        2,
                        List.of(cell(0, 0, 0, 2), cell(1, 0, 1, 3)),
                        entry(0, 1, 5),
                        RIGHT_SUM))
                .as("one is not zero")
                .isEmpty();
        assertThat(inputIgnored(ZERO_COLUMN, 2, WRONG_COLUMN, ITS_SUM, entry(1, 6, 4)))
                .as("the other column is wrong too")
                .isEmpty();
        assertThat(inputIgnored(ZERO_COLUMN, 2, WRONG_COLUMN, entry(0, 0, 9), RIGHT_SUM))
                .as("the sum is wrong by more")
                .isEmpty();
    }

    // ---- Cells and claims

    @Test
    void a_cell_fits_by_chance_as_seldom_as_its_difference_is_beyond_what_is_allowed() {
        assertThat(new Cell(0, 0, 3, 1, 0.02, true, true).decades()).isCloseTo(2, within(1e-12));
        assertThat(new Cell(0, 0, 3, 1, 20, false, true).decades()).isZero();
    }

    @Test
    void the_worst_cell_is_farthest_beyond_what_is_allowed_of_it() {
        Cell larger = new Cell(0, 0, 6, 1, 0.1, true, true);
        Cell surer = new Cell(1, 0, 2, 1, 0.001, true, true);

        assertThat(Stream.of(larger, surer).sorted(Cell.WORST_FIRST)).containsExactly(surer, larger);
        assertThat(surer.tellsThatItIsRight()).isFalse();
        assertThat(RIGHT.tellsThatItIsRight()).isTrue();
    }

    @Test
    void of_up_to_64_entries_all_claims_are_kept_and_of_more_those_that_were_probed() {
        Rows all = new Rows(64, List.of());
        Rows some = new Rows(65, List.of(entry(64, 1, 2), entry(7, 1, 1)));
        Tensor claims = Tensor.zeros(65);
        claims.values()[7] = 3;

        all.add(2, Tensor.zeros(64));
        some.add(2, claims);

        assertThat(all.knows(0)).isTrue();
        assertThat(all.claim(2, 63)).isZero();
        assertThat(all.isZero(2)).isTrue();
        assertThat(some.knows(64)).isTrue();
        assertThat(some.knows(0)).isFalse();
        assertThat(some.claim(2, 7)).isEqualTo(3);
        assertThat(some.claim(2, 0)).isNaN();
        assertThat(some.claim(1, 7)).as("of another output").isNaN();
        assertThat(some.isZero(2)).isFalse();
    }

    @Test
    void a_gradient_is_asked_for_once_and_counts_as_one() {
        Claims claims = claims(CLAIMED);
        Evaluations expense = new Evaluations(10);
        List<NamedTensors> asked = new ArrayList<>();

        asked.add(claims.of(Group.single(1), expense));
        asked.add(claims.of(Group.single(1), expense));
        asked.add(claims.of(new Group(0, 2), expense));

        assertThat(asked.get(1)).isSameAs(asked.get(0));
        assertThat(asked.get(0).get("x").values()).containsExactly(3, 4);
        assertThat(asked.get(2).get("x").values()).containsExactly(4, 6);
        assertThat(claims.gradients()).isEqualTo(2);
        assertThat(expense.spent()).isEqualTo(2);
    }
}
