package io.gradcheck.jqwik;

import io.gradcheck.source.Case;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The largest share of the cases of a property that may be {@linkplain Case#skip skipped}, else it fails with the reasons; a
 * half where there is none. On a class it is that of all its properties.
 *
 * <pre>{@code
 * @Property(maxDiscardRatio = 10)   // jqwik's own limit, 5 tries discarded for one that is not
 * @MostSkipped(0.9)
 * void right(@ForAll("windows") SubjectCase window) { ... }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface MostSkipped {
    /** {@return the share, from 0 to 1} */
    double value();
}
