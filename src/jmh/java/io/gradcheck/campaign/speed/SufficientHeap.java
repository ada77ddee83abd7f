package io.gradcheck.campaign.speed;

/**
 * The smallest heap in which a network is made and checked once, found by bisection of the option {@code -Xmx} of a JVM of its own,
 * down to a tenth.
 */
final class SufficientHeap {

    /** JVMs with the serial collector round the size of their heap up to a multiple of this, in megabytes. */
    private static final int STEP = 2;

    private static final double TOLERANCE = 1.1;
    private static final int MOST = 4096;
    private static final int BASE = 8;
    private static final int GUESSED_COPIES = 16;

    private SufficientHeap() {}

    /**
     * The heap for one check.
     *
     * @return megabytes, which are enough; a tenth less, or two megabytes less, are not
     * @throws IllegalStateException if more are needed than are tried
     */
    static int megabytes(GrowingNetwork network) {
        int copy = (int) (network.bytesOfACopy() / Figures.MEGABYTE);
        int tooSmall = Math.max(0, STEP * (copy / STEP));
        int enough = Math.min(MOST, multiple(BASE + GUESSED_COPIES * copy));
        while (!suffices(enough, network)) {
            if (enough == MOST) {
                throw new IllegalStateException("heap for a check of " + network + ": found that " + MOST
                        + " MB are too small, wanted fewer to be enough");
            }
            tooSmall = enough;
            enough = Math.min(MOST, 2 * enough);
        }
        while (enough - tooSmall > STEP && enough > TOLERANCE * tooSmall) {
            int between = Math.min(enough - STEP, multiple((int) Math.sqrt((double) Math.max(1, tooSmall) * enough)));
            if (suffices(between, network)) {
                enough = between;
            } else {
                tooSmall = between;
            }
        }
        return enough;
    }

    /** {@return the least multiple of the step that is greater} */
    private static int multiple(int megabytes) {
        return STEP * (megabytes / STEP + 1);
    }

    /** Also a check that is not over in time, since it collects garbage all the while, has too small a heap. */
    private static boolean suffices(int megabytes, GrowingNetwork network) {
        ChildJvm check = ChildJvm.run(megabytes, SingleCheck.class, String.valueOf(network.width()));
        if (check.status() == ChildJvm.OUT_OF_MEMORY || check.status() == ChildJvm.LATE) {
            return false;
        }
        check.outputOfSuccess();
        return true;
    }
}
