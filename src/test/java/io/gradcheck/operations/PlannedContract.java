package io.gradcheck.operations;

import io.gradcheck.junit.OperationContract;
import io.gradcheck.recording.Recording;
import io.gradcheck.result.TestName;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.TensorSource.Variable;
import io.gradcheck.source.Values;
import io.gradcheck.subject.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.Executable;

/** The contract of one version of an operation. */
final class PlannedContract extends OperationContract {

    private final PlannedOperation planned;
    private final int mistake;
    private final long seed;

    PlannedContract(PlannedOperation planned, int mistake, long seed) {
        this.planned = planned;
        this.mistake = mistake;
        this.seed = seed;
    }

    @Override
    protected Operation operation(Sizes s) {
        return planned.operation(s, mistake);
    }

    @Override
    protected Map<String, Variable> inputs(Sizes s) {
        Map<String, Variable> inputs = new LinkedHashMap<>(planned.inputs(s));
        planned.parameters().forEach(inputs::remove);
        return inputs;
    }

    @Override
    protected Values parameter(String name, Sizes s) {
        return planned.inputs(s).get(name).values();
    }

    @Override
    protected Class<?> classUnderTest() {
        return planned.getClass();
    }

    @Override
    public String name() {
        return planned.toString();
    }

    @Override
    protected long tries() {
        return planned.tries();
    }

    @Override
    protected long seed() {
        return seed;
    }

    /**
     * The tests of gradients in an order in which most mistakes are met soon.
     *
     * @return what they do, by their names
     */
    Map<String, Executable> gradientTests() {
        Map<String, Executable> tests = new LinkedHashMap<>();
        tests.put("mixed cases", this::gradients_are_right_in_mixed_cases);
        tests.put("ordinary values", this::gradients_are_right_at_ordinary_values);
        tests.put("small sizes", this::gradients_are_right_in_small_sizes);
        tests.put("exact zeros", this::gradients_are_right_at_exact_zeros);
        tests.put("repeated values", this::gradients_are_right_at_repeated_values);
        tests.put("huge and tiny values", this::gradients_are_right_at_huge_and_tiny_values);
        tests.put("saturating values", this::gradients_are_right_at_saturating_values);
        return tests;
    }

    /**
     * All tests of the contract.
     *
     * @return what they do, by their names
     */
    Map<String, Executable> tests() {
        Map<String, Executable> tests = gradientTests();
        for (Stream<DynamicNode> nodes : List.of(laws_hold(), gradients_are_right_in_cases_found_before())) {
            nodes.map(DynamicTest.class::cast).forEach(test -> tests.put(test.getDisplayName(), test.getExecutable()));
        }
        return tests;
    }

    /**
     * Runs some of them, of which the report of this build is not told.
     *
     * @param tests what they do, by their names
     * @param untilOneFails whether those after the first that fails are left out
     * @return what the others threw, by their names
     */
    static Map<String, String> failures(Map<String, Executable> tests, boolean untilOneFails) {
        Map<String, String> failures = new LinkedHashMap<>();
        Recording noReport = Recording.beside(new TestName("", "", "", ""));
        noReport.enter();
        try {
            tests.forEach((name, test) -> {
                if (failures.isEmpty() || !untilOneFails) {
                    try {
                        test.execute();
                    } catch (
                            Throwable
                                    thrown) { // failed, or aborted, which no test of these operations has a reason for
                        failures.put(name, thrown.toString());
                    }
                }
            });
        } finally {
            noReport.leave();
        }
        return failures;
    }
}
