package io.gradcheck.check.jacobian;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Units;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the outputs of which a wrong entry of a gradient is wrong.
 *
 * <p>Of a subject of few outputs every output is asked for its gradient alone. Of one with many, the outputs are halved:
 * one wrong entry of {@code m x n} takes about {@code log2 m} gradients, and no more evaluations than one probe.
 */
public final class JacobianSearch {

    private static final int FEW_OUTPUTS = 64;
    private static final int MOST_COLUMNS = 8;
    private static final int MOST_FOUND = 10;
    private static final int MOST_GRADIENTS = 64;

    // The outputs at some two dozen places are kept: 50 MB of them.
    private static final int MOST_OUTPUTS = 1 << 18;

    private final Claims claims;
    private final EvaluationPoint looked;
    private final String variable;
    private final double stepFactor;
    private final double noise;

    /**
     * Prepares the search.
     *
     * @param claims the gradients claimed for some outputs alone
     * @param looked the same place, counted in the units in which the wrong entries were found
     * @param variable the variable that is wrong
     * @param stepFactor the first step of the probe that failed, in units of the usual one
     * @param noise the noise that is known there
     */
    public JacobianSearch(Claims claims, EvaluationPoint looked, String variable, double stepFactor, double noise) {
        this.claims = claims;
        this.looked = looked;
        this.variable = variable;
        this.stepFactor = stepFactor;
        this.noise = noise;
    }

    /**
     * Searches in the columns of the worst entries.
     *
     * @param probed the entries that were probed, in the units of the subject, worst first
     * @param expense where evaluations and gradients are counted
     */
    public Jacobian find(List<EntryProbe> probed, Evaluations expense) {
        int outputs = claims.outputs();
        List<EntryProbe> wrong = probed.stream()
                .filter(entry -> entry.wrong() && entry.clear() && Double.isFinite(entry.difference()))
                .limit(MOST_COLUMNS)
                .toList();
        if (outputs < 2 || outputs > MOST_OUTPUTS || wrong.isEmpty()) {
            return Jacobian.NONE;
        }
        int before = claims.gradients();
        Rows rows = new Rows(looked.value(variable).size(), probed);
        List<Column> columns =
                wrong.stream().map(entry -> column(entry, expense)).toList();
        List<Cell> cells = outputs <= FEW_OUTPUTS ? all(columns, rows, expense) : searched(columns, rows);
        return new Jacobian(
                claims,
                looked.indices(variable),
                rows,
                cells,
                probed,
                claims.gradients() - before,
                columns.get(0)::value);
    }

    /** Every cell of some columns. */
    private List<Cell> all(List<Column> asked, Rows rows, Evaluations expense) {
        Map<Column, List<Cell>> columns = new LinkedHashMap<>();
        asked.forEach(column -> columns.put(column, new ArrayList<>()));
        for (int i = 0; i < claims.outputs(); i++) {
            int output = i;
            NamedTensors claimed = claims.of(Group.single(output), expense);
            rows.add(output, claimed.get(variable));
            columns.forEach((column, cells) -> cells.add(column.cell(output, claimed)));
        }
        columns.entrySet().removeIf(column -> !isWhole(column.getKey(), column.getValue(), rows));
        return columns.values().stream().flatMap(List::stream).toList();
    }

    private static boolean isWhole(Column column, List<Cell> cells, Rows rows) {
        return column.isWholeOf(rows) && column.isMovedBy(cells);
    }

    private List<Cell> searched(List<Column> columns, Rows rows) {
        int before = claims.gradients();
        List<Cell> cells = new ArrayList<>();
        for (Column column : columns) {
            int left = MOST_GRADIENTS - (claims.gradients() - before);
            cells.addAll(column.search(MOST_FOUND, left, rows));
        }
        return cells;
    }

    private Column column(EntryProbe entry, Evaluations expense) {
        Tensor value = looked.value(variable);
        Entries region = Entries.single(value.size(), entry.offset());
        Direction one = Direction.ofEntry(entry.offset(), 1, value.shape());
        double step = stepFactor * looked.firstStep(variable, region, one);
        Units units = looked.f().units();
        Direction direction = one.times(i -> units.length(variable, i));
        return new Column(claims, variable, entry, direction, step, noise, expense);
    }
}
