package io.gradcheck.nn.layers;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gradcheck.subject.Layer;
import io.gradcheck.subject.Tensor;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit together is refused, and said. */
class LayerShapesTest {

    record Refusal(String message, ThrowingCallable what) {
        @Override
        public String toString() {
            return message;
        }
    }

    static List<Refusal> layers() {
        Window two = Window.of(2);
        return List.of(
                refused("weight: found shape [3], wanted [any, any]", () -> new Dense(zeros(3), zeros(3))),
                refused("bias: found shape [3], wanted [2]", () -> new Dense(zeros(2, 3), zeros(3))),
                refused(
                        "weight: found shape [2, 3], wanted [any, any, any]",
                        () -> new Bilinear(zeros(1, 3), zeros(2, 3), zeros(2))),
                refused(
                        "x2: found shape [1, 3], wanted [any, 4]",
                        () -> new Bilinear(zeros(1, 3), zeros(2, 3, 4), zeros(2))),
                refused("bias: found shape [3], wanted [2]", () -> new Bilinear(zeros(1, 4), zeros(2, 3, 4), zeros(3))),
                refused("slope: found shape [], wanted [any]", () -> new PRelu(Tensor.scalar(1))),
                refused("keep: found 0.0, wanted a share above 0 and at most 1", () -> new Dropout(zeros(1), 0)),
                refused("keep: found 1.5, wanted a share above 0 and at most 1", () -> new Dropout(zeros(1), 1.5)),
                refused("indices: found none, wanted at least one", () -> new Embedding()),
                refused(
                        "weight: found shape [1, 1, 3], wanted [any, any, 2]",
                        () -> new Convolution1d(zeros(1, 1, 3), zeros(1), two)),
                refused("bias: found shape [2], wanted [1]", () -> new Convolution1d(zeros(1, 1, 2), zeros(2), two)),
                refused(
                        "weight: found shape [1, 1, 2, 3], wanted [any, any, 2, 2]",
                        () -> new Convolution2d(zeros(1, 1, 2, 3), zeros(1), two, two)),
                refused(
                        "bias: found shape [2], wanted [1]",
                        () -> new Convolution2d(zeros(1, 1, 2, 2), zeros(2), two, two)),
                refused(
                        "gamma: found shape [1, 1], wanted [any]",
                        () -> new BatchNormalisation(zeros(1, 1), zeros(1), 1)),
                refused("beta: found shape [2], wanted [1]", () -> new BatchNormalisation(zeros(1), zeros(2), 1)),
                refused(
                        "epsilon: found 0.0, wanted a number above 0",
                        () -> new BatchNormalisation(zeros(1), zeros(1), 0)),
                refused(
                        "gamma: found shape [1, 1], wanted [any]",
                        () -> new LayerNormalisation(zeros(1, 1), zeros(1), 1)),
                refused("beta: found shape [2], wanted [1]", () -> new LayerNormalisation(zeros(1), zeros(2), 1)),
                refused(
                        "epsilon: found NaN, wanted a number above 0",
                        () -> new LayerNormalisation(zeros(1), zeros(1), Double.NaN)),
                refused("gamma: found shape [1, 1], wanted [any]", () -> new RmsNormalisation(zeros(1, 1), 1)),
                refused("epsilon: found -1.0, wanted a number above 0", () -> new RmsNormalisation(zeros(1), -1)),
                refused(
                        "weight_ih: found shape [3, 2], wanted [2, any]",
                        () -> new Rnn(zeros(3, 2), zeros(2, 2), zeros(3), zeros(2), zeros(2))),
                refused(
                        "weight_hh: found shape [2, 1], wanted [2, 2]",
                        () -> new Rnn(zeros(2, 3), zeros(2, 1), zeros(2), zeros(2), zeros(2))),
                refused(
                        "bias_hh: found shape [1], wanted [8]",
                        () -> new Lstm(zeros(8, 3), zeros(8, 2), zeros(8), zeros(1), zeros(2), zeros(2))),
                refused(
                        "c0: found shape [3], wanted [2]",
                        () -> new Lstm(zeros(8, 3), zeros(8, 2), zeros(8), zeros(8), zeros(2), zeros(3))),
                refused(
                        "weight_ih: found shape [8, 3], wanted [6, any]",
                        () -> new Gru(zeros(8, 3), zeros(6, 2), zeros(8), zeros(6), zeros(2))),
                refused(
                        "v: found shape [1, 3, 2], wanted [1, 2, any]",
                        () -> new Attention(zeros(1, 2, 2), zeros(1, 3, 2), Attention.full(1, 2))),
                refused(
                        "mask: found 1 keys allowed of 1 for query 0, wanted at least one of 2",
                        () -> new Attention(zeros(1, 2, 2), zeros(1, 2, 2), Attention.full(1, 1))),
                refused(
                        "mask: found 0 keys allowed of 2 for query 1, wanted at least one of 2",
                        () -> new Attention(
                                zeros(1, 2, 2), zeros(1, 2, 2), new boolean[][] {{true, false}, {false, false}})));
    }

