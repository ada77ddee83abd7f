package io.gradcheck.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A JVM in which it is decided anew what large products take. */
final class ProductJvm {

    private static final int WARNS_OF_NATIVE_CODE = 24;

    private final List<String> command = new ArrayList<>();
    private String classPath = System.getProperty("java.class.path");

    /** One of the product that the system property names. */
    static ProductJvm withProducts(String products) {
        return unset().option("-Dgradcheck.products=" + products);
    }

    /** One that decides for itself. */
    static ProductJvm unset() {
        ProductJvm jvm = new ProductJvm();
        jvm.command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= WARNS_OF_NATIVE_CODE) {
            jvm.option("--enable-native-access=ALL-UNNAMED");
        }
        return jvm;
    }

    ProductJvm option(String option) {
        command.add(option);
        return this;
    }

    ProductJvm library(Path library) {
        return option("-Ddev.ludovic.netlib.blas.nativeLibPath=" + library);
    }

    /** Without the files of the class path of which the names begin so. */
    ProductJvm without(String start) {
        List<String> all = Arrays.asList(classPath.split(File.pathSeparator, -1));
        classPath = all.stream()
                .filter(file -> !new File(file).getName().startsWith(start))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(classPath).as("without %s", start).isNotEqualTo(String.join(File.pathSeparator, all));
        return this;
    }

    /** What it says on both streams; it must end with 0. */
    String run(Class<?> main, String... arguments) {
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", classPath);
        builder.environment().put("OPENBLAS_NUM_THREADS", "1");
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } catch (IOException cannotStart) {
            throw new IllegalStateException(cannotStart);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
