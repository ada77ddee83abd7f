package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** This library by a class loader of its own, as plugins and servers have it, on threads whose class loader is no help. */
class ClassLoadersTest {

    @TempDir
    private Path directory;

    enum OfThread {
        NONE,
        KNOWS_NOTHING;

        private ClassLoader loader() {
            return this == NONE ? null : new ClassLoader(null) {};
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_page_is_written(OfThread ofThread) throws Exception {
        Object page = byOwnLoader(ofThread, loader -> {
            Class<?> report = loader.loadClass("io.gradcheck.report.Report");
            Object ofNothing = method(report, "of", List.class, String.class).invoke(null, List.of(), "by loader");
            return method(report, "writeTo", Path.class).invoke(ofNothing, directory);
        });

        assertThat((Path) page).content().startsWith("<!DOCTYPE html>").contains("by loader");
    }

    @ParameterizedTest
    @EnumSource(names = "NONE")
    void a_source_is_looked_for_where_this_library_is(OfThread ofThread) throws Exception {
        String[] arguments = {
            "fuzz", "--in-process", "--tries", "3", "--source", "io.gradcheck.cli.FuzzCommandTest$WrongNegation"
        };

        Object exitCode = byOwnLoader(
                ofThread,
                loader -> method(loader.loadClass("io.gradcheck.cli.Main"), "run", String[].class)
                        .invoke(null, (Object) arguments));

        assertThat(exitCode).as("1 is a finding, 2 wrong usage").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = "NONE")
    void workers_have_the_class_path_of_this_library(OfThread ofThread) throws Exception {
        Object path = byOwnLoader(
                ofThread,
                loader -> method(
                                loader.loadClass("io.gradcheck.campaign.worker.WorkerJvm"),
                                "classPath",
                                ClassLoader.class)
                        .invoke(null, Thread.currentThread().getContextClassLoader()));

        assertThat(path.toString().split(File.pathSeparator, -1))
                .startsWith(classPath().map(Path::toString).toArray(String[]::new));
    }

    private interface Work {
        Object by(ClassLoader loader) throws Exception;
    }

    private static Object byOwnLoader(OfThread ofThread, Work work) throws Exception {
        URL[] urls = classPath().map(ClassLoadersTest::url).toArray(URL[]::new);
        try (URLClassLoader own = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            Callable<Object> call = () -> work.by(own);
            FutureTask<Object> task = new FutureTask<>(call);
            Thread thread = new Thread(task);
            thread.setContextClassLoader(ofThread.loader());
            thread.start();
            return task.get();
        }
    }

    private static Stream<Path> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .distinct();
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        Method method = type.getDeclaredMethod(name, parameters);
        method.setAccessible(true);
        return method;
    }
}
