package io.gradcheck.result;

import java.util.List;

/**
 * Standard mistakes in one variable that a check would have caught.
 *
 * @param variable the variable
 * @param mistakes the mistakes, such as {@code transposed}
 */
public record VariableMistakes(String variable, List<String> mistakes) {}
