package io.gradcheck.result;

/**
 * Which test.
 *
 * @param testClass the class it was run in, by its binary name; what else there is where a test is no method of a class
 * @param method the method, or the name that the engine gives
 * @param engine the identifier of the test engine, such as {@code junit-jupiter}
 * @param id the engine's unique identifier
 */
public record TestName(String testClass, String method, String engine, String id) {}
