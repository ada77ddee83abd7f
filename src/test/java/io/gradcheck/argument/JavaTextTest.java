package io.gradcheck.argument;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Literals of Java. */
class JavaTextTest {

    @Test
    void what_can_be_read_stays_as_it_is() {
        assertThat(JavaText.quoted("gr\u00f6\u00dfe 'x' \ud83d\ude00"))
                .isEqualTo("\"gr\u00f6\u00dfe 'x' \ud83d\ude00\"");
    }

    @Test
    void what_would_end_the_literal_or_begin_an_escape_is_escaped() {
        assertThat(JavaText.quoted("a\"b\\u0041\n\r\t")).isEqualTo("\"a\\\"b\\\\u0041\\n\\r\\t\"");
    }

    @Test
    void what_cannot_be_seen_is_written_by_its_number() {
        assertThat(JavaText.quoted("\0\u001b\u007f\u200b\u202e\u2028\ue000"))
                .isEqualTo("\"\\u0000\\u001b\\u007f\\u200b\\u202e\\u2028\\ue000\"");
        assertThat(JavaText.quoted("half \ud800 pair")).isEqualTo("\"half \\ud800 pair\"");
    }

    @Test
    void whole_numbers_have_a_letter_where_they_need_one() {
        assertThat(JavaText.number(-5)).isEqualTo("-5");
        assertThat(JavaText.number(Integer.MIN_VALUE)).isEqualTo("-2147483648");
        assertThat(JavaText.number(1L << 31)).isEqualTo("2147483648L");
        assertThat(JavaText.number(Long.MIN_VALUE)).isEqualTo("-9223372036854775808L");
    }
}
