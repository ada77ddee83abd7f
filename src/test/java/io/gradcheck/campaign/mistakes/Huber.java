package io.gradcheck.campaign.mistakes;

/** The Huber loss: half the square up to a distance of 1, and a line beyond. */
final class Huber {

    private Huber() {}

    static double value(double d) {
        return Math.abs(d) <= 1 ? d * d / 2 : Math.abs(d) - 0.5;
    }

    static double derivative(double d) {
        return Math.max(-1, Math.min(1, d));
    }
}
