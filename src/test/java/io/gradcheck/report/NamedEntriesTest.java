package io.gradcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.OrgJsonNode;
import io.gradcheck.finding.JacobianEntry;
import io.gradcheck.finding.WrongEntries;
import io.gradcheck.finding.WrongEntry;
import io.gradcheck.result.CheckResult;
import io.gradcheck.result.ClassResult;
import io.gradcheck.result.MergedResults;
import io.gradcheck.result.RecordWriter;
import io.gradcheck.result.Status;
import io.gradcheck.subject.Subject;
import io.gradcheck.subject.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of entries and outputs in recorded results and on the page. */
class NamedEntriesTest {

    private static final String[] NAMES = {"fx", "distance of the principal point", SampleResults.HOSTILE};

    @TempDir
    private Path directory;

    /** {@code sin} of a matrix, element by element, whose second column is wrong. */
    private static Subject wrongColumn() {
        return Subject.of(
                "camera",
                Map.of("W", Tensor.of(new int[] {2, 3}, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)),
                at -> mapped(at.get("W"), Tensor.vector(1, 1, 1, 1, 1, 1), Math::sin),
                (at, u) -> {
                    Tensor right = mapped(at.get("W"), u, Math::cos);
                    right.values()[1] *= 2;
                    right.values()[4] *= -3;
                    return Map.of("W", right);
                });
    }

    private static Tensor mapped(Tensor w, Tensor factors, DoubleUnaryOperator f) {
        double[] values = w.values().clone();
        Arrays.setAll(values, k -> factors.values()[k] * f.applyAsDouble(values[k]));
        return Tensor.of(new int[] {2, 3}, values);
    }

    private static Subject named() {
        return wrongColumn().named(NAMES).withOutputNames("u", "v", "w");
    }

    private static ClassResult recorded(Subject subject) {
        return SampleResults.of("com.acme.CameraTest", List.of(SampleResults.test("camera", Status.FAILED, subject)));
    }

    private static CheckResult shown(ClassResult result) {
        return result.tests().get(0).subjects().get(0).shown();
    }

    private ClassResult read(String json) throws IOException {
        return ClassResult.read(Files.writeString(directory.resolve("result.json"), json));
    }

