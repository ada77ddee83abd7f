package io.gradcheck.nn.layers;

import static io.gradcheck.campaign.LayerKind.AVERAGE_POOLING_2D;
import static io.gradcheck.campaign.LayerKind.CONVOLUTION_1D;
import static io.gradcheck.campaign.LayerKind.CONVOLUTION_2D;
import static io.gradcheck.campaign.LayerKind.MAX_POOLING_2D;

import io.gradcheck.subject.Parameter;
import io.gradcheck.subject.Tensor;
import java.util.List;

/** Mistakes in convolution and pooling. */
final class WindowMistakes {

    private WindowMistakes() {}

    static List<Mistake> all() {
        return List.of(
                Mistake.backward(
                        CONVOLUTION_1D,
                        Convolution1d.class,
                        "stride and dilation exchanged in dx",
                        (convolution, dy) -> {
                            Window window = convolution.window;
                            return inputGradient(
                                    convolution,
                                    dy,
                                    new Window(window.size(), window.dilation(), window.padding(), window.stride()));
                        },
                        "input"),
                Mistake.backward(
                        CONVOLUTION_1D,
                        Convolution1d.class,
                        "padding left out of dx",
                        (convolution, dy) -> {
                            Window window = convolution.window;
                            return inputGradient(
                                    convolution, dy, new Window(window.size(), window.stride(), 0, window.dilation()));
                        },
                        "input"),
                Mistake.backward(
                        CONVOLUTION_1D, Convolution1d.class, "dW mirrored", WindowMistakes::mirrored, "weight"),
                Mistake.backward(CONVOLUTION_1D, Convolution1d.class, "db averaged", WindowMistakes::biasMean, "bias"),
                Mistake.backward(
                        CONVOLUTION_2D,
                        Convolution2d.class,
                        "filters and channels of dW exchanged",
                        WindowMistakes::filtersAndChannelsExchanged,
                        "weight"),
                Mistake.backward(
                        CONVOLUTION_2D, Convolution2d.class, "dW averaged", WindowMistakes::weightMean, "weight"),
                Mistake.backward(
                        CONVOLUTION_2D,
                        Convolution2d.class,
                        "only the first example",
                        WindowMistakes::firstExample,
                        "weight",
                        "bias"),
                Mistake.backward(
                        CONVOLUTION_2D,
                        Convolution2d.class,
                        "last column left out",
                        WindowMistakes::lastColumnLeftOut,
                        "input",
                        "weight"),
                Mistake.backward(
                                MAX_POOLING_2D,
                                MaxPooling2d.class,
                                "every tied input gets the whole gradient",
                                WindowMistakes::everyTie,
                                "input")
                        .shownBy(Mistake.Source.TIES),
                Mistake.backward(
                        MAX_POOLING_2D,
                        MaxPooling2d.class,
                        "overwritten where windows overlap",
                        WindowMistakes::largestOverwritten,
                        "input"),
                Mistake.backward(
                        MAX_POOLING_2D,
                        MaxPooling2d.class,
                        "all into the first image",
                        WindowMistakes::firstImage,
                        "input"),
                Mistake.backward(
                        AVERAGE_POOLING_2D,
                        AveragePooling2d.class,
                        "not divided",
                        (pooling, dy) -> {
                            int taps = pooling.rows.size() * pooling.columns.size();
                            return pooling.backward(Mistake.entries(dy, i -> dy.values()[i] * taps));
                        },
                        "input"),
                Mistake.backward(
                        AVERAGE_POOLING_2D,
                        AveragePooling2d.class,
                        "overwritten where windows overlap",
                        WindowMistakes::meanOverwritten,
                        "input"),
                Mistake.backward(
                        AVERAGE_POOLING_2D,
                        AveragePooling2d.class,
                        "divided by the inputs that are no padding",
                        WindowMistakes::paddingNotCounted,
                        "input"));
    }

    /** The parameters' gradients as they should be, and the input's as if the window were another one. */
    private static Tensor inputGradient(Convolution1d convolution, Tensor dy, Window other) {
        convolution.backward(dy);
        Tensor dx = Tensor.zeros(convolution.x.shape());
        Tensor w = convolution.weight.value();
        for (int o = 0; o < dy.length(2); o++) {
            for (int k = 0; k < other.size(); k++) {
                int i = o * other.stride() + k * other.dilation() - other.padding();
                for (int n = 0; n < dy.length(0) && 0 <= i && i < dx.length(2); n++) {
                    for (int f = 0; f < w.length(0); f++) {
                        for (int c = 0; c < w.length(1); c++) {
                            dx.add(dy.get(n, f, o) * w.get(f, c, k), n, c, i);
                        }
                    }
                }
            }
        }
        return dx;
    }

