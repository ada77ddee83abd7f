package io.gradcheck.campaign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeathTest {

    private static Death ended(int code) {
        return new Death(7, code, false, "");
    }

    @Test
    void a_signal_is_named_and_that_of_a_system_without_memory_explained() {
        assertThat(ended(139).text()).isEqualTo("its JVM was ended by signal 11 (SIGSEGV)");
        assertThat(ended(137).text())
                .isEqualTo(
                        "its JVM was ended by signal 9 (SIGKILL): killed from outside, as a system does whose memory "
                                + "is short");
        assertThat(ended(139).isCrash()).isTrue();
    }

    @Test
    void another_code_is_that_of_code_that_ends_its_jvm() {
        for (int code : new int[] {0, 3, 200}) {
            assertThat(ended(code).text()).startsWith("its JVM ended with exit code " + code + ", with no call of");
            assertThat(ended(code).isCrash()).isFalse();
        }
    }

    @Test
    void a_crash_of_the_jvm_says_where_whatever_its_code() {
        Death crash = new Death(7, 1, false, "C  [libnative.so+0x10]");

        assertThat(crash.isCrash()).isTrue();
        assertThat(crash.text()).isEqualTo("its JVM crashed in C  [libnative.so+0x10]");
    }

    @Test
    void a_jvm_that_was_killed_since_it_was_silent_has_not_crashed() {
        Death silent = new Death(7, 137, true, "");

        assertThat(silent.isCrash()).isFalse();
        assertThat(silent.text()).isEqualTo("its JVM showed no sign of life any more, and was killed");
        assertThat(silent.isBeforeAnyCase()).isFalse();
        assertThat(new Death(Death.NONE, 1, false, "").isBeforeAnyCase()).isTrue();
    }
}