    @Test
    void names_are_read_as_they_were_written() throws IOException {
        ClassResult written = recorded(named());
        ClassResult read = read(RecordWriter.written(written));

        WrongEntries wrong = shown(read).variables().get(0).wrong();
        assertThat(wrong.worst()).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.index()[1]).isEqualTo(1);
            assertThat(entry.name()).isEqualTo(NAMES[1]);
        });
        assertThat(wrong.jacobian().worst()).isNotEmpty().allSatisfy(entry -> {
            assertThat(entry.name()).isEqualTo(NAMES[1]);
            assertThat(entry.outputName()).isEqualTo("v");
        });
        assertThat(shown(read).differences().get(0).names()).containsExactly(NAMES);
        assertThat(RecordWriter.written(read)).isEqualTo(RecordWriter.written(written));
    }

    @Test
    void results_without_names_have_no_field_for_them() throws IOException {
        String json = RecordWriter.written(recorded(wrongColumn()));

        assertThat(json).doesNotContain("\"outputName\"").doesNotContain("\"names\"");
        WrongEntries wrong = shown(read(json)).variables().get(0).wrong();
        assertThat(wrong.worst()).extracting(WrongEntry::name).containsOnlyNulls();
        assertThat(wrong.jacobian().worst()).extracting(JacobianEntry::name).containsOnlyNulls();
        assertThat(shown(read(json)).differences().get(0).names()).isNull();
    }

    @Test
    void both_keep_to_the_schema() throws IOException {
        String schema = Files.readString(Path.of("src/site/resources/schema/result-2.json"));
        var validators = new ValidatorFactory().withJsonNodeFactory(new OrgJsonNode.Factory());
        String json = RecordWriter.written(recorded(named()));

        for (String one : List.of(json, RecordWriter.written(recorded(wrongColumn())))) {
            assertThat(validators.validate(schema, one).getErrors())
                    .extracting(error -> error.getInstanceLocation() + ": " + error.getError())
                    .isEmpty();
        }
        assertThat(validators
                        .validate(schema, json.replace("\"outputName\":\"v\"", "\"outputName\":3"))
                        .isValid())
                .as("a name that is a number")
                .isFalse();
    }

    @Test
    void names_that_do_not_fit_damage_a_file_and_not_the_page() throws IOException {
        Files.writeString(
                directory.resolve("fewer.json"),
                RecordWriter.written(recorded(named())).replace("\"names\":[\"fx\",", "\"names\":["));
        Report report = Report.read(List.of(directory), "acme");

        assertThat(report.results().results()).isEmpty();
        assertThat(report.results().damaged())
                .extracting(MergedResults.DamagedFile::problem)
                .singleElement()
                .asString()
                .contains("names of W: found 2, wanted 3 or none");
    }

    @Test
    void the_page_has_them_in_text_table_and_heat_map_and_a_hostile_one_is_only_text() throws IOException {
        Path page = Report.of(List.of(recorded(named())), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains("W[0,distance of the principal point]")
                .contains("d out[0,v] / d W[0,distance of the principal point]")
                .contains("<th scope=\"row\">W[1,distance of the principal point]</th>")
                .contains("<title>W[0,fx]: agrees</title>")
                .containsPattern("rotate\\(-90\\)\">fx</text>")
                .containsPattern("rotate\\(-90\\)\">distance of the…</text>")
                .doesNotContain("W[0,1]")
                .doesNotContain("<img src=x");
        assertThat(page.resolveSibling(Report.SUMMARY)).content().contains("W[1,distance of the principal point]");
    }

    @Test
    void short_names_stand_above_their_columns() throws IOException {
        Path page = Report.of(List.of(recorded(wrongColumn().named("fx", "fy", "cx"))), "acme")
                .writeTo(directory);

        assertThat(page)
                .content()
                .containsPattern("<text class=\"tick middle\"[^>]*>fy</text>")
                .contains("all with index fy on axis 1")
                .doesNotContainPattern("rotate\\(-90\\)\">f[xy]</text>");
    }

    @Test
    void without_names_the_page_has_numbers() throws IOException {
        Path page = Report.of(List.of(recorded(wrongColumn())), "acme").writeTo(directory);

        assertThat(page)
                .content()
                .contains("W[0,1]")
                .contains("<th scope=\"row\">W[1,1]</th>")
                .containsPattern("<text class=\"tick middle\"[^>]*>2</text>");
    }

    @Test
    void the_names_of_a_vector_stand_above_one_row_and_not_above_several() throws IOException {
        assertThat(Report.of(List.of(recorded(vector(8))), "acme").writeTo(directory))
                .content()
                .containsPattern("<text class=\"tick middle\"[^>]*>p7</text>");
        assertThat(Report.of(List.of(recorded(vector(40))), "acme").writeTo(directory))
                .content()
                .contains("<title>x[p39]: agrees</title>")
                .contains("Rows: 32 entries each of axis 0.")
                .doesNotContainPattern("<text class=\"tick[^>]*>p7</text>");
    }

    /** A sum of squares whose third entry is wrong. */
    private static Subject vector(int n) {
        double[] at = new double[n];
        String[] names = new String[n];
        Arrays.setAll(at, k -> 0.5 + 0.1 * k);
        Arrays.setAll(names, k -> "p" + k);
        return Subject.objective(
                        "squares",
                        x -> Arrays.stream(x).map(one -> one * one).sum(),
                        x -> {
                            double[] g = Arrays.stream(x).map(one -> 2 * one).toArray();
                            g[2] += 1;
                            return g;
                        },
                        at)
                .named(names);
    }
}
