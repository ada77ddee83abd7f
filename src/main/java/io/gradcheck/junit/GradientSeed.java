package io.gradcheck.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Repeats a test with the seed of a failure: a {@link GradientTest} is run once, with this seed; so is every invocation of
 * another test under the {@link GradientExtension}. On a class it holds for all tests in it.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface GradientSeed {

    /**
     * The seed.
     *
     * @return the seed that the failure named
     */
    long value();
}
