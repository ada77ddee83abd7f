package io.gradcheck.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Frames that are added to stacks, and those that are not. */
class CallStackTest {

    private static final StackTraceElement OWN = new StackTraceElement("io.gradcheck.Own", "own", null, -1);
    private static final StackTraceElement OTHER = new StackTraceElement("org.junit.Other", "other", null, -1);
    private static final StackTraceElement TEST = new StackTraceElement("com.acme.ATest", "wrong", null, -1);

    private static List<StackTraceElement> led(StackTraceElement... stack) {
        Throwable thrown = new AssertionError();
        thrown.setStackTrace(stack);
        return List.of(CallStack.leadingTo(thrown, TEST).getStackTrace());
    }

    @Test
    void a_frame_is_added_where_the_caller_would_be() {
        assertThat(led(OWN, OWN, OTHER, OWN, OTHER)).containsExactly(OWN, OWN, TEST, OTHER, OWN, OTHER);
        assertThat(led(OWN)).containsExactly(OWN, TEST);
    }

    @Test
    void a_stack_that_leads_to_the_test_stays_as_it_is() {
        StackTraceElement lambda = new StackTraceElement("com.acme.ATest", "lambda$wrong$0", "ATest.java", 7);
        StackTraceElement nested = new StackTraceElement("com.acme.ATest$Nested", "wrong", "ATest.java", 7);

        assertThat(led(OWN, OTHER, lambda)).containsExactly(OWN, OTHER, lambda);
        assertThat(led(OWN, nested)).containsExactly(OWN, nested);
        assertThat(led(OWN, new StackTraceElement("com.acme.ATestOther", "a", null, -1)))
                .contains(TEST);
    }

    @Test
    void what_other_code_has_thrown_stays_as_it_is() {
        assertThat(led(OTHER, OWN)).containsExactly(OTHER, OWN);
        assertThat(led()).isEmpty();
    }

    @Test
    void a_stack_begins_with_the_method_of_gradcheck_that_was_called_also_by_way_of_java() {
        Throwable direct = CallStack.here().of(new AssertionError());
        Throwable mapped = Stream.of(1)
                .map(any -> CallStack.here())
                .findFirst()
                .orElseThrow()
                .of(new AssertionError());

        for (Throwable one : List.of(direct, mapped)) {
            assertThat(one.getStackTrace()[0].toString()).contains("CallStack.here(CallStack.java:");
            assertThat(one.getStackTrace()[1].getClassName()).isEqualTo(CallStackTest.class.getName());
        }
    }

    @Test
    void a_call_is_added_to_what_does_not_lead_to_its_caller() {
        CallStack call = CallStack.here();
        Throwable thrown = new AssertionError();
        thrown.setStackTrace(new StackTraceElement[] {OWN, OTHER});

        StackTraceElement[] stack = call.leadingTo(thrown).getStackTrace();

        assertThat(stack).startsWith(OWN).endsWith(OTHER);
        assertThat(stack[2].getMethodName()).isEqualTo("a_call_is_added_to_what_does_not_lead_to_its_caller");
        assertThat(call.leadingTo(thrown).getStackTrace()).as("once").isEqualTo(stack);
    }
}