    private static Tensor mirrored(Convolution1d convolution, Tensor dy) {
        Tensor dx = convolution.backward(dy);
        Tensor dw = convolution.weight.gradient();
        Tensor right = dw.copy();
        for (int i = 0; i < dw.size(); i++) {
            int[] fck = dw.indexOf(i);
            dw.values()[i] = right.get(fck[0], fck[1], dw.length(2) - 1 - fck[2]);
        }
        return dx;
    }

    private static Tensor biasMean(Convolution1d convolution, Tensor dy) {
        Tensor dx = convolution.backward(dy);
        Mistake.scale(convolution.bias, 1.0 / (dy.length(0) * dy.length(2)));
        return dx;
    }

    private static Tensor filtersAndChannelsExchanged(Convolution2d convolution, Tensor dy) {
        Tensor dx = convolution.backward(dy);
        Mistake.transpose(convolution.weight.gradient());
        return dx;
    }

    private static Tensor weightMean(Convolution2d convolution, Tensor dy) {
        Tensor dx = convolution.backward(dy);
        Mistake.scale(convolution.weight, 1.0 / (dy.length(0) * dy.length(2) * dy.length(3)));
        return dx;
    }

    private static Tensor firstExample(Convolution2d convolution, Tensor dy) {
        Tensor dx = convolution.backward(dy);
        convolution.parameters().forEach(Parameter::zeroGradient);
        convolution.backward(Mistake.only(0, dy));
        return dx;
    }

    /** As if the stride had to divide the input. */
    private static Tensor lastColumnLeftOut(Convolution2d convolution, Tensor dy) {
        convolution.columnTaps = convolution.columnTaps.stream()
                .filter(tap -> tap.output() < dy.length(3) - 1)
                .toList();
        return convolution.backward(dy);
    }

    private static Tensor everyTie(MaxPooling2d pooling, Tensor dy) {
        Tensor x = pooling.x;
        Tensor y = pooling.forward(x);
        Tensor dx = Tensor.zeros(x.shape());
        for (int n = 0; n < x.length(0); n++) {
            for (int c = 0; c < x.length(1); c++) {
                for (Window.Tap row : pooling.rows.taps(x.length(2))) {
                    for (Window.Tap column : pooling.columns.taps(x.length(3))) {
                        double value = x.get(n, c, row.input(), column.input());
                        if (value == y.get(n, c, row.output(), column.output())) {
                            dx.add(dy.get(n, c, row.output(), column.output()), n, c, row.input(), column.input());
                        }
                    }
                }
            }
        }
        return dx;
    }

    private static Tensor largestOverwritten(MaxPooling2d pooling, Tensor dy) {
        Tensor dx = Tensor.zeros(pooling.x.shape());
        for (int o = 0; o < dy.size(); o++) {
            dx.values()[pooling.largest[o]] = dy.values()[o];
        }
        return dx;
    }

    /** As if the places of the largest inputs were counted from the beginning of each image. */
    private static Tensor firstImage(MaxPooling2d pooling, Tensor dy) {
        Tensor dx = Tensor.zeros(pooling.x.shape());
        int each = dx.length(2) * dx.length(3);
        for (int o = 0; o < dy.size(); o++) {
            dx.values()[pooling.largest[o] % each] += dy.values()[o];
        }
        return dx;
    }

    private static Tensor meanOverwritten(AveragePooling2d pooling, Tensor dy) {
        int taps = pooling.rows.size() * pooling.columns.size();
        Tensor dx = Tensor.zeros(pooling.x.shape());
        for (int image = 0; image < dx.length(0) * dx.length(1); image++) {
            int n = image / dx.length(1);
            int c = image % dx.length(1);
            for (Window.Tap row : pooling.rowTaps) {
                for (Window.Tap column : pooling.columnTaps) {
                    double d = dy.get(n, c, row.output(), column.output()) / taps;
                    dx.set(d, n, c, row.input(), column.input());
                }
            }
        }
        return dx;
    }

    private static Tensor paddingNotCounted(AveragePooling2d pooling, Tensor dy) {
        int taps = pooling.rows.size() * pooling.columns.size();
        return pooling.backward(Mistake.entries(dy, i -> {
            int[] at = dy.indexOf(i);
            long rows = pooling.rowTaps.stream()
                    .filter(tap -> tap.output() == at[2])
                    .count();
            long columns = pooling.columnTaps.stream()
                    .filter(tap -> tap.output() == at[3])
                    .count();
            return dy.values()[i] * taps / Math.max(1, rows * columns);
        }));
    }
}
