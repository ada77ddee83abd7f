package io.gradcheck.check;

import java.time.Duration;

/**
 * A check that has ended.
 *
 * @param report what was found
 * @param classUnderTest the class whose gradient was checked, as the subject says
 * @param time how long it took
 */
public record Check(GradientReport report, Class<?> classUnderTest, Duration time) {}
