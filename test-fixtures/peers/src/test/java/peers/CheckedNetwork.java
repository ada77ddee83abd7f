package peers;

import io.gradcheck.nn.Activation;
import io.gradcheck.nn.Batch;
import io.gradcheck.nn.Network;
import io.gradcheck.nn.NetworkSubject;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network on a batch, whose gradient may have a mistake. Its parameters are the weights and biases in the order
 * {@code W1, b1, W2, b2, ...}, each in row-major order.
 */
final class CheckedNetwork {

    private final String name;
    private final NetworkSubject subject;
    private final Mistake mistake;
    private final Subject counted;
    private final Counts counts = new Counts();
    private final List<String> parameters = new ArrayList<>();
    private final Map<String, Tensor> at;
    private final Map<String, Tensor> replaced;

    private CheckedNetwork(String name, NetworkSubject subject, Mistake mistake) {
        this.name = name;
        this.subject = subject;
        this.mistake = mistake;
        this.counted = new CountedSubject(subject, mistake, counts);
        for (int k = 1; k <= network().layers(); k++) {
            parameters.add("W" + k);
            parameters.add("b" + k);
        }
        this.at = copyOfPoint();
        this.replaced = copyOfPoint();
    }

    private Map<String, Tensor> copyOfPoint() {
        Map<String, Tensor> copy = new LinkedHashMap<>(subject.point());
        parameters.forEach(
                variable -> copy.put(variable, subject.point().get(variable).copy()));
        return copy;
    }

    static CheckedNetwork right(String name, NetworkSubject subject) {
        return new CheckedNetwork(name, subject, Mistake.NONE);
    }

    /** {@return the same network, with one weight's gradient wrong by a relative error} */
    CheckedNetwork withMistake(int weight, double relativeError) {
        return new CheckedNetwork(name, subject, new Mistake(weight, relativeError));
    }

    String name() {
        return name;
    }

    Network network() {
        return subject.network();
    }

    Batch batch() {
        return subject.batch();
    }

    Mistake mistake() {
        return mistake;
    }

    Counts counts() {
        return counts;
    }

    /** {@return the activation of all hidden layers} */
    Activation activation() {
        return network().activation(1);
    }

    /** {@return the network with everything this project knows of it} */
    Subject subject() {
        return counted;
    }

    /** {@return a function of the weights and biases, of which only its values and gradients are known} */
    Subject opaque() {
        return OpaqueSubject.of(counted, parameters);
    }

    int size() {
        return Math.toIntExact(network().parameterCount());
    }

    double[] point() {
        return flat(subject.point());
    }

    /** {@return the positions of the chosen weights and biases among all} */
    int[] positions(Entries entries) {
        List<Integer> positions = new ArrayList<>();
        int start = 0;
        for (String variable : parameters) {
            int size = at.get(variable).size();
            for (int k = 0; k < size; k += entries.stride(size)) {
                positions.add(start + k);
            }
            start += size;
        }
        return positions.stream().mapToInt(Integer::intValue).toArray();
    }

    double loss() {
        return counted.evaluate(at).get();
    }

    /** {@return the loss where all weights and biases are replaced} */
    double lossAt(double[] flat) {
        int start = 0;
        for (String variable : parameters) {
            double[] values = replaced.get(variable).values();
            System.arraycopy(flat, start, values, 0, values.length);
            start += values.length;
        }
        return counted.evaluate(replaced).get();
    }

    /** {@return the loss where one weight or bias has another value} */
    double lossAt(int position, double value) {
        int k = position;
        for (String variable : parameters) {
            double[] values = at.get(variable).values();
            if (k < values.length) {
                double before = values[k];
                values[k] = value;
                double loss = loss();
                values[k] = before;
                return loss;
            }
            k -= values.length;
        }
        throw new IllegalArgumentException("position: found " + position + ", wanted 0.." + (size() - 1));
    }

    /** {@return the gradient, with its mistake, by all weights and biases} */
    double[] gradient() {
        return flat(counted.gradient(subject.point(), Tensor.scalar(1)));
    }

    private double[] flat(Map<String, Tensor> variables) {
        double[] flat = new double[size()];
        int start = 0;
        for (String variable : parameters) {
            double[] values = variables.get(variable).values();
            System.arraycopy(values, 0, flat, start, values.length);
            start += values.length;
        }
        return flat;
    }

    @Override
    public String toString() {
        return name + " " + activation().name().toLowerCase(Locale.ROOT);
    }

    /**
     * A mistake in the gradient by one entry of {@code W1}, which is multiplied by {@code 1 + relativeError}.
     *
     * @param weight the entry's position
     */
    record Mistake(int weight, double relativeError) {

        static final Mistake NONE = new Mistake(0, 0);

        boolean isNone() {
            return relativeError == 0;
        }

        double factor() {
            return 1 + relativeError;
        }
    }

    /** How often the network was asked. */
    static final class Counts {

        private long evaluations;
        private long gradients;

        void evaluation() {
            evaluations++;
        }

        void gradient() {
            gradients++;
        }

        void reset() {
            evaluations = 0;
            gradients = 0;
        }

        long evaluations() {
            return evaluations;
        }

        long gradients() {
            return gradients;
        }

        Peer.Answer answer(boolean isRight, long entries) {
            return new Peer.Answer(Peer.Verdict.of(isRight), evaluations, gradients, entries);
        }
    }
}
