package io.gradcheck.source;

import io.gradcheck.source.Values.Kind;
import io.gradcheck.source.cases.SimplerValues;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A domain that holds entries together, such as rows that sum to 1 or matrices that are symmetric.
 *
 * @param entries how entries are drawn before they are joined
 * @param made makes a tensor of the domain of entries that were drawn; may change its argument
 * @param nearest makes a tensor of the domain of one that is near; may change its argument
 */
record JoinedDomain(Domain entries, UnaryOperator<Tensor> made, UnaryOperator<Tensor> nearest) implements Domain {

    /** How far rounding may take a tensor from the one that it was made of once more, relative to its largest entry. */
    private static final double ROUNDING = 1e-12;

    /** Of larger tensors only all entries at once are made rounder: each step makes the whole tensor anew. */
    private static final int MOST_ONE_BY_ONE = 36;

    JoinedDomain(Domain entries, UnaryOperator<Tensor> nearest) {
        this(entries, nearest, nearest);
    }

    @Override
    public void fill(Kind kind, Tensor tensor, RandomGenerator random) {
        entries.fill(kind, tensor, random);
        join(tensor);
    }

    @Override
    public void fillAny(Tensor tensor, RandomGenerator random) {
        entries.fillAny(tensor, random);
        join(tensor);
    }

    private void join(Tensor tensor) {
        Tensor joined = made.apply(tensor.copy());
        System.arraycopy(joined.values(), 0, tensor.values(), 0, tensor.size());
    }

    @Override
    public boolean allows(Tensor tensor) {
        Tensor fitted = fitted(tensor);
        double largest = 0;
        double off = 0;
        for (int i = 0; i < tensor.size(); i++) {
            largest = Math.max(largest, Math.abs(fitted.values()[i]));
            double wanted = fitted.values()[i];
            double change = tensor.values()[i] == wanted ? 0 : Math.abs(wanted - tensor.values()[i]);
            off = change <= off ? off : change; // NaN stays
        }
        return off <= ROUNDING * largest || off == 0;
    }

    @Override
    public Tensor fitted(Tensor tensor) {
        return nearest.apply(entries.fitted(tensor));
    }

    @Override
    public List<Supplier<Tensor>> simpler(Tensor tensor) {
        if (tensor.size() > MOST_ONE_BY_ONE) {
            return rounder(tensor, SimplerValues.ofAll(tensor, value -> true));
        }
        return rounder(tensor, SimplerValues.of(tensor, value -> true));
    }

    private List<Supplier<Tensor>> rounder(Tensor tensor, List<Supplier<Tensor>> candidates) {
        long present = SimplerValues.roughness(tensor);
        List<Supplier<Tensor>> rounder = new ArrayList<>();
        for (Supplier<Tensor> candidate : candidates) {
            Tensor joined = fitted(candidate.get());
            if (SimplerValues.roughness(joined) < present) {
                rounder.add(() -> joined);
            }
        }
        return rounder;
    }
}
