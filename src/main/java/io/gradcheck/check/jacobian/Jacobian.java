package io.gradcheck.check.jacobian;

import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.Indices;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.WrongJacobian;
import io.gradcheck.subject.Tensor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was compared of a Jacobian by one variable: cells in the columns of wrong entries, and rows as claimed. */
public final class Jacobian {

    /** Where nothing was compared. */
    public static final Jacobian NONE = new Jacobian();

    /** Something fits by chance once in a thousand times: decades. */
    private static final double TELLING = 3;

    private static final int MOST_NAMED = 10;
    private static final double ROUNDINGS = 16;

    private final @Nullable Claims claims;
    private final Indices indices;
    private final Rows rows;
    private final List<Cell> cells;
    private final List<Cell> wrong;
    private final List<EntryProbe> probed;
    private final int gradients;
    private final Supplier<Tensor> value;

    /** Another Jacobian in place of the reported one. */
    @FunctionalInterface
    interface Corrected {

        /**
         * An entry of it.
         *
         * @param output the output's place
         * @param offset that of the variable's entry
         */
        double at(int output, int offset);
    }

    private Jacobian() {
        this.claims = null;
        this.indices = new Indices(Tensor.scalar(0), List.of());
        this.rows = new Rows(0, List.of());
        this.cells = List.of();
        this.wrong = List.of();
        this.probed = List.of();
        this.gradients = 0;
        this.value = () -> Tensor.scalar(0);
    }

    /**
     * What was compared.
     *
     * @param claims the gradients that were asked for
     * @param indices those of the variable
     * @param rows the rows that were asked for
     * @param cells the cells that were compared
     * @param probed the entries of the gradient of all outputs together that were probed
     * @param gradients how many gradients were asked for
     * @param value the outputs at the place
     */
    Jacobian(
            Claims claims,
            Indices indices,
            Rows rows,
            List<Cell> cells,
            List<EntryProbe> probed,
            int gradients,
            Supplier<Tensor> value) {
        this.claims = claims;
        this.indices = indices;
        this.rows = rows;
        this.cells = cells.stream().sorted(Cell.WORST_FIRST).toList();
        this.wrong = this.cells.stream().filter(Cell::wrong).toList();
        this.probed = probed.stream()
                .filter(entry -> entry.clear() && rows.knows(entry.offset()))
                .toList();
        this.gradients = gradients;
        this.value = value;
    }

    /** The wrong cells, as a finding has them. */
    public WrongJacobian wrongJacobian() {
        if (claims == null) {
            return WrongJacobian.NONE;
        }
        Indices outputs = claims.place().outputIndices();
        List<JacobianEntry> worst = wrong.stream()
                .limit(MOST_NAMED)
                .map(cell -> cell.entry(outputs, indices))
                .toList();
        return new WrongJacobian(worst, wrong.size(), cells.size(), gradients);
    }

    List<Cell> wrong() {
        return wrong;
    }

