package io.gradcheck.report.view;

import java.util.ArrayList;
import java.util.List;

/** What part of an axis a value is at, and where the axis has ticks. */
interface Scale {

    /** A place on an axis with its label. */
    record Tick(double value, String label) {}

    /** {@return 0 for the least value, 1 for the largest} */
    double part(double value);

    List<Tick> ticks();

    /** A linear axis that holds both values, with a margin. */
    static Scale linear(double least, double largest) {
        double range = largest > least ? largest - least : Math.max(Math.abs(least), Double.MIN_NORMAL);
        double low = least - 0.06 * range;
        double high = largest + 0.06 * range;
        return new Linear(low, high);
    }

    /** A logarithmic axis from the decade below the least value to the one above the largest. */
    static Scale logarithmic(double least, double largest) {
        int low = (int) Math.floor(Math.log10(least));
        int high = Math.max(low + 1, (int) Math.ceil(Math.log10(largest)));
        return new Logarithmic(low, high);
    }

    /** A linear axis. */
    record Linear(double low, double high) implements Scale {
        private static final int MOST_TICKS = 6;

        @Override
        public double part(double value) {
            return (value - low) / (high - low);
        }

        @Override
        public List<Tick> ticks() {
            double step = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
            for (double factor : new double[] {2, 2.5, 2}) {
                if ((high - low) / step > MOST_TICKS) {
                    step *= factor;
                }
            }
            List<Tick> ticks = new ArrayList<>();
            for (double k = Math.ceil(low / step); k * step <= high; k++) {
                ticks.add(new Tick(k * step, Numbers.brief(k == 0 ? 0 : k * step)));
            }
            return ticks;
        }
    }

    /** A logarithmic axis over whole decades. */
    record Logarithmic(int low, int high) implements Scale {
        private static final int MOST_TICKS = 7;

        @Override
        public double part(double value) {
            return (Math.log10(value) - low) / (high - low);
        }

        @Override
        public List<Tick> ticks() {
            int stride = 1;
            while ((high - low) / stride > MOST_TICKS) {
                stride++;
            }
            List<Tick> ticks = new ArrayList<>();
            for (int k = low; k <= high; k++) {
                if (Math.floorMod(k, stride) == 0) {
                    ticks.add(new Tick(Math.pow(10, k), Numbers.powerOfTen(k)));
                }
            }
            return ticks;
        }
    }
}
