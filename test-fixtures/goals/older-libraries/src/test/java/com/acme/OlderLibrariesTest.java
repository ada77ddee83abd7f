package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.grack.nanojson.JsonParser;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.report.Report;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The project's own libraries, beside those that gradcheck has inside. */
class OlderLibrariesTest {
    static class Options {
        @CommandLine.Option(names = "--seed")
        int seed;
    }

    @Test
    void they_are_those_that_the_project_names() throws Exception {
        assertEquals("3.9.6", CommandLine.VERSION);
        assertEquals(7, CommandLine.populateCommand(new Options(), "--seed", "7").seed);
        assertEquals(7, JsonParser.object().from("{\"seed\": 7}").getInt("seed"));
        try (ScanResult scan = new ClassGraph().enableClassInfo().acceptPackages("com.acme").scan()) {
            assertTrue(scan.getClassesImplementing("com.acme.Block").getNames().contains("com.acme.Scale"));
        }
    }

    @Test
    void gradients_are_checked() {
        Tensor input = Tensor.ofRows(new double[] {0.5, -1}, new double[] {2, 0.25});
        GradientChecker.standard()
                .check(Subject.layer("scale", new BlockLayer(new Scale(2)), input).about(Scale.class))
                .throwIfFailed();
    }

    @Test
    void the_page_is_written_by_a_thread_without_a_class_loader() throws Exception {
        FutureTask<Path> page = new FutureTask<>(() -> Report.read(List.of(Path.of("target/gradcheck")), "on a thread")
                .writeTo(Path.of("target/page-of-thread")));
        Thread thread = new Thread(page);
        thread.setContextClassLoader(null);
        thread.start();

        assertTrue(Files.readString(page.get()).contains("on a thread"));
    }
}
