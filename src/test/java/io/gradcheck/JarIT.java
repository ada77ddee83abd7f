package io.gradcheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.check.GradientChecker;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes.Name;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the jar, which is on the class path of these tests. */
class JarIT {

    private static final String SHADED = "io/gradcheck/shaded/";
    private static final List<String> FOR_USERS =
            List.of("org.apache.commons:commons-math3", "org.opentest4j:opentest4j", "org.jspecify:jspecify");

    /** The libraries inside, as the notice names them, by where their classes are. */
    private static final Map<String, String> INSIDE = Map.of(
            "picocli", "picocli",
            "com/grack", "nanojson",
            "gg/jte", "jte-runtime",
            "me/tongfei", "progressbar",
            "org/jline", "JLine",
            "io/github/classgraph", "ClassGraph",
            "nonapi/io/github/classgraph", "ClassGraph");

    private static final Pattern LIBRARY = Pattern.compile(
            "(?m)^([\\w-]+), https://\\S+, (?:Copyright \\d{4}|by ).*\\n    (?:Apache|MIT|BSD) License");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException, URISyntaxException {
        Path built = Path.of(GradientChecker.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(built.getFileName()).asString().startsWith("gradcheck-").endsWith(".jar");
        jar = new JarFile(built.toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    private List<String> files() {
        return jar.stream()
                .filter(entry -> !entry.isDirectory())
                .map(JarEntry::getName)
                .toList();
    }

    private byte[] bytes(String file) throws IOException {
        return jar.getInputStream(jar.getJarEntry(file)).readAllBytes();
    }

    private String text(String file) throws IOException {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    @Test
    void no_class_is_outside_the_packages_of_this_project() {
        assertThat(files())
                .filteredOn(file -> file.endsWith(".class"))
                .allMatch(file -> file.startsWith("io/gradcheck/"))
                .filteredOn(file -> file.startsWith(SHADED))
                .extracting(file -> file.substring(SHADED.length(), file.lastIndexOf('/')))
                .contains(
                        "picocli",
                        "com/grack/nanojson",
                        "gg/jte/html",
                        "me/tongfei/progressbar",
                        "io/github/classgraph",
                        "nonapi/io/github/classgraph/scanspec");
    }

    @Test
    void everything_else_is_known_and_nothing_is_native() {
        assertThat(files())
                .filteredOn(file -> !file.endsWith(".class"))
                .containsExactlyInAnyOrder(
                        "META-INF/LICENSE",
                        "META-INF/MANIFEST.MF",
                        "META-INF/NOTICE",
                        "META-INF/licenses/classgraph-LICENSE.txt",
                        "META-INF/licenses/jline-LICENSE.txt",
                        "META-INF/licenses/progressbar-LICENSE.txt",
                        "META-INF/maven/io.gradcheck/gradcheck/plugin-help.xml",
                        "META-INF/maven/io.gradcheck/gradcheck/pom.properties",
                        "META-INF/maven/io.gradcheck/gradcheck/pom.xml",
                        "META-INF/maven/plugin.xml",
                        "META-INF/services/io.gradcheck.check.CheckListener",
                        "META-INF/services/net.jqwik.api.lifecycle.LifecycleHook",
                        "META-INF/services/net.jqwik.api.providers.ArbitraryProvider",
                        "META-INF/services/org.junit.platform.launcher.TestExecutionListener",
                        "io/gradcheck/cli/NOTICE",
                        "io/gradcheck/cli/digits.csv.gz",
                        "io/gradcheck/cli/version.properties",
                        "io/gradcheck/report/view/page.css",
                        "io/gradcheck/report/view/page.js");
    }

    @Test
    void both_jars_say_what_they_are() throws IOException {
        String version = Pattern.compile("(?m)^version=(.+)$")
                .matcher(text("META-INF/maven/io.gradcheck/gradcheck/pom.properties"))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();
        assertThat(jar.getName()).endsWith("gradcheck-" + version + ".jar");
        try (JarFile cli = new JarFile(cli().toFile())) {
            assertThat(Stream.of(jar.getManifest(), cli.getManifest()))
                    .extracting(Manifest::getMainAttributes)
                    .allSatisfy(attributes -> assertThat(attributes)
                            .containsEntry(Name.IMPLEMENTATION_TITLE, "gradcheck")
                            .containsEntry(Name.IMPLEMENTATION_VERSION, version)
                            .containsEntry(new Name("Automatic-Module-Name"), "io.gradcheck"));
        }
    }

    @Test
    void the_jar_is_a_module_of_one_name_with_all_its_services() {
        assertThat(ModuleFinder.of(Path.of(jar.getName())).findAll())
                .extracting(ModuleReference::descriptor)
                .singleElement()
                .satisfies(module -> {
                    assertThat(module.name()).isEqualTo("io.gradcheck");
                    assertThat(module.isAutomatic()).isTrue();
                    assertThat(module.packages()).contains("io.gradcheck.check", "io.gradcheck.subject");
                    assertThat(module.provides())
                            .extracting(ModuleDescriptor.Provides::service)
                            .contains("io.gradcheck.check.CheckListener");
                });
    }

    @Test
    void the_licence_is_that_of_the_project_and_the_notice_begins_with_it() throws IOException {
        assertThat(text("META-INF/LICENSE"))
                .isEqualTo(Files.readString(Path.of("LICENSE")))
                .contains("Apache License", "Version 2.0, January 2004");
        assertThat(text("META-INF/NOTICE"))
                .startsWith("gradcheck\nUnder the Apache License 2.0, see META-INF/LICENSE.\n");
    }

    @Test
    void the_notice_names_what_is_inside_and_whose_it_is() throws IOException {
        assertThat(INSIDE.keySet())
                .allSatisfy(place -> assertThat(files()).anyMatch(file -> file.startsWith(SHADED + place + "/")));
        assertThat(files())
                .filteredOn(file -> file.startsWith(SHADED))
                .allMatch(file -> INSIDE.keySet().stream().anyMatch(place -> file.startsWith(SHADED + place + "/")));
        String notice = text("META-INF/NOTICE");
        int ofCli = notice.indexOf("\nThe jar that runs");
        assertThat(names(notice.substring(0, ofCli))).containsExactlyInAnyOrderElementsOf(Set.copyOf(INSIDE.values()));
        assertThat(names(notice.substring(ofCli))).containsExactly("commons-math3", "opentest4j", "jspecify");
    }

    /** Of each library that the notice names with its address, who has the rights to it, and under what licence. */
    private static List<String> names(String notice) {
        return LIBRARY.matcher(notice).results().map(match -> match.group(1)).toList();
    }

    @Test
    void every_licence_that_the_notice_names_is_there_and_no_other() throws IOException {
        String notice = text("META-INF/NOTICE");
        try (JarFile cli = new JarFile(cli().toFile())) {
            assertThat(Pattern.compile("[\\w/-]+(LICENSE|NOTICE|COPYRIGHT)[.]txt")
                            .matcher(notice)
                            .results()
                            .map(match -> "META-INF/licenses/" + match.group().replaceFirst(".*/", "")))
                    .containsExactlyInAnyOrderElementsOf(cli.stream()
                            .map(JarEntry::getName)
                            .filter(file -> file.matches("META-INF/licenses/.+"))
                            .toList());
        }
        assertThat(files())
                .filteredOn(file -> file.startsWith("META-INF/licenses/"))
                .allSatisfy(file -> assertThat(text(file)).contains("Copyright (c)"));
    }

    @Test
    void no_class_looks_for_what_is_inside_under_its_former_name() throws IOException {
        Pattern former = Pattern.compile(
                "(?<!io[./]gradcheck[./]shaded[./])(?<![\\w./])L?(picocli[./]CommandLine|gg[./]jte[./]|com[./]grack[./]|me[./]tongfei[./])");
        assertThat(former.matcher("(Lpicocli/CommandLine;").find()).isTrue();
        List<String> found = new ArrayList<>();
        for (String file : files()) {
            if (file.endsWith(".class") && !file.startsWith(SHADED)) {
                former.matcher(new String(bytes(file), StandardCharsets.ISO_8859_1))
                        .results()
                        .map(MatchResult::group)
                        .forEach(name -> found.add(file + ": " + name));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void descriptor_and_pom_name_three_libraries_and_no_other() throws IOException {
        String descriptor = text("META-INF/maven/plugin.xml");
        String needed = descriptor.substring(descriptor.lastIndexOf("<dependencies>"));
        String pom = text("META-INF/maven/io.gradcheck/gradcheck/pom.xml");

        assertThat(coordinates(needed, ".*?")).isEqualTo(FOR_USERS);
        assertThat(coordinates(pom.substring(pom.lastIndexOf("\n  <dependencies>")), "\\s*<scope>compile<"))
                .isEqualTo(FOR_USERS);
    }

    @Test
    void the_pom_that_users_get_says_nothing_of_how_and_where_it_is_built() throws IOException {
        assertThat(text("META-INF/maven/io.gradcheck/gradcheck/pom.xml"))
                .contains("<name>", "<description>", "<url>", "<licenses>", "<developers>", "<scm>")
                .doesNotContain("<build>", "<profiles>", "<reporting>", System.getProperty("user.dir"));
    }

    private static List<String> coordinates(String xml, String rest) {
        return Pattern.compile("(?s)<dependency>\\s*<groupId>([^<]*)</groupId>\\s*<artifactId>([^<]*)</artifactId>\\s*"
                        + "(?:<type>jar</type>\\s*)?<version>[^<]*</version>" + rest)
                .matcher(xml)
                .results()
                .map(match -> match.group(1) + ":" + match.group(2))
                .toList();
    }

    @Test
    void the_classes_of_the_goals_are_there() throws IOException {
        List<String> goals = Pattern.compile("<implementation>(io\\.gradcheck\\.maven\\.\\w+)</implementation>")
                .matcher(text("META-INF/maven/plugin.xml"))
                .results()
                .map(match -> match.group(1).replace('.', '/') + ".class")
                .toList();

        assertThat(goals).hasSizeGreaterThanOrEqualTo(6);
        assertThat(files()).containsAll(goals);
    }

    @Test
    void the_jar_that_runs_has_everything_and_nothing_native() throws IOException {
        try (JarFile cli = new JarFile(cli().toFile())) {
            List<String> all = cli.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();

            assertThat(all)
                    .doesNotHaveDuplicates()
                    .containsAll(files())
                    .contains(
                            "org/opentest4j/AssertionFailedError.class",
                            "org/jspecify/annotations/Nullable.class",
                            "org/apache/commons/math3/util/FastMath.class",
                            "META-INF/licenses/commons-math3-LICENSE.txt",
                            "META-INF/licenses/commons-math3-NOTICE.txt",
                            "META-INF/licenses/opentest4j-COPYRIGHT.txt")
                    .noneMatch(file -> file.matches(".*(\\.so|\\.dll|\\.dylib|\\.jnilib|module-info\\.class)"));
        }
    }

    @Test
    void the_jar_that_runs_runs_and_says_nothing_beside(@TempDir Path directory) throws Exception {
        String report = directory.resolve("report").toString();
        String shard = directory.resolve("1.json").toString();

        assertThat(run(directory, 0, "--version")).matches("gradcheck \\d.*\\Rmatrix products: Java");
        assertThat(run(directory, 0, "help")).contains("demo ", "fuzz ", "verify ", "report ", "merge ");
        assertThat(run(directory, 0, "demo", "--tries", "1", "--report", report))
                .contains("No gradient is wrong.", "Report: ");
        assertThat(run(directory, 0, "fuzz", "--tries", "20", "--threads", "1", "--results", shard))
                .contains("Nothing was found.");
        assertThat(Files.readString(directory.resolve("err.txt")))
                .as("progress")
                .containsPattern("\rcases +100% ");
        assertThat(run(directory, 0, "merge", shard)).contains("20 cases of seed 1");
        assertThat(run(directory, 2, "verify", "nowhere")).startsWith("DIR: found ");
        assertThat(run(directory, 2, "report", "nowhere")).startsWith("DIR: found nowhere");
    }

    @Test
    void the_jar_that_runs_judges_as_the_goal_does(@TempDir Path directory) throws Exception {
        Path project = Path.of("target/projects/goals/verified").toAbsolutePath();
        String results = project.resolve("target/gradcheck").toString();
        String report = directory.resolve("report").toString();
        String[] verify = {"verify", "--project", project.toString(), "--to", report, "--type", "com.acme.Block"};

        assertThat(run(directory, 0, verify))
                .isEqualTo("All rules hold: 800 checks of 1 classes. Report: " + Path.of(report, "index.html"));
        List<String> more = new ArrayList<>(List.of(verify));
        more.addAll(List.of("--min-tries", "5000"));
        assertThat(run(directory, 1, more.toArray(String[]::new)))
                .contains("checks of com.acme.Scale: found 800, wanted at least 5000");
        assertThat(run(directory, 0, "report", results, "--to", report))
                .isEqualTo("Report: " + Path.of(report, "index.html"));
    }

    private Path cli() {
        return Path.of(jar.getName().replaceFirst("\\.jar$", "-cli.jar"));
    }

    /** What is said; on the error stream alone where usage is wrong, and elsewhere nothing there but progress. */
    private String run(Path directory, int exitCode, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", cli().toString()));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        int code = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        String said = Files.readString(out);
        String problems = Files.readString(err).replaceAll("\r[^\r\n]*|\n", "");
        assertThat(code).as("%s%s", said, problems).isEqualTo(exitCode);
        assertThat(exitCode == 2 ? said : problems).isEmpty();
        return (exitCode == 2 ? Files.readString(err) : said).strip();
    }
}
