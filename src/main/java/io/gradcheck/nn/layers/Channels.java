package io.gradcheck.nn.layers;

import io.gradcheck.subject.Tensor;

/**
 * A tensor of shape [examples, channels, ...] channel by channel, axis 1 being the channels.
 *
 * @param examples the length of axis 0
 * @param channels the length of axis 1
 * @param places how many entries an example has in each channel
 */
record Channels(int examples, int channels, int places) {

    static Channels of(Tensor tensor) {
        int examples = tensor.length(0);
        int channels = tensor.length(1);
        return new Channels(examples, channels, tensor.size() / (examples * channels));
    }

    /** The channel to which an entry belongs. */
    int at(int offset) {
        return offset / places % channels;
    }

    /** A copy of one channel's entries, of all examples. */
    double[] get(Tensor tensor, int channel) {
        double[] values = new double[examples * places];
        for (int n = 0; n < examples; n++) {
            System.arraycopy(tensor.values(), start(n, channel), values, n * places, places);
        }
        return values;
    }

    void set(Tensor tensor, int channel, double[] values) {
        for (int n = 0; n < examples; n++) {
            System.arraycopy(values, n * places, tensor.values(), start(n, channel), places);
        }
    }

    private int start(int example, int channel) {
        return (example * channels + channel) * places;
    }
}
