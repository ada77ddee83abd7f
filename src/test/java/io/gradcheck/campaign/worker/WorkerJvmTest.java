package io.gradcheck.campaign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerJvmTest {

    @TempDir
    private Path directory;

    private static final WorkerJvm JVM = new WorkerJvm("example.Main", List.of("fuzz", "--worker"));

    private static List<String> options(String... inherited) {
        return JVM.options(List.of(inherited), Path.of("hs_err.log"));
    }

    @Test
    void options_are_those_of_the_parent_behind_those_of_a_short_life() {
        assertThat(options("-Xmx1g", "-Dname=a value"))
                .containsExactly(
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "-XX:FreqInlineSize=60",
                        "-XX:MaxInlineSize=20",
                        "-XX:Tier4InvocationThreshold=20000",
                        "-XX:Tier4MinInvocationThreshold=2400",
                        "-XX:Tier4CompileThreshold=60000",
                        "-XX:Tier4BackEdgeThreshold=160000",
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-Dname=a value",
                        "-XX:ErrorFile=hs_err.log",
                        "-XX:-CreateCoredumpOnCrash");
    }

    @Test
    void those_of_debuggers_and_of_an_end_without_memory_are_not() {
        assertThat(options(
                        "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
                        "-Xrunjdwp:server=y",
                        "-Xdebug",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:+CrashOnOutOfMemoryError",
                        "-XX:OnOutOfMemoryError=kill %p"))
                .containsExactlyElementsOf(options());
    }

    @Test
    void there_is_one_collector_only() {
        assertThat(options("-XX:+UseG1GC")).contains("-XX:+UseG1GC").doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void a_worker_is_this_program_on_this_class_path() {
        ProcessBuilder command = JVM.command(directory, directory.resolve("hs_err.log"));

        assertThat(command.command()).endsWith("example.Main", "fuzz", "--worker");
        assertThat(command.environment())
                .containsEntry("CLASSPATH", System.getProperty("java.class.path"))
                .containsEntry("GRADCHECK_WORKER", directory.toString());
    }

    @Test
    void loaders_of_a_build_tool_are_part_of_its_class_path() throws IOException {
        Path jar = directory.resolve("a jar.jar");
        try (URLClassLoader outer = new URLClassLoader(new URL[] {
                    jar.toUri().toURL(), URI.create("http://localhost/").toURL()
                });
                URLClassLoader inner = new URLClassLoader(
                        new URL[] {directory.resolve("classes").toUri().toURL()}, outer)) {
            assertThat(WorkerJvm.classPath(inner).split(File.pathSeparator, -1))
                    .startsWith(directory.resolve("classes").toString(), jar.toString())
                    .endsWith(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        }
        assertThat(WorkerJvm.classPath(null)).isEqualTo(System.getProperty("java.class.path"));
    }

    @Test
    void where_native_code_crashed_is_in_the_file_of_the_jvm() throws IOException {
        Path file = directory.resolve("hs_err.log");
        assertThat(WorkerJvm.crashedIn(file)).as("it has not crashed").isEmpty();

        Files.writeString(file, "#\n# Problematic frame:\n# C  [libnative.so+0x10]  kernel+0x4\n#\n");
        assertThat(WorkerJvm.crashedIn(file)).hasValue("C  [libnative.so+0x10]  kernel+0x4, told in " + file);

        Files.writeString(file, "# Problematic frame:");
        assertThat(WorkerJvm.crashedIn(file)).as("it is cut off").hasValue("native code, told in " + file);
    }
}
