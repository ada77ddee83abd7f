package io.gradcheck.check.jacobian;

import io.gradcheck.check.probe.Entries;
import io.gradcheck.check.probe.EntryProbe;
import io.gradcheck.check.probe.EvaluationPoint;
import io.gradcheck.check.probe.Evaluations;
import io.gradcheck.check.probe.NamedTensors;
import io.gradcheck.check.probe.Probe;
import io.gradcheck.check.probe.RecordedOutputs;
import io.gradcheck.subject.Direction;
import io.gradcheck.subject.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * One column of the Jacobian: how all outputs move with one entry of a variable, whose partial derivative of {@code <u, f>}
 * was found wrong.
 *
 * <p>A value of the function has all outputs, so the numeric derivative of every output, and of every group of them, comes
 * from the same few evaluations. What is claimed takes a gradient for each output or group.
 */
final class Column {

    private final Claims claims;
    private final String variable;
    private final EntryProbe entry;
    private final Entries region;
    private final Direction direction;
    private final double step;
    private final double noise;
    private final RecordedOutputs outputs;
    private final Evaluations expense;

    /**
     * A group of outputs with the discrepancy of the claim in it.
     *
     * @param discrepancy claim less numeric derivative, of the group with its weights
     * @param bound what error and rounding could make of it
     */
    private record Suspicion(Group group, double discrepancy, double bound) {
        boolean reaches() {
            return Math.abs(discrepancy) > bound;
        }

        Suspicion less(Suspicion part, Group rest) {
            return new Suspicion(rest, discrepancy - part.discrepancy, bound + part.bound);
        }
    }

    /**
     * Prepares the column.
     *
     * @param claims the gradients claimed for some outputs alone, at the place where the entry was found wrong
     * @param variable the variable
     * @param entry the wrong entry, in the units of the subject
     * @param direction the entry alone, with the weight with which it moved
     * @param step the first step of the probe that found it wrong
     * @param noise the noise of {@code <u, f>} that is known there
     * @param expense where evaluations and gradients are counted
     */
    Column(
            Claims claims,
            String variable,
            EntryProbe entry,
            Direction direction,
            double step,
            double noise,
            Evaluations expense) {
        this.claims = claims;
        this.variable = variable;
        this.entry = entry;
        this.direction = direction;
        this.step = step;
        this.noise = noise;
        this.expense = expense;
        this.region = Entries.single(direction.size(), entry.offset());
        this.outputs = new RecordedOutputs(
                claims.place().f().subject(),
                variable,
                direction,
                claims.upstream().shape(),
                expense);
    }

    /** Whether the claims for single outputs are parts of that for all of them. */
    boolean isWholeOf(Rows rows) {
        double[] u = claims.upstream().values();
        double sum = 0;
        double size = 0;
        for (int i = 0; i < u.length; i++) {
            double term = u[i] * rows.claim(i, entry.offset());
            sum += term;
            size += Math.abs(term);
        }
        return isWhole(sum, size);
    }

    /**
     * Whether the numeric derivatives of single outputs, where all of them are known, are parts of that of all together. An output
     * that stands on one stair while the entry moves seems to have none.
     */
    boolean isMovedBy(List<Cell> cells) {
        double[] u = claims.upstream().values();
        double sum = 0;
        double allowed = 0;
        for (Cell cell : cells) {
            sum += u[cell.output()] * cell.numeric();
            allowed += Math.abs(u[cell.output()]) * cell.allowed();
        }
        return !cells.stream().allMatch(Cell::clear) || Math.abs(sum - entry.numeric()) <= allowed;
    }

