package io.gradcheck.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.network.NetworkCase;
import io.gradcheck.source.network.Networks;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** The code that a finding prints compiles, and repeats the finding. */
class RepeatCodeTest {

    @TempDir
    private Path directory;

    @Test
    void the_code_of_a_wrong_engine_repeats_the_finding() throws ReflectiveOperationException, IOException {
        CampaignReport report = Campaign.of(SuspectSubject.source(Networks.any(), "bias not summed over the batch"))
                .tries(20)
                .run();
        FindingGroup group = report.findings().get(0);

        assertThat(thrownBy(group.code()))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage(group.text());
    }

    @Test
    void the_code_of_a_layer_repeats_the_finding() throws ReflectiveOperationException, IOException {
        CampaignReport report = Campaign.of(ScaleLayer.wrongSource()).tries(20).run();
        FindingGroup group = report.findings().get(0);

        assertThat(thrownBy(group.code()))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage(group.text());
    }

    @Test
    void the_code_of_a_right_network_passes() throws ReflectiveOperationException, IOException {
        NetworkCase networkCase =
                Networks.any().activations(io.gradcheck.nn.Activation.TANH).at(1, 4);

        assertThat(thrownBy(RepeatCode.of(
                        "networks", networkCase, GradientChecker.standard().seed(4))))
                .isNull();
    }

    private Throwable thrownBy(String code) throws ReflectiveOperationException, IOException {
        Path source = Files.writeString(directory.resolve("Repeat.java"), code);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            java.util.List.of(
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-proc:none",
                                    "-d",
                                    directory.toString()),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
            assertThat(compiled).as("%s%n%s", messages, code).isTrue();
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
            loader.loadClass("Repeat").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            return null;
        } catch (InvocationTargetException thrown) {
            return thrown.getCause();
        }
    }
}
