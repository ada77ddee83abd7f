package io.gradcheck.junit;

import io.gradcheck.campaign.CampaignReport;
import io.gradcheck.check.GradientChecker;
import io.gradcheck.source.Sizes;
import io.gradcheck.source.SubjectCase;
import io.gradcheck.source.SubjectSource;
import io.gradcheck.source.TensorSource;
import io.gradcheck.source.Values.Kind;
import io.gradcheck.source.cases.ConstructorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tests that every gradient has to pass, inherited by a class that says where random cases come from. For layers there is
 * {@link LayerContract}, for operations {@link OperationContract}; this is for every other subject.
 *
 * <p>Each test is a campaign over random cases, with values of one kind; what fails is shrunk, and printed as Java code
 * that repeats it. A contract is a {@link SubjectSource} too, and may be run wherever campaigns are.
 *
 * <pre>{@code
 * class HuberContract extends SourceContract {
 *     protected TensorSource source() {
 *         return FunctionSource.of("huber", (s, v) -> Subject.of("huber", v, Huber::value, Huber::gradient))
 *                 .input("residuals", s -> new int[] {s.width()});
 *     }
 * }
 * }</pre>
 *
 * <p>The tests run one after the other, as each uses all processors: a mistake is told by the first that meets it, and later
 * ones name that test.
 *
 * <p>The tests are inherited. So that the stack of a failure leads to the contract all the same, it has a frame of the
 * contract's class, with the name of the test and the line at which an object of the class is made.
 *
 * <p>Its methods are called by several threads at a time, and follow from their arguments alone.
 */
