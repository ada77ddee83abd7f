package peers;

import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;

/** The time of a forward and a backward pass, by all weights and biases, of this project's networks. */
final class Passes {

    static final int[] EXAMPLES = {8, 64, 256};

    private Passes() {}

    static Time time(CheckedNetwork network) {
        Subject subject = network.subject();
        Tensor one = Tensor.scalar(1);
        return Costs.time(() -> subject.gradient(subject.point(), one));
    }
}