    /**
     * The wrong cells of the column, found by halving the outputs; none where the claims for some of them are not parts of the
     * whole.
     *
     * @param most how many are looked for
     * @param mostGradients about how many gradients may be asked for
     * @param rows receives the row of each output that was asked alone
     */
    List<Cell> search(int most, int mostGradients, Rows rows) {
        int before = claims.gradients();
        List<Cell> found = new ArrayList<>();
        Deque<Suspicion> open = new ArrayDeque<>();
        Group all = new Group(0, claims.outputs());
        double first = ofWhole(all.firstHalf());
        double second = ofWhole(all.secondHalf());
        if (isWhole(first + second, Math.abs(first) + Math.abs(second))) {
            halves(probed(all, claims.place().gradient()), open);
        }
        while (!open.isEmpty() && found.size() < most && claims.gradients() - before < mostGradients) {
            Suspicion suspicion = open.pop();
            if (suspicion.group().isSingle()) {
                int output = suspicion.group().from();
                NamedTensors claimed = claims.of(suspicion.group(), expense);
                rows.add(output, claimed.get(variable));
                Cell cell = cell(output, claimed);
                if (cell.wrong()) {
                    found.add(cell);
                }
            } else {
                halves(suspicion, open);
            }
        }
        return found;
    }

    /** Adds the halves in which something is wrong, the one with the larger discrepancy last. */
    private void halves(Suspicion suspicion, Deque<Suspicion> open) {
        Group group = suspicion.group();
        Suspicion first = probed(group.firstHalf());
        Suspicion second = suspicion.less(first, group.secondHalf());
        if (!first.reaches() && !second.reaches()) {
            second = probed(group.secondHalf());
        }
        List<Suspicion> halves = new ArrayList<>(List.of(first, second));
        halves.removeIf(half -> !half.reaches());
        halves.sort(Comparator.comparingDouble(half -> Math.abs(half.discrepancy())));
        halves.forEach(open::push);
    }

    private Suspicion probed(Group group) {
        return probed(group, claims.of(group, expense));
    }

    private Suspicion probed(Group group, NamedTensors claimed) {
        double weight = weight(group);
        Probe probe = probe(group, claimed);
        return new Suspicion(
                group,
                weight * (probe.analytic() - probe.slope().derivative()),
                Math.max(Math.abs(weight) * probe.allowed(), allowedOfWhole()));
    }

    /** All outputs at the place. */
    Tensor value() {
        return outputs.at(0);
    }

    /**
     * Compares one cell.
     *
     * @param claimed the gradient that is claimed for this output alone
     */
    Cell cell(int output, NamedTensors claimed) {
        Probe probe = probe(Group.single(output), claimed);
        EntryProbe seen = EntryProbe.of(entry.offset(), claimed.get(variable).values()[entry.offset()], probe);
        // What was allowed of all outputs together is allowed of each: it may be the rounding of this one's claim.
        double allowed = Math.max(
                seen.allowed(), entry.allowed() / Math.abs(claims.upstream().values()[output]));
        boolean known = seen.clear() && Double.isFinite(seen.numeric()) && Double.isFinite(seen.analytic());
        return new Cell(
                output,
                entry.offset(),
                seen.analytic(),
                seen.numeric(),
                allowed,
                known && seen.wrong() && seen.difference() > allowed,
                known);
    }

    private Probe probe(Group group, NamedTensors claimed) {
        Tensor upstream = claims.upstream();
        boolean all = group.from() == 0 && group.to() == upstream.size();
        Tensor weights = all ? upstream : group.of(upstream);
        EvaluationPoint place = claims.place().weighted(outputs, weights, claimed);
        // Places seen before cost nothing, and new ones are counted where the outputs are recorded.
        Evaluations counted = new Evaluations(Integer.MAX_VALUE);
        return place.probe(variable, region, direction, step, noise / Math.abs(weight(group)), false, false, counted);
    }

    /** The part of a group in the partial derivative that is claimed. */
    private double ofWhole(Group group) {
        return weight(group) * claims.of(group, expense).get(variable).values()[entry.offset()];
    }

    /** By what a number of a group is multiplied to be a part of the whole. */
    private double weight(Group group) {
        return group.isSingle() ? claims.upstream().values()[group.from()] : 1;
    }

    /**
     * Whether claims for parts of the outputs add up to that for all of them. A gradient that ignores the upstream gradient, or
     * depends on an earlier call, says nothing of single outputs.
     */
    private boolean isWhole(double sum, double size) {
        double rounding =
                claims.outputs() * claims.place().f().subject().precision().unitRoundoff() * size;
        return Math.abs(sum - entry.analytic()) <= entry.allowed() + rounding;
    }

    private double allowedOfWhole() {
        return entry.allowed() * Math.abs(direction.weight(entry.offset()));
    }
}
