package io.gradcheck.campaign.speed;

import io.gradcheck.nn.NetworkSubject;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/**
 * What the check of one network costs, and what it costs by hand. The times are measured in a JVM of their own, whose compiler has
 * seen no other network; this is its program too.
 *
 * @param network what is checked
 * @param seconds the median time of a check
 * @param evaluations how many the report counts
 * @param secondsAnEntry the mean time of a central difference
 * @param subjectBytes the live heap of a JVM that has made the network and nothing else
 * @param heapMegabytes the heap that suffices for making it and a check
 */
record Growth(
        GrowingNetwork network,
        double seconds,
        int evaluations,
        double secondsAnEntry,
        long subjectBytes,
        int heapMegabytes) {

    private static final int TIMED_HEAP_MEGABYTES = 4096;
    /** The serial collector leaves some garbage where it is, but in every fourth collection of the whole heap. */
    private static final int COLLECTIONS = 4;

    private static final String SECONDS = "seconds";
    private static final String EVALUATIONS = "evaluations";
    private static final String SECONDS_AN_ENTRY = "seconds.an.entry";
    private static final String SUBJECT_BYTES = "subject.bytes";

    static Growth of(GrowingNetwork network) {
        String output = ChildJvm.run(TIMED_HEAP_MEGABYTES, Growth.class, String.valueOf(network.width()))
                .outputOfSuccess();
        Properties measured = new Properties();
        try {
            measured.load(new StringReader(output));
        } catch (IOException impossible) {
            throw new IllegalStateException(output, impossible);
        }
        return new Growth(
                network,
                Double.parseDouble(measured.getProperty(SECONDS)),
                Integer.parseInt(measured.getProperty(EVALUATIONS)),
                Double.parseDouble(measured.getProperty(SECONDS_AN_ENTRY)),
                Long.parseLong(measured.getProperty(SUBJECT_BYTES)),
                SufficientHeap.megabytes(network));
    }

    /** Measures a network of the width that is given. */
    public static void main(String[] args) {
        NetworkSubject subject = new GrowingNetwork(Integer.parseInt(args[0])).subject();
        for (int k = 0; k < COLLECTIONS; k++) {
            System.gc();
        }
        Runtime heap = Runtime.getRuntime();
        print(SUBJECT_BYTES, heap.totalMemory() - heap.freeMemory());
        print(SECONDS, WarmTime.median(() -> SingleCheck.of(subject)));
        print(EVALUATIONS, SingleCheck.of(subject).evaluations());
        CentralDifferences differences = new CentralDifferences(subject);
        print(SECONDS_AN_ENTRY, WarmTime.mean(differences::next));
    }

    private static void print(String name, Number value) {
        System.out.println(name + "=" + value);
    }

    double secondsByHand() {
        return secondsAnEntry * network.parameters();
    }

    /** Whether only some of the entries were measured, in the time that there was for them. */
    boolean isExtrapolated() {
        return secondsByHand() > WarmTime.MEASURED_SECONDS;
    }

    double evaluationsByHand() {
        return (double) CentralDifferences.EVALUATIONS_AN_ENTRY * network.parameters();
    }

    /** {@return what a check needs of the heap beyond what is there without it, in copies of the weights and biases} */
    double copies() {
        return (heapMegabytes * Figures.MEGABYTE - subjectBytes) / network.bytesOfACopy();
    }
}
