package io.gradcheck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of Jupiter that checks gradients, once or with several seeds.
 *
 * <p>It may take a {@link io.gradcheck.check.GradientChecker} and a {@link java.util.Random}, both with the seed of the
 * try. It is a test template, and stands alone on a method.
 *
 * <pre>{@code
 * @GradientTest(tries = 20)
 * void swish(GradientChecker checker, Random random) {
 *     checker.check(Subject.scalar("swish", Swish::value, Swish::derivative, 10 * random.nextGaussian()));
 * }
 * }</pre>
 *
 * <p>A wrong gradient fails the test even if nobody asserts anything of the report, and so does a test that checks
 * nothing, whose case is {@linkplain io.gradcheck.source.Case#skip impossible} in every try, or a subject of which nothing
 * can be seen. Where nothing can be said the test is aborted with the reason; a kink
 * passes and is published as a report entry. A failure ends with the {@link GradientSeed} that repeats it.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@TestTemplate
@ExtendWith({GradientTries.class, GradientExtension.class})
public @interface GradientTest {

    /**
     * How often the test is run, each time with the next seed.
     *
     * @return the number of tries, at least 1
     */
    int tries() default 1;

    /**
     * The seed of the first try. {@link GradientSeed} is stronger, and the configuration parameter {@code gradcheck.seed}
     * too.
     *
     * @return any number
     */
    long seed() default 1;
}
