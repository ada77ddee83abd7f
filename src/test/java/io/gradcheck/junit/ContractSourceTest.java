package io.gradcheck.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gradcheck.campaign.Campaign;
import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.campaign.FindingGroup;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.cases.ConstructorCode;
import io.gradcheck.subject.Layer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A contract as a source of cases, and the code that makes one again. */
class ContractSourceTest {

    @TempDir
    private Path directory;

    private static class Hidden extends Contracts.Right {}

    static class WithParameter extends Contracts.Right {
        WithParameter(String parameter) {
            assertThat(parameter).isNotNull();
        }
    }

    static class WithPrivateConstructor extends Contracts.Right {
        private WithPrivateConstructor() {}

        static WithPrivateConstructor make() {
            return new WithPrivateConstructor();
        }
    }

    private static LayerContract inside() {
        return new Contracts.Around().new Inside();
    }

    @Test
    void a_case_follows_from_seed_and_index() {
        for (int index = 0; index < 20; index++) {
            assertThat(new Contracts.Right().at(3, index).data())
                    .isEqualTo(new Contracts.Right().at(3, index).data())
                    .isNotEqualTo(new Contracts.Right().at(4, index).data());
        }
    }

    @Test
    void a_case_that_was_written_down_is_made_again() {
        Contracts.Right contract = new Contracts.Right();

        assertThat(contract.restore(contract.at(1, 2).data()).data())
                .isEqualTo(contract.at(1, 2).data());
    }

    @Test
    void contracts_run_wherever_campaigns_do() {
        CampaignReport report = Campaign.of(new Contracts.Right(), new Contracts.WrongSign(), inside())
                .tries(60)
                .run();

        assertThat(report.findings())
                .extracting(FindingGroup::source)
                .containsOnly("Contracts.WrongSign", "Contracts.Around.Inside");
        assertThat(report.statistics()).containsPattern("source +Contracts.Right +20 +0 ");
    }

    @Test
    void the_class_under_test_is_known_with_and_without_a_case() {
        assertThat(new Contracts.Right().at(1, 0).subject().classUnderTest()).isEqualTo(ScaleLayer.class);
        assertThat(new Contracts.Right().about()).isEqualTo(ScaleLayer.class);
    }

    static List<LayerContract> wrong() {
        return List.of(
                new Contracts.WrongSign(),
                new Contracts.WrongWithOptions(),
                new Contracts.MixesExamples(),
                inside(),
                new PublicContract());
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("wrong")
    void the_code_of_a_finding_repeats_it(LayerContract contract) throws IOException, InterruptedException {
        FindingGroup group = Campaign.of(contract)
                .checker(contract.checker())
                .tries(20)
                .run()
                .findings()
                .get(0);

        assertThat(output(group.code())).contains("AssertionFailedError: " + group.text());
    }

    @Test
    void code_that_names_what_only_its_package_sees_is_in_it() {
        assertThat(ConstructorCode.of(Contracts.Right.class))
                .contains(new ConstructorCode("new io.gradcheck.junit.Contracts.Right()", "io.gradcheck.junit"));
        assertThat(ConstructorCode.of(Contracts.Around.Inside.class))
                .contains(new ConstructorCode(
                        "new io.gradcheck.junit.Contracts.Around().new Inside()", "io.gradcheck.junit"));
        assertThat(ConstructorCode.of(PublicContract.class))
                .contains(new ConstructorCode("new io.gradcheck.junit.PublicContract()", ""));
    }

    static List<LayerContract> withoutCode() {
        return List.of(
                new WithParameter("any"),
                WithPrivateConstructor.make(),
                new Hidden(),
                new Contracts.Right() {},
                new Contracts.AroundHeir().new Inside());
    }

    @ParameterizedTest
    @MethodSource("withoutCode")
    void a_contract_that_no_code_can_make_is_a_parameter_of_the_code(LayerContract contract) {
        SubjectCase one = contract.at(1, 0);

        assertThat(ConstructorCode.of(contract.getClass())).isEmpty();
        assertThat(one.codeParameter()).isEqualTo("TensorSource source");
        assertThat(one.code()).startsWith("source.subject(");
        assertThat(new Contracts.Right().at(1, 0).codeParameter()).isEmpty();
    }

    static class CannotBeMade extends Contracts.OfRows<Layer> {
        @Override
        protected Layer layer(Sizes s) {
            throw new UnsupportedOperationException("no layer of width " + s.width());
        }

        @Override
        protected Class<?> classUnderTest() {
            return ScaleLayer.class;
        }
    }

    @Test
    void a_layer_that_cannot_be_made_is_named() {
        CampaignReport report = Campaign.of(new CannotBeMade()).tries(3).run();

        assertThat(report.findings()).singleElement().satisfies(group -> {
            assertThat(group.signature())
                    .isEqualTo("throws UnsupportedOperationException at " + CannotBeMade.class.getName() + ".layer");
            assertThat(group.text()).startsWith("java.lang.UnsupportedOperationException: no layer of width ");
            assertThat(group.code()).contains("source.at(1L, 0L).subject()");
        });
    }

    /** What the code prints, in a JVM of its own: packages are those of one class loader. */
    private String output(String code) throws IOException, InterruptedException {
        String classPath = System.getProperty("java.class.path");
        Path source = Files.writeString(directory.resolve("Repeat.java"), code);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", classPath, "-proc:none", "-d", directory.toString(), source.toString());
        assertThat(compiled).as(code).isZero();
        String main = code.startsWith("package ") ? code.substring(8, code.indexOf(';')) + ".Repeat" : "Repeat";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        directory + File.pathSeparator + classPath,
                        main)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(1);
        return output;
    }
}