    /** The outputs in whose rows something is wrong. */
    Set<Integer> wrongOutputs() {
        return wrong.stream().map(Cell::output).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The entries in whose columns something is wrong. */
    Set<Integer> wrongOffsets() {
        return wrong.stream().map(Cell::offset).collect(Collectors.toCollection(TreeSet::new));
    }

    Rows rows() {
        return rows;
    }

    /** The values of all outputs at the place: at most one evaluation. */
    double[] values() {
        return value.get().values();
    }

    int outputs() {
        return claims == null ? 0 : claims.outputs();
    }

    int entries() {
        return indices.count();
    }

    /** Whether every output was asked. */
    boolean isComplete() {
        return rows.outputs().size() == outputs();
    }

    /** The numeric derivative where a cell is wrong, else what is claimed. */
    private double measured(int output, int offset) {
        return wrong.stream()
                .filter(cell -> cell.output() == output && cell.offset() == offset)
                .findFirst()
                .map(Cell::numeric)
                .orElse(rows.claim(output, offset));
    }

    /**
     * Whether what is wrong may be that of outputs: where it is in several rows and one column of several, it is that of the
     * column.
     */
    boolean mayBeOfOutputs() {
        return wrongOffsets().size() > 1 || wrongOutputs().size() == 1 || entries() == 1;
    }

    /** Whether some output beside those that are wrong was seen to be right where it is not zero. */
    boolean anotherOutputIsRight() {
        Set<Integer> ofWrong = wrongOutputs();
        return !isComplete()
                || cells.stream().anyMatch(cell -> !ofWrong.contains(cell.output()) && cell.tellsThatItIsRight())
                || probed.stream()
                        .filter(entry -> !entry.wrong())
                        .anyMatch(entry -> rows.outputs().stream()
                                .anyMatch(output ->
                                        !ofWrong.contains(output) && rows.claim(output, entry.offset()) != 0));
    }

    /** Whether some entry beside those that are wrong was seen to be right where it is not zero. */
    boolean anotherEntryIsRight() {
        Set<Integer> ofWrong = wrongOffsets();
        return probed.stream()
                .anyMatch(entry -> !entry.wrong() && !ofWrong.contains(entry.offset()) && entry.analytic() != 0);
    }

    /**
     * Whether another Jacobian explains all that was measured, and would not do so by chance: every cell that was compared,
     * and every entry of the gradient of all outputs together.
     */
    boolean isExplainedBy(Corrected corrected) {
        return isExplainedBy(corrected, probed.stream());
    }

    /** Whether the wrong cells are all that is wrong in their columns, and would not be so by chance. */
    boolean isExplainedByWrongCells() {
        Set<Integer> columns = cells.stream().map(Cell::offset).collect(Collectors.toSet());
        return isExplainedBy(
                this::measured, probed.stream().filter(entry -> columns.contains(entry.offset()) || !entry.wrong()));
    }

    /** Whether the wrong cells are so far off that numbers other than theirs would not fit them by chance. */
    boolean isTelling() {
        return wrong.stream().mapToDouble(Cell::decades).sum() >= TELLING;
    }

    private boolean isExplainedBy(Corrected corrected, Stream<EntryProbe> entries) {
        return isTelling()
                && cells.stream().filter(Cell::clear).allMatch(cell -> fits(cell, corrected))
                && entries.allMatch(entry -> fits(entry, corrected));
    }

    private static boolean fits(Cell cell, Corrected corrected) {
        double value = corrected.at(cell.output(), cell.offset());
        return Math.abs(value - cell.numeric()) <= cell.allowed();
    }

    private boolean fits(EntryProbe entry, Corrected corrected) {
        if (claims == null) {
            return false;
        }
        double[] u = claims.upstream().values();
        double sum = entry.analytic();
        double size = Math.abs(sum);
        for (int output : rows.outputs()) {
            double claim = rows.claim(output, entry.offset());
            double value = corrected.at(output, entry.offset());
            sum += u[output] * (value - claim);
            size += Math.abs(u[output]) * (Math.abs(value) + Math.abs(claim));
        }
        double unit = claims.place().f().subject().precision().unitRoundoff();
        return Math.abs(sum - entry.numeric()) <= entry.allowed() + ROUNDINGS * unit * size;
    }

    /** Some outputs as text, such as {@code out[0], out[2]}. */
    String text(Iterable<Integer> outputs) {
        StringBuilder text = new StringBuilder();
        int named = 0;
        for (int output : outputs) {
            if (named == MOST_NAMED) {
                return text.append(" and others").toString();
            }
            text.append(named++ == 0 ? "" : ", ").append("out").append(outputIndex(output));
        }
        return text.toString();
    }

    private String outputIndex(int output) {
        return claims == null ? "" : claims.place().outputIndices().text(output);
    }

    /** The index of an entry of the variable as text. */
    String index(int offset) {
        return indices.text(offset);
    }
}
