package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own: what reaches it, and how it ends. */
class ForkTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final String CLASSES =
            Path.of("target", "test-classes").toAbsolutePath().toString();

    @TempDir
    private Path directory;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /** What the fork runs. */
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            switch (args[0]) {
                case "print" -> System.out.println(String.join("|", args) + "|" + System.getProperty("told"));
                case "exit" -> System.exit(Integer.parseInt(args[1]));
                case "fill" -> System.out.println(new long[Integer.MAX_VALUE - 8].length);
                case "halt" -> Runtime.getRuntime().halt(137);
                default -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ended in order")));
                    System.out.println("waiting");
                    new CountDownLatch(1).await();
                }
            }
        }
    }

    private Fork fork(List<String> jvmArguments, List<String> classPath, String... arguments) {
        return new Fork(JAVA, jvmArguments, classPath, Program.class.getName(), List.of(arguments));
    }

    private int run(Fork fork) throws IOException, InterruptedException {
        return fork.run(directory, directory.resolve("with space").resolve("java.args"), lines::add);
    }

    @Test
    void arguments_arrive_as_they_are() throws Exception {
        String odd = "a b\"c\\d [e] #f 'g'";

        assertThat(run(fork(List.of("-Dtold=x y"), List.of(CLASSES), "print", odd)))
                .isZero();
        assertThat(lines).containsExactly("print|" + odd + "|x y");
    }

    @Tag("thorough")
    @Test
    void a_class_path_longer_than_the_limit_of_the_system_does_no_harm() throws Exception {
        List<String> classPath = new ArrayList<>(IntStream.range(0, 60_000)
                .mapToObj(k -> directory.resolve("no such jar " + k).toString())
                .toList());
        classPath.add(CLASSES);

        assertThat(run(fork(List.of(), classPath, "print"))).isZero();
        assertThat(lines).containsExactly("print|null");
    }

    @Test
    void exit_codes_are_told_and_crashes_explained() throws Exception {
        assertThat(run(fork(List.of(), List.of(CLASSES), "exit", "1"))).isEqualTo(1);
        assertThat(run(fork(List.of(), List.of(CLASSES), "halt"))).isEqualTo(137);
        assertThat(Fork.crash(137))
                .isEqualTo("killed by signal 9 (exit code 137), as systems do that run out of memory");
        assertThat(Fork.crash(134))
                .isEqualTo(
                        "aborted by signal 6 (exit code 134), as a JVM that crashes is; it leaves a file hs_err_pid*.log");
        assertThat(Fork.crash(143)).isEqualTo("ended by signal 15 (exit code 143)");
        assertThat(Fork.crash(7)).isEqualTo("ended with exit code 7");
    }

    @Test
    void lack_of_memory_is_told_apart() throws Exception {
        int code = run(fork(List.of("-Xmx32m"), List.of(CLASSES), "fill"));

        assertThat(Fork.crash(code))
                .isEqualTo("out of memory (exit code 3); give it more by <jvmArguments> such as -Xmx2g");
    }

    @Test
    void an_interrupt_ends_it_in_order() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Thread runner = new Thread(() -> {
            try {
                fork(List.of(), List.of(CLASSES), "wait").run(directory, directory.resolve("java.args"), line -> {
                    lines.add(line);
                    waiting.countDown();
                });
            } catch (IOException | InterruptedException ended) {
                thrown.set(ended);
            } finally {
                waiting.countDown(); // also where the program could not be started, and says nothing
            }
        });
        runner.start();
        waiting.await();
        runner.interrupt();
        runner.join();

        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(lines).containsExactly("waiting", "ended in order");
    }

    @Test
    void the_file_of_arguments_stays_for_who_repeats_it() throws Exception {
        run(fork(List.of(), List.of(CLASSES), "print"));

        assertThat(Files.readString(directory.resolve("with space").resolve("java.args")))
                .isEqualTo("\"-XX:+ExitOnOutOfMemoryError\"\n\"-cp\"\n\"" + CLASSES + "\"\n\"" + Program.class.getName()
                        + "\"\n\"print\"\n");
    }
}