    static List<Refusal> inputs() {
        Window two = Window.of(2);
        return List.of(
                input("found shape [1, 2], wanted [any, 3]", new Dense(zeros(2, 3), zeros(2)), 1, 2),
                input("found shape [2, 3], wanted [1, 3]", new Bilinear(zeros(1, 4), zeros(2, 3, 4), zeros(2)), 2, 3),
                input("found shape [3], wanted at least 2 axes", new PRelu(zeros(1)), 3),
                input("found 3 channels in shape [1, 3], wanted 2, one for each slope", new PRelu(zeros(2)), 1, 3),
                input("found shape [2], wanted [3]", new Dropout(zeros(3), 1), 2),
                input("found shape [3], wanted [any, any]", new Embedding(0), 3),
                input("found shape [], wanted at least 1 axes", new Softmax()),
                input("found shape [], wanted at least 1 axes", new LogSoftmax()),
                input(
                        "found shape [1, 1, 3], wanted [any, 2, any]",
                        new Convolution1d(zeros(1, 2, 2), zeros(1), two),
                        1,
                        1,
                        3),
                input(
                        "found shape [1, 3, 3], wanted [any, 2, any, any]",
                        new Convolution2d(zeros(1, 2, 2, 2), zeros(1), two, two),
                        1,
                        3,
                        3),
                input("found shape [3, 3], wanted [any, any, any, any]", new MaxPooling2d(two, two), 3, 3),
                input("found shape [3, 3], wanted [any, any, any, any]", new AveragePooling2d(two, two), 3, 3),
                input("found shape [2], wanted at least 2 axes", new BatchNormalisation(zeros(2), zeros(2), 1), 2),
                input(
                        "found 3 channels in shape [2, 3], wanted 2, one for each gamma",
                        new BatchNormalisation(zeros(2), zeros(2), 1),
                        2,
                        3),
                input(
                        "found shape [2, 3], wanted a last axis of length 2",
                        new LayerNormalisation(zeros(2), zeros(2), 1),
                        2,
                        3),
                input("found shape [], wanted a last axis of length 2", new RmsNormalisation(zeros(2), 1)),
                input(
                        "found shape [1, 1, 2], wanted [any, any, 3]",
                        new Rnn(zeros(2, 3), zeros(2, 2), zeros(2), zeros(2), zeros(2)),
                        1,
                        1,
                        2),
                input(
                        "found shape [1, 2, 2], wanted [1, 1, 2]",
                        new Attention(zeros(1, 2, 2), zeros(1, 2, 3), Attention.full(1, 2)),
                        1,
                        2,
                        2));
    }

    @ParameterizedTest
    @MethodSource({"layers", "inputs"})
    void is_refused(Refusal refusal) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refusal.what().call())
                .withMessage(refusal.message());
    }

    private static Refusal input(String message, Layer layer, int... shape) {
        return refused("input: " + message, () -> layer.forward(zeros(shape)));
    }

    private static Refusal refused(String message, ThrowingCallable what) {
        return new Refusal(message, what);
    }

    private static Tensor zeros(int... shape) {
        return Tensor.zeros(shape);
    }
}