@ExtendWith(ContractRun.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class SourceContract implements SubjectSource {

    private static final long TRIES = 100;
    private static final double LEAST_SEEN = 0.1;
    private static final double MOST_SKIPPED = 0.5;
    private static final Path CORPUS = Path.of("src", "test", "gradcheck");

    private final ContractFailures failures = ContractFailures.of(getClass());
    private MetMistakes met = new MetMistakes();

    /** For subclasses; code repeats what they find best if classes of their package can make one without parameters. */
    protected SourceContract() {}

    /** {@return the cases of this contract: a new source, the same at each call} */
    protected abstract TensorSource source();

    /** The cases of this contract, whose code makes one of this class, where code of its package can. */
    TensorSource cases() {
        TensorSource source = source();
        for (Class<? extends RuntimeException> refused : skipping()) {
            source = source.skipping(refused);
        }
        return withCode(source, source::writtenAs);
    }

    /**
     * A source with the code that makes this contract and asks it for its source.
     *
     * @param source the source, which stays as it is where no code can make a contract of this class
     * @param writtenAs makes a source of the code and of the package that it must be in
     */
    final <S> S withCode(S source, BiFunction<String, String, S> writtenAs) {
        return ConstructorCode.of(getClass())
                .map(code -> writtenAs.apply(code.expression() + ".source()", codePackage(code)))
                .orElse(source);
    }

    /** Where the code sees the contract and its source. */
    String codePackage(ConstructorCode code) {
        return getClass().getPackageName();
    }

    /** {@return the checker; its seed is replaced by the index of each case} */
    protected GradientChecker checker() {
        return GradientChecker.standard();
    }

    /** {@return how many cases each test has; 100 by default} */
    protected long tries() {
        return TRIES;
    }

    /** {@return the seed from which all cases follow; 1 by default} */
    protected long seed() {
        return 1;
    }

    /**
     * The least share of the cases of a test of which something must be seen, else it fails: where values are ordinary or
     * mixed. At edges, where many functions are flat, one in a hundred is enough, or this share if it is less. See
     * {@link io.gradcheck.campaign.Campaign#leastSeen}.
     *
     * @return a number from 0 to 1; a tenth by default
     */
    protected double leastSeen() {
        return LEAST_SEEN;
    }

    /**
     * The exceptions by which code refuses a case that is impossible, as {@link TensorSource#skipping} has it.
     *
     * <pre>{@code
     * protected List<Class<? extends RuntimeException>> skipping() {
     *     return List.of(IllegalArgumentException.class);   // the window may be longer than the input
     * }
     * }</pre>
     *
     * @return by default none: an exception is a finding
     */
    protected List<Class<? extends RuntimeException>> skipping() {
        return List.of();
    }

    /**
     * The largest share of the cases of a test that may be impossible, else it fails with the reasons.
     *
     * @return a number from 0 to 1; a half by default
     */
    protected double mostSkipped() {
        return MOST_SKIPPED;
    }

    /**
     * Where the cases lie in which the goal {@code fuzz}, or a campaign, has found a mistake before.
     *
     * @return by default {@code src/test/gradcheck} of the project
     */
    protected Path corpus() {
        return Path.of(System.getProperty("basedir", "")).resolve(CORPUS);
    }

    /** {@return a name by which reports and the regression corpus tell it from others; by default that of its class} */
    @Override
    public String name() {
        return getClass()
                .getName()
                .substring(getClass().getPackageName().length())
                .replaceFirst("^\\.", "")
                .replace('$', '.');
    }

    @Override
    public final SubjectCase draw(RandomGenerator random, Sizes sizes) {
        return cases().draw(random, sizes);
    }

    @Override
    public final SubjectCase restore(Map<String, Object> data) {
        return cases().restore(data);
    }

    @Override
    public Class<?> about() {
        return source().about();
    }

    private ContractCampaigns campaigns() {
        return new ContractCampaigns(cases(), checker(), tries(), seed(), leastSeen(), mostSkipped());
    }

    /** Takes part in a run, whose other tests may have met the same mistakes. */
    final void follow(MetMistakes ofRun) {
        met = ofRun;
    }

    private void right(String test, Function<ContractCampaigns, CampaignReport> campaign) {
        failures.of(test, () -> met.judge(campaign.apply(campaigns()), test));
    }

    private void rightWith(Kind kind, String test) {
        right(test, campaigns -> campaigns.gradients(kind));
    }

    /** Normally distributed values, or values spread over their range. */
    @Test
    @DisplayName("gradients are right at ordinary values")
    public void gradients_are_right_at_ordinary_values() {
        rightWith(Kind.ORDINARY, "gradients_are_right_at_ordinary_values");
    }

    /** Exact zeros among ordinary values, and zeros alone. */
    @Test
    @DisplayName("gradients are right at exact zeros")
    public void gradients_are_right_at_exact_zeros() {
        rightWith(Kind.ZEROS, "gradients_are_right_at_exact_zeros");
    }

    /** Ties, equal rows, all values equal. */
    @Test
    @DisplayName("gradients are right at repeated values")
    public void gradients_are_right_at_repeated_values() {
        rightWith(Kind.REPEATED, "gradients_are_right_at_repeated_values");
    }

    /** Huge and tiny values beside each other; the ends of a range. */
    @Test
    @DisplayName("gradients are right at huge and tiny values")
    public void gradients_are_right_at_huge_and_tiny_values() {
        rightWith(Kind.HUGE_AND_TINY, "gradients_are_right_at_huge_and_tiny_values");
    }

    /** Values at which a sigmoid is flat. */
    @Test
    @DisplayName("gradients are right at saturating values")
    public void gradients_are_right_at_saturating_values() {
        rightWith(Kind.SATURATING, "gradients_are_right_at_saturating_values");
    }

    /** Sizes of one and two, values of all kinds. */
    @Test
    @DisplayName("gradients are right in small sizes")
    public void gradients_are_right_in_small_sizes() {
        right("gradients_are_right_in_small_sizes", ContractCampaigns::gradientsInSmallSizes);
    }

    /** Values of all kinds, each tensor with another one; sizes of all kinds. */
    @Test
    @DisplayName("gradients are right in mixed cases")
    public void gradients_are_right_in_mixed_cases() {
        right("gradients_are_right_in_mixed_cases", ContractCampaigns::gradients);
    }

    /** {@return a test for each case of this contract in the {@linkplain #corpus() corpus}} */
    @TestFactory
    @DisplayName("gradients are right in cases found before")
    public Stream<DynamicNode> gradients_are_right_in_cases_found_before() {
        return failures.of(
                "gradients_are_right_in_cases_found_before", () -> campaigns().replays(corpus()));
    }

    /** {@return a test for each law, of one campaign with values and sizes of all kinds} */
    @TestFactory
    @DisplayName("laws hold")
    public Stream<DynamicNode> laws_hold() {
        return failures.of("laws_hold", () -> campaigns().lawTests(met));
    }
}
