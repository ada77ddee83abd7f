package peers;

import io.gradcheck.subject.Tensor;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A Python process with torch that runs {@code peers.py}. It is asked by lines of words between tabs and answers each
 * with a line; networks are handed over as files.
 */
final class Torch implements AutoCloseable {

    private static final String NONE = "no Python with torch here";

    private final Process process;
    private final String version;
    private final Path networks;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    private final Set<Path> written = new HashSet<>();

    private Torch(Process process, Path networks) throws IOException {
        this.process = process;
        this.networks = networks;
        if (process == null) {
            this.questions = null;
            this.answers = null;
            this.version = NONE;
        } else {
            this.questions = process.outputWriter(StandardCharsets.UTF_8);
            this.answers = process.inputReader(StandardCharsets.UTF_8);
            String first = answers.readLine();
            this.version = first == null ? "peers.py does not start; target/peers.py.log says why" : first;
        }
    }

    /**
     * Starts a Python that has torch.
     *
     * @param named the only one to try; empty to look for one
     * @param folder where {@code peers.py} is
     * @param target where files are written
     * @return the process, or one that says there is none
     */
    static Torch start(String named, Path folder, Path target) throws IOException, InterruptedException {
        Path networks = Files.createDirectories(target.resolve("networks"));
        List<String> candidates = named.isEmpty() ? List.of("python3", "/usr/bin/python3", "python") : List.of(named);
        for (String python : candidates) {
            if (hasTorch(python)) {
                Process process = new ProcessBuilder(
                                python, folder.resolve("peers.py").toString())
                        .redirectError(target.resolve("peers.py.log").toFile())
                        .start();
                return new Torch(process, networks);
            }
        }
        return new Torch(null, networks);
    }

    private static boolean hasTorch(String python) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(python, "-c", "import torch")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(2, TimeUnit.MINUTES)) {
                return process.exitValue() == 0;
            }
            process.destroyForcibly();
            return false;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    /** {@return the versions of Python, torch and its BLAS; or that there is none} */
    String version() {
        return version;
    }

    /**
     * Asks one thing of a network.
     *
     * @param words the question; the network's file follows the first word
     * @return numbers by name
     * @throws IllegalStateException if there is no torch, or it answers with an error
     */
    Map<String, Double> ask(CheckedNetwork network, String... words) {
        if (process == null) {
            throw new IllegalStateException(NONE);
        }
        try {
            List<String> question = new ArrayList<>(Arrays.asList(words));
            question.add(1, file(network).toString());
            questions.write(String.join("\t", question) + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("peers.py: found no answer to " + question
                        + ", wanted a line; target/peers.py.log says why it ended");
            }
            return numbers(answer, network);
        } catch (IOException e) {
            throw new UncheckedIOException("peers.py: found no process to talk to; target/peers.py.log says why", e);
        }
    }

    private static Map<String, Double> numbers(String answer, CheckedNetwork network) {
        String[] words = answer.split("\t");
        if (words[0].equals("error")) {
            throw new IllegalStateException("peers.py, " + network + ": " + words[1]);
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (String word : words) {
            String[] pair = word.split("=", 2);
            numbers.put(pair[0], Double.valueOf(pair[1]));
        }
        return numbers;
    }

    /** {@return the network's file: a line of words, then all numbers as little-endian doubles} */
    private Path file(CheckedNetwork network) throws IOException {
        double[] point = network.point();
        Tensor input = network.batch().input();
        Tensor target = network.batch().target();
        String name = String.join("_", network.name(), "" + input.length(0), hash(point, input.values()));
        Path file = networks.resolve(name);
        if (!written.add(file)) {
            return file;
        }
        byte[] header = String.join("\t", network.name(), network.activation().name(), "" + input.length(0), ""
                        + network.loss())
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(
                        header.length + Double.BYTES * (point.length + input.size() + target.size()))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(header);
        for (double[] numbers : List.of(input.values(), target.values(), point)) {
            for (double number : numbers) {
                bytes.putDouble(number);
            }
        }
        Files.write(file, bytes.array());
        return file;
    }

    private static String hash(double[]... arrays) {
        return Integer.toHexString(Arrays.deepHashCode(arrays));
    }

    /** Ends the process, which stops at the end of its questions, and deletes the networks. */
    @Override
    public void close() throws IOException {
        if (process != null) {
            questions.close();
        }
        for (Path file : written) {
            Files.deleteIfExists(file);
        }
    }
}
